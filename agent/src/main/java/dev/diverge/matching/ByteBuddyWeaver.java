package dev.diverge.matching;

import static net.bytebuddy.matcher.ElementMatchers.hasDescriptor;
import static net.bytebuddy.matcher.ElementMatchers.isAnnotatedWith;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isSubTypeOf;
import static net.bytebuddy.matcher.ElementMatchers.named;

import dev.diverge.integrations.Advised;
import dev.diverge.integrations.Epoch;
import dev.diverge.integrations.FreshLong;
import dev.diverge.integrations.Match;
import dev.diverge.integrations.SensitiveType;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.function.BiFunction;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.bytecode.StackManipulation;
import net.bytebuddy.implementation.bytecode.member.MethodInvocation;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;
import org.jspecify.annotations.Nullable;

/**
 * Matches a class, asked with a {@link Match}; weaves advice into it, asked with a {@link
 * SensitiveType}. Besides there are the class's loader, its binary name and its bytes. Thread-safe.
 */
public final class ByteBuddyWeaver implements BiFunction<Object, Object[], @Nullable Object> {

  private static final String GUARD = "java.lang.DivergeGuard";

  private final ClassFileLocator ours =
      ClassFileLocator.ForClassLoader.of(ByteBuddyWeaver.class.getClassLoader());
  private final Advice.WithCustomMapping advice;

  /** Made by name, by the agent. */
  public ByteBuddyWeaver() throws ReflectiveOperationException {
    Class<?> guard = Class.forName(GUARD, false, null);
    advice =
        Advice.withCustomMapping()
            .bind(value(Epoch.class, guard, "epoch"))
            .bind(value(FreshLong.class, guard, "freshLong"));
  }

  private static <T extends Annotation> Advice.OffsetMapping.Factory<T> value(
      Class<T> annotation, Class<?> guard, String method) throws ReflectiveOperationException {
    StackManipulation call =
        MethodInvocation.invoke(new MethodDescription.ForLoadedMethod(guard.getMethod(method)));
    return new Advice.OffsetMapping.ForStackManipulation.Factory<>(
        annotation, call, TypeDescription.ForLoadedType.of(long.class).asGenericType());
  }

  @Override
  public @Nullable Object apply(Object asked, Object[] of) {
    ClassLoader loader = (ClassLoader) of[0];
    String name = (String) of[1];
    byte[] classFile = (byte[]) of[2];
    ClassFileLocator locator =
        new ClassFileLocator.Compound(
            ClassFileLocator.Simple.of(name, classFile),
            ClassFileLocator.ForClassLoader.of(loader),
            ClassFileLocator.ForClassLoader.ofPlatformLoader());
    TypePool pool = TypePool.Default.of(locator);
    TypeDescription type = pool.describe(name).resolve();
    return asked instanceof Match match
        ? matches(match, type, pool)
        : advised(((SensitiveType) asked).advices(), type, locator);
  }

  private static boolean matches(Match match, TypeDescription type, TypePool pool) {
    String above = match.supertype();
    if (above != null) {
      TypePool.Resolution found = pool.describe(above);
      if (!found.isResolved()
          || type.getName().equals(above)
          || !isSubTypeOf(found.resolve()).matches(type)) {
        return false;
      }
    }
    String annotation = match.annotation();
    return annotation == null || isAnnotatedWith(named(annotation)).matches(type);
  }

  private byte[] advised(List<Advised> all, TypeDescription type, ClassFileLocator locator) {
    AsmVisitorWrapper.ForDeclaredMethods visitors = new AsmVisitorWrapper.ForDeclaredMethods();
    for (Advised one : all) {
      ElementMatcher<MethodDescription> method = method(one.method());
      if (type.getDeclaredMethods().filter(method).isEmpty()) {
        throw new IllegalArgumentException("it has no method " + one.method());
      }
      visitors = visitors.method(method, advice.to(one.advice(), ours));
    }
    return new ByteBuddy()
        .with(TypeValidation.DISABLED)
        .decorate(type, locator)
        .visit(visitors)
        .make()
        .getBytes();
  }

  /** As integrations write one: {@code next}, {@code next(I)I}, {@code <init>}, {@code ()V}. */
  private static ElementMatcher<MethodDescription> method(String written) {
    int at = written.indexOf('(');
    String name = at < 0 ? written : written.substring(0, at);
    ElementMatcher.Junction<MethodDescription> method =
        name.isEmpty() || name.equals("<init>") ? isConstructor() : named(name);
    return at < 0 ? method : method.and(hasDescriptor(written.substring(at)));
  }
}
