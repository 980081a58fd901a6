package dev.diverge.scan.flow;

import dev.diverge.scan.read.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes facts of class files, one after the other. */
final class ClassParser {

  private static final String ON_CLONE = "Ldev/diverge/OnClone;";
  private static final Set<String> RESOURCES =
      Set.of("org/crac/Resource", "jdk/crac/Resource", "javax/crac/Resource");
  private static final Set<String> BEAN_METHODS =
      Set.of(
          "Lorg/springframework/context/annotation/Bean;",
          "Ljakarta/enterprise/inject/Produces;",
          "Ljavax/enterprise/inject/Produces;");

  private final Ids fields;
  private final Ids methods;
  private final Ids signatures;
  private final Flow flow;
  private final Code code = new Code();
  private int unfollowed;

  ClassParser(Ids fields, Ids methods, Ids types, Ids signatures) {
    this.fields = fields;
    this.methods = methods;
    this.signatures = signatures;
    this.flow = new Flow(fields, methods, types);
  }

  /** Methods that are too long, or of a kind that is no longer made. */
  int unfollowed() {
    return unfollowed;
  }

  /** Reads one; throws whatever ASM does if it cannot be read. */
  ClassFacts parse(byte[] bytes, Place place) {
    ClassReader reader = new ClassReader(bytes);
    Visitor visitor = new Visitor(place);
    reader.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    ClassFacts facts = visitor.facts;
    if (facts == null) {
      throw new IllegalArgumentException("it has no name");
    }
    return facts;
  }

  private final class Visitor extends ClassVisitor {

    private final Place place;
    private final Set<String> annotations = new HashSet<>();
    private @Nullable ClassFacts facts;

    Visitor(Place place) {
      super(Opcodes.ASM9);
      this.place = place;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      facts =
          new ClassFacts(
              name,
              superName,
              interfaces == null ? List.of() : List.of(interfaces),
              access,
              place,
              annotations);
    }

    private ClassFacts facts() {
      ClassFacts known = facts;
      if (known == null) {
        throw new IllegalArgumentException("it has no name");
      }
      return known;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      annotations.add(descriptor);
      return null;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      int id = fields.of(facts().name() + '#' + name);
      facts()
          .fields()
          .add(new FieldFacts(facts(), name, descriptor, signature, access, value != null, id));
      return new FieldVisitor(Opcodes.ASM9) {
        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          if (annotation.equals(ON_CLONE)) {
            facts().registeredFields.add(name);
          }
          return null;
        }
      };
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
        add(access, name, descriptor, false);
        return null;
      }
      code.clear();
      return new MethodVisitor(Opcodes.ASM9, code) {
        @Override
        public void visitEnd() {
          end(access, name, descriptor);
        }
      };
    }

    private void end(int access, String name, String descriptor) {
      boolean isBean = false;
      for (String annotation : code.annotations) {
        isBean |= BEAN_METHODS.contains(annotation);
      }
      MethodFacts method = add(access, name, descriptor, isBean);
      if (!flow.run(code, method)) {
        unfollowed++;
      }
      registering(name);
    }

    private MethodFacts add(int access, String name, String descriptor, boolean isBean) {
      int id = methods.of(facts().name() + '.' + name + descriptor);
      String signature = signatures.shared(name + descriptor);
      MethodFacts method = new MethodFacts(id, facts(), signature, access, isBean);
      facts().methods.put(signature, method);
      return method;
    }

    private void registering(String name) {
      if (code.annotations.contains(ON_CLONE) || (name.equals("afterRestore") && isResource())) {
        facts().registering.add(name);
        return;
      }
      boolean calls = false;
      for (int i = 0; i < code.count; i++) {
        if (code.objects[i] instanceof Member member) {
          calls |=
              member.owner().equals("dev/diverge/Diverge")
                  || member.owner().equals("dev/diverge/PerClone");
        }
      }
      for (int i = 0; calls && i < code.count; i++) {
        Handle lambda = code.objects[i] instanceof Member member ? member.lambda() : null;
        if (lambda != null && lambda.getOwner().equals(facts().name())) {
          facts().registering.add(lambda.getName());
        }
      }
    }

    private boolean isResource() {
      for (String face : facts().interfaces()) {
        if (RESOURCES.contains(face)) {
          return true;
        }
      }
      return false;
    }
  }
}
