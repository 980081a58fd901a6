package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What doctor says in a guest: with each source, with the rights to it and without, and with none.
 * Sixteen JVMs started one after another: minutes on an emulated machine.
 */
@Tag("vm")
@EnabledIfSystemProperty(named = "diverge.vm", matches = "true")
@EnabledIfSystemProperty(named = "diverge.slow", matches = "true")
@EnabledIfSystemProperty(named = "diverge.vm.kernels", matches = ".*6\\.12.*")
class DoctorIT {
  private static final Kernel KERNEL = Kernel.LINUX_6_12;
  private static final String VISITS =
      """
      as_nobody() {
        su -s /bin/sh nobody -c "$*"
      }
      doctor() {
        echo "== $1"
        shift
        "$@" /jre/bin/java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /diverge.jar doctor
        echo "exit $?"
      }
      echo 1 > /proc/sys/kernel/dmesg_restrict
      doctor log
      doctor "log as nobody" as_nobody
      insmod /sysgenid.ko
      doctor module
      doctor "module as nobody" as_nobody
      /jre/bin/java -XX:TieredStopAtLevel=1 -jar /diverge.jar publish /run/diverge/generation &
      publisher=$!
      until [ -e /run/diverge/generation.state ]; do sleep 0.1; done
      doctor "module and page" as_nobody
      kill $publisher
      wait $publisher
      rmmod sysgenid
      doctor "page as nobody" as_nobody
      touch -d 2020-01-01 /run/diverge/generation.state
      doctor "dead page as nobody" as_nobody
      cat > /tmp/container <<'END'
      mkdir /tmp/dev
      mount -t tmpfs dev /tmp/dev
      for node in null zero random urandom; do
        touch /tmp/dev/$node
        mount -o bind /dev/$node /tmp/dev/$node
      done
      mount -o rbind /tmp/dev /dev
      mount -t tmpfs run /run
      exec "$@"
      END
      doctor container unshare -m sh /tmp/container
      """;

  @Test
  void isRightEachTime() throws Exception {
    HostTools.require(List.of(KERNEL));
    var image =
        new GuestImage(Workshop.standard())
            .ofScript(
                VISITS,
                KERNEL,
                Map.of("diverge.jar", AgentJar.required().jar()),
                Optional.of(JavaHome.forTests().home()));
    var machine = new Hypervisor.GuestMachine(KERNEL.bootImage(), image, Hardware.usual());
    try (Hypervisor hypervisor = new Hypervisor(KERNEL);
        Vm vm = hypervisor.boot(machine, UUID.randomUUID())) {
      assertTrue(vm.awaitEnd(Duration.ofMinutes(10)), vm.console().tail());
      String said = vm.console().text();

      said(said, "log", "kmsg +follows /dev/kmsg;", "sysgenid +no /dev/sysgenid", "exit 0");
      said(said, "log as nobody", "kmsg +not usable: .*dmesg_restrict=1", "exit 1");
      said(said, "module", "sysgenid +the kernel's counter", "kmsg +follows .*besides", "exit 0");
      said(said, "module as nobody", "sysgenid +the kernel's", "kmsg +not usable", "exit 0");
      said(said, "module and page", "page +not followed: sysgenid is used", "exit 0");
      said(said, "page as nobody", "page +/run/diverge/generation, mapped: as quick", "exit 0");
      said(said, "dead page as nobody", "its publisher has not been heard of", "exit 1");
      said(said, "container", "kmsg +no /dev/kmsg \\(containers", "page +no /run", "exit 1");
    }
  }

  private static void said(String all, String visit, String... patterns) {
    String from = all.substring(all.indexOf("== " + visit + "\n"));
    String visited = from.substring(0, from.indexOf("\nexit ") + 7);
    for (String pattern : patterns) {
      assertTrue(visited.replace('\n', ' ').matches(".*" + pattern + ".*"), visited + pattern);
    }
  }
}
