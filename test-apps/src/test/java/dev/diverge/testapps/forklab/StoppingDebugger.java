package dev.diverge.testapps.forklab;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDeathEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.ClassPrepareRequest;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.fork.Forkable;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stops {@link StoppedProgram} at the end of each engine's draw and raises the page meanwhile. */
final class StoppingDebugger {
  private static final long PATIENCE_MILLIS = 60_000;

  private final Path report;
  private final GenerationPage page;
  private final boolean cloned;
  private final VirtualMachine vm;
  private final List<StoppableEngine> toCome = new ArrayList<>(List.of(StoppableEngine.values()));
  private long generation = 1;

  StoppingDebugger(Path folder, Optional<AgentJar> agent, boolean cloned) throws Exception {
    this.report = folder.resolve("report");
    this.page = GenerationPage.create(folder.resolve("page"));
    this.cloned = cloned;
    this.vm = launch(agent);
  }

  /** For each engine, whether the bytes it returned were those of the old state. */
  Map<String, Boolean> run() throws Exception {
    ClassPrepareRequest program = vm.eventRequestManager().createClassPrepareRequest();
    program.addClassFilter(StoppedProgram.class.getName());
    program.enable();
    try {
      while (takeEvents()) {}
    } finally {
      vm.process().destroyForcibly();
    }
    Map<String, Boolean> old = new LinkedHashMap<>();
    for (String line : Files.readAllLines(report)) {
      List<String> words = List.of(line.split(" "));
      old.put(words.get(0), words.get(1).equals(words.get(2)));
    }
    return old;
  }

  private boolean takeEvents() throws Exception {
    EventSet events = vm.eventQueue().remove(PATIENCE_MILLIS);
    if (events == null) {
      throw new AssertionError("the program hangs");
    }
    for (Event event : events) {
      if (event instanceof VMDeathEvent || event instanceof VMDisconnectEvent) {
        said();
        return false;
      }
      if (event instanceof ClassPrepareEvent prepared) {
        stopAt(start(prepared.referenceType(), "aboutToDraw"), null);
      } else if (event instanceof BreakpointEvent stopped) {
        stopped(stopped);
      }
    }
    events.resume();
    return true;
  }

  private void stopped(BreakpointEvent event) throws Exception {
    if (event.location().method().name().equals("aboutToDraw")) {
      stopAt(end(toCome.remove(0)), event.thread());
      return;
    }
    event.request().disable();
    if (cloned) {
      page.write(++generation);
    }
  }

  private void stopAt(Location location, ThreadReference thread) {
    BreakpointRequest stop = vm.eventRequestManager().createBreakpointRequest(location);
    if (thread != null) {
      stop.addThreadFilter(thread);
    }
    stop.enable();
  }

  private static Location start(ReferenceType type, String method) {
    return type.methodsByName(method).get(0).location();
  }

  /** The last line of the engine's method: the bytes are drawn and not yet returned. */
  private Location end(StoppableEngine engine) throws Exception {
    for (ReferenceType type : vm.allClasses()) {
      if (matches(type.name(), engine.type)) {
        for (Method method : type.methodsByName(engine.method)) {
          if (!method.isBridge() && !method.isAbstract()) {
            return method.allLineLocations().stream()
                .max(Comparator.comparingLong(Location::codeIndex))
                .orElseThrow();
          }
        }
      }
    }
    throw new AssertionError(engine + " is not loaded");
  }

  private static boolean matches(String name, String pattern) {
    return pattern.startsWith("*") ? name.endsWith(pattern.substring(1)) : name.equals(pattern);
  }

  private void said() throws Exception {
    try (InputStream stderr = vm.process().getErrorStream()) {
      System.err.print(new String(stderr.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private VirtualMachine launch(Optional<AgentJar> agent) throws Exception {
    JavaHome jdk = JavaHome.forTests();
    List<String> options = new ArrayList<>();
    agent.ifPresent(jar -> options.add(jar.flagFor(page)));
    options.addAll(Forkable.FLAGS);
    options.add("--add-opens=java.base/sun.security.provider=ALL-UNNAMED");
    if (jdk.feature() >= 22) {
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    options.add("-cp " + System.getProperty("java.class.path"));
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    arguments.get("home").setValue(jdk.home().toString());
    arguments.get("options").setValue(String.join(" ", options));
    arguments.get("main").setValue(StoppedProgram.class.getName() + " " + report);
    return connector.launch(arguments);
  }
}
