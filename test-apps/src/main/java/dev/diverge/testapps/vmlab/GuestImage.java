package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The first file system of a guest: busybox, a JRE, its libraries, the application, the agent. */
final class GuestImage {
  static final String TALK = "/dev/ttyS1";
  private static final String AGENT = "diverge.jar";
  private static final String MODULE = "sysgenid.ko";
  private static final String BEGIN =
      """
      #!/bin/busybox sh
      b=/bin/busybox
      $b mount -t proc proc /proc
      $b mount -t sysfs sys /sys
      $b mount -t devtmpfs dev /dev
      $b mount -t tmpfs tmp /tmp
      $b mount -t tmpfs run /run
      # Booting is quiet; from here on the console shows what the kernel says of clones.
      echo 7 > /proc/sys/kernel/printk
      $b --install -s /bin
      export PATH=/bin:/jre/bin
      $b stty -F /dev/ttyS1 raw -echo
      """;
  private static final String CARD_DRIVER = "drivers/net/ethernet/intel/e1000/e1000";
  private static final String CARD = "card.ko";
  private static final String CLOCK = "vmclock.ko";
  private static final String NETWORK =
      """
      ip link set lo up
      ip link set eth0 up
      ip addr add %s/24 dev eth0
      """
          .formatted(Hardware.GUEST);
  private static final String FINISH =
      """
      echo "ended with $?"
      $b poweroff -f
      """;

  private final Workshop workshop;

  GuestImage(Workshop workshop) {
    this.workshop = workshop;
  }

  /** One that runs the application. */
  Path of(GuestPlan plan) {
    Path jre = new GuestJre(workshop).of(plan.jdk(), plan.work().modules());
    Optional<Path> module =
        plan.sysgenidModule()
            ? Optional.of(new SysgenidModule(workshop).builtFor(plan.kernel()))
            : Optional.empty();
    Optional<Path> card =
        plan.hardware().service().isPresent()
            ? Optional.of(plan.kernel().module(CARD_DRIVER))
            : Optional.empty();
    Optional<Path> clock =
        plan.hardware().vmclock() ? Optional.of(Vmclock.driver(plan.kernel())) : Optional.empty();
    String init =
        BEGIN
            + (module.isPresent() ? insert(MODULE) : "")
            + (card.isPresent() ? insert(CARD) + NETWORK : "")
            + (clock.isPresent() ? insert(CLOCK) : "")
            + publisher(plan)
            + companions(plan)
            + java(plan)
            + FINISH;

    Fingerprint made = new Fingerprint().with(jre.toString()).with(init);
    plan.work().classPath().forEach(made::with);
    plan.agent().ifPresent(agent -> made.with(agent.jar()));
    module.ifPresent(made::with);
    card.ifPresent(made::with);
    clock.ifPresent(made::with);
    return workshop.once(
        "guest-" + made.text() + ".cpio",
        to -> {
          try (Cpio cpio = begin(to, init)) {
            withLibraries(cpio, jre);
            classPath(plan, cpio);
            plan.agent().ifPresent(agent -> cpio.file(AGENT, agent.jar()));
            module.ifPresent(ko -> cpio.file(MODULE, ko));
            card.ifPresent(ko -> network(cpio, ko));
            clock.ifPresent(ko -> driver(cpio, CLOCK, ko));
          }
        });
  }

  /** One that runs the kernel module's own test. */
  Path ofModuleTest(Kernel kernel) {
    Path test = new SysgenidModule(workshop).testProgram();
    return ofScript("/test /" + MODULE + "\n", kernel, Map.of("test", test), Optional.empty());
  }

