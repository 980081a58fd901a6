package dev.diverge.agent.reach;

import dev.diverge.agent.weave.GeneratorWeaver;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether an instance that is being constructed is made without a seed, asked in a constructor of a
 * class above its own: the outermost constructor takes nothing then, or a source of seeds.
 */
public final class OutermostConstructor implements BiPredicate<Object, Class<?>> {

  private final StackWalker walker =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  @Override
  public boolean test(Object instance, Class<?> type) {
    return walker.walk(new Looking(type));
  }

  private record Looking(Class<?> type) implements Function<Stream<StackFrame>, Boolean> {

    @Override
    public Boolean apply(Stream<StackFrame> stack) {
      Iterator<StackFrame> frames = stack.iterator();
      String outermost = "";
      while (frames.hasNext()) {
        StackFrame frame = frames.next();
        if (isConstructor(frame)) {
          outermost = frame.getDescriptor();
        } else if (!outermost.isEmpty()) {
          break;
        }
      }
      return outermost.equals("()V")
          || outermost.equals("(Ljava/security/SecureRandom;)V")
          || GeneratorWeaver.takesItsOuter(type.getName().replace('.', '/'), outermost);
    }

    private boolean isConstructor(StackFrame frame) {
      return frame.getMethodName().equals("<init>")
          && frame.getDeclaringClass().isAssignableFrom(type);
    }
  }
}
