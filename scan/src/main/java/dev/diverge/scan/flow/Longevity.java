package dev.diverge.scan.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;

/**
 * Classes whose instances live as long as the application: held by a static field, made by a
 * container, or held by one of those from when it is made.
 */
final class Longevity {

  private static final Set<String> BEANS =
      Set.of(
          "Component",
          "Service",
          "Repository",
          "Controller",
          "RestController",
          "Configuration",
          "ControllerAdvice",
          "Singleton",
          "ApplicationScoped",
          "Startup",
          "SpringBootApplication",
          "ConfigurationProperties",
          "WebServlet",
          "WebFilter",
          "WebListener",
          "Path",
          "ManagedBean",
          "Stateless",
          "Named",
          "Factory",
          "GrpcService",
          "ServerEndpoint");

  private static final Set<String> LASTING =
      Set.of(
          "java/lang/Thread",
          "jakarta/servlet/http/HttpServlet",
          "javax/servlet/http/HttpServlet",
          "jakarta/servlet/Filter",
          "javax/servlet/Filter",
          "com/amazonaws/services/lambda/runtime/RequestHandler",
          "com/amazonaws/services/lambda/runtime/RequestStreamHandler",
          "java/util/function/LongSupplier",
          "java/util/concurrent/locks/Lock",
          "java/security/SecureRandomSpi");

  private static final String[] NAMED = {
    " generator ",
    " factory ",
    " sequence ",
    " snowflake ",
    " worker ",
    " registry ",
    " manager ",
    " provider ",
    " server ",
    " service ",
    " optimizer ",
    " repository ",
    " function ",
    " scheduler ",
    " creator ",
    " strategy ",
    " mgr ",
    " executor ",
    " executor configuration ",
    " candidate ",
    " incrementer ",
    " random ",
    " rng "
  };

  /** Who has a field of that name is somebody to others, and is so for long. */
  private static final String[] SOMEBODY = {
    " instance id ",
    " client id ",
    " node id ",
    " server id ",
    " broker id ",
    " worker id ",
    " machine id ",
    " process id ",
    " member id ",
    " peer id "
  };

  private final Program program;
  private final Links links;
  private final Set<String> lasting = new HashSet<>();
  private final Map<String, Set<String>> holds = new HashMap<>();

  Longevity(Program program, Links links, List<MethodFacts> methods) {
    this.program = program;
    this.links = links;
    Deque<String> open = new ArrayDeque<>();
    for (ClassFacts facts : program.sorted()) {
      if (isMade(facts)) {
        open.add(facts.name());
      }
      for (FieldFacts field : facts.fields()) {
        declared(field, open);
      }
    }
    for (MethodFacts method : methods) {
      held(method, open);
    }
    while (!open.isEmpty()) {
      String next = open.poll();
      if (lasting.add(next)) {
        open.addAll(holds.getOrDefault(next, Set.of()));
        ClassFacts facts = program.find(next);
        if (facts != null && facts.superName() != null && program.find(facts.superName()) != null) {
          open.add(facts.superName());
        }
      }
    }
  }

  /** Whether the name of a field says that its object lives long. */
  static boolean isNamed(FieldFacts field) {
    String words = Names.words(field.name());
    for (String name : SOMEBODY) {
      if (words.endsWith(name)) {
        return true;
      }
    }
    return false;
  }

  boolean has(String type) {
    return lasting.contains(type);
  }

  private boolean isMade(ClassFacts facts) {
    for (String annotation : facts.annotations()) {
      String simple =
          annotation.substring(annotation.lastIndexOf('/') + 1, annotation.length() - 1);
      if (BEANS.contains(simple)) {
        return true;
      }
    }
    if (program.isA(facts.name(), LASTING::contains)) {
      return true;
    }
    String simple = facts.name().substring(facts.name().lastIndexOf('/') + 1);
    String words = Names.words(simple);
    for (String name : NAMED) {
      if (words.endsWith(name)) {
        return true;
      }
    }
    return false;
  }

  private void declared(FieldFacts field, Deque<String> open) {
    String descriptor = field.descriptor();
    if (descriptor.charAt(0) != 'L') {
      return;
    }
    String type = descriptor.substring(1, descriptor.length() - 1);
    if (program.find(type) == null) {
      return;
    }
    if (field.isStatic()) {
      open.add(type);
    } else if ((field.access() & Opcodes.ACC_FINAL) != 0) {
      holds.computeIfAbsent(field.owner().name(), n -> new HashSet<>(2)).add(type);
    }
  }

  private void held(MethodFacts method, Deque<String> open) {
    if (method.isBean || method.signature.equals("main([Ljava/lang/String;)V")) {
      for (int i = 0; i < method.nodes.length; i++) {
        add(method, i, open);
      }
    }
    int[] stores = method.stores;
    for (int i = 0; i < stores.length; i += 2 + stores[i + 1]) {
      FieldFacts field = links.declared(links.field(stores[i]));
      if (field == null || (!field.isStatic() && !method.isInitialiser())) {
        continue;
      }
      List<String> made = new ArrayList<>();
      for (int j = 0; j < stores[i + 1]; j++) {
        add(method, stores[i + 2 + j] >> Values.FLAGS, made);
      }
      if (field.isStatic()) {
        open.addAll(made);
      } else {
        holds.computeIfAbsent(field.owner().name(), n -> new HashSet<>(2)).addAll(made);
      }
    }
  }

  private void add(MethodFacts method, int node, java.util.Collection<String> into) {
    if (method.nodes[node] >>> MethodFacts.KIND_SHIFT == MethodFacts.ALLOCATION) {
      String type = program.typeIds.name(method.nodes[node] & MethodFacts.ARGUMENT);
      if (program.find(type) != null) {
        into.add(type);
      }
    }
  }
}