  /** One that runs a shell script, with these files, the kernel module and perhaps a JRE. */
  Path ofScript(String script, Kernel kernel, Map<String, Path> files, Optional<Path> jdk) {
    Path module = new SysgenidModule(workshop).builtFor(kernel);
    Optional<Path> jre = jdk.map(home -> new GuestJre(workshop).of(home, List.of()));
    String init = BEGIN + script + FINISH;
    Fingerprint made = new Fingerprint().with(init).with(module).with(jre.toString());
    files.values().forEach(made::with);
    return workshop.once(
        "guest-" + made.text() + ".cpio",
        to -> {
          try (Cpio cpio = begin(to, init)) {
            cpio.file(MODULE, module);
            cpio.file("etc/passwd", "nobody:x:65534:65534::/:/bin/sh\n".getBytes(UTF_8));
            files.forEach(cpio::file);
            jre.ifPresent(tree -> withLibraries(cpio, tree));
          }
        });
  }

  private static Cpio begin(Path to, String init) {
    Cpio cpio = new Cpio(to);
    List.of("dev", "proc", "sys", "tmp", "run").forEach(cpio::folder);
    cpio.file("init", init.getBytes(UTF_8));
    cpio.file("bin/busybox", HostTools.find("busybox"));
    return cpio;
  }

  private static void withLibraries(Cpio cpio, Path jre) {
    cpio.tree("jre", jre);
    SharedLibraries.of(jre).forEach(lib -> cpio.file(lib.toString().substring(1), lib));
  }

  private static void network(Cpio cpio, Path card) {
    driver(cpio, CARD, card);
    cpio.file("etc/hosts", "127.0.0.1 localhost\n".getBytes(UTF_8));
  }

  /** Of the kernel's own, which may be compressed. */
  private static void driver(Cpio cpio, String name, Path file) {
    cpio.file(name + (file.toString().endsWith(".xz") ? ".xz" : ""), file);
  }

  private static void classPath(GuestPlan plan, Cpio cpio) {
    for (int i = 0; i < plan.work().classPath().size(); i++) {
      Path entry = plan.work().classPath().get(i);
      if (Files.isDirectory(entry)) {
        cpio.tree("app/" + i, entry);
      } else {
        cpio.file("app/" + i, entry);
      }
    }
  }

  private static String insert(String module) {
    return "[ -e /%1$s.xz ] && unxz /%1$s.xz\ninsmod /%1$s\n".formatted(module);
  }

  /** A page is there before the JVM that follows it, as a node's is. */
  private static String publisher(GuestPlan plan) {
    boolean published = plan.agent().stream().anyMatch(GuestPlan.AgentOption::published);
    return plan.page().map(page -> published ? published(page) : bare(page)).orElse("");
  }

  private static String published(String page) {
    return """
    /jre/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx24m \
      -jar /%s publish %s &
    until [ -e %s ]; do sleep 0.1; done
    """
        .formatted(AGENT, page, page);
  }

  /** Which whoever means to raises. */
  private static String bare(String page) {
    return "head -c 4096 /dev/zero > " + page + "\n";
  }

  private static String companions(GuestPlan plan) {
    StringBuilder lines = new StringBuilder();
    plan.companions().forEach(command -> lines.append("( ").append(command).append(" ) &\n"));
    return lines.toString();
  }

  private static String java(GuestPlan plan) {
    List<String> command = new ArrayList<>(List.of("/jre/bin/java", "-XX:+UseSerialGC"));
    // Under emulation C2 costs more than it gives.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx192m"));
    command.addAll(plan.jvmOptions());
    plan.agent()
        .ifPresent(agent -> command.add("-javaagent:/" + AGENT + "=source=" + agent.source()));
    command.add("--add-opens=java.base/sun.security.provider=ALL-UNNAMED"); // for StaleBuffers
    command.addAll(List.of("-cp", guestClassPath(plan), plan.work().main()));
    command.addAll(plan.work().arguments());
    return "'" + String.join("' '", command) + "'\n";
  }

  private static String guestClassPath(GuestPlan plan) {
    List<String> entries = new ArrayList<>();
    for (int i = 0; i < plan.work().classPath().size(); i++) {
      entries.add("/app/" + i);
    }
    return String.join(":", entries);
  }
}
