package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mounts that show a page otherwise than it is; each in a mount namespace of its own. */
@Timeout(120)
class MountsTest {
  @TempDir Path dir;

  /** Device and inode stay the same; the memory goes on showing the lower layer. */
  @Test
  void aPageThatAnOverlayCopiesUpIsReadAndNoticed() throws Exception {
    String said =
        inMountNamespace(
            """
            mkdir lower upper work m
            cp gen lower/gen; chmod 644 lower/gen; chmod 755 lower upper m
            mount -t overlay overlay -o lowerdir=lower,upperdir=upper,workdir=work m || exit 9
            follow m/gen &
            await
            printf '\\2' | dd of=m/gen bs=1 conv=notrunc status=none
            wait
            """);
    assertEquals("changed", said);
  }

  @Test
  void aSingleFileThatIsReplacedOutsideIsToldOf() throws Exception {
    String said =
        inMountNamespace(
            """
            touch m; cp gen outside; chmod 644 outside
            mount --bind outside m || exit 9
            follow m &
            await
            cp gen fresh; chmod 644 fresh; mv fresh outside
            wait
            """);
    assertTrue(said.contains("replaced or removed outside"), said);
    assertTrue(said.contains("mount its directory"), said);
  }

  /** As Kubernetes shows the directory of a ConfigMap: writable by all, were it not mounted so. */
  @Test
  void aReadOnlyMountIsAsGoodAsADirectoryOfOurs() throws Exception {
    String script =
        """
        mkdir d m; cp gen d/gen; chmod 644 d/gen; chmod 777 d
        mount --bind d m && mount -o remount,bind,%s m || exit 9
        follow m/gen &
        await
        printf '\\2' | dd of=d/gen bs=1 conv=notrunc status=none
        wait
        """;
    assertEquals("changed", inMountNamespace(script.formatted("ro")));
    for (String made : List.of("d", "m", "followed")) {
      new ProcessBuilder("rm", "-rf", dir.resolve(made).toString()).start().waitFor();
    }
    String said = inMountNamespace(script.formatted("rw"));
    assertTrue(said.contains("is writable by others (mode 777)"), said);
  }

  @Test
  void whatIsMountedIsKnownByItsType() {
    assertEquals("proc", Mounts.type("/proc/self/stat"));
    assertTrue(Mounts.isPoint(Path.of("/proc")));
    assertFalse(Mounts.isPoint(Path.of("/proc/self")));
    assertTrue(Mounts.isCoherent("ext4"));
    assertFalse(Mounts.isCoherent("overlay"));
    assertFalse(Mounts.isCoherent("fuse.sshfs"));
  }

  private String inMountNamespace(String script) throws Exception {
    assumeTrue(
        Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid")),
        "only root can mount");
    Path gen = dir.resolve("gen");
    if (!Files.exists(gen)) {
      Pages.page(dir, "gen", 1);
    }
    String java = Path.of(System.getProperty("diverge.test.java.home"), "bin", "java").toString();
    String whole =
        "cd "
            + dir
            + "\nfollow() { "
            + java
            + " -cp '"
            + System.getProperty("java.class.path")
            + "' dev.diverge.driver.FollowOnce "
            + dir
            + "/$1 "
            + dir
            + "/followed; }\n"
            + "await() { n=0; while [ ! -e followed ] && [ $n -lt 200 ];"
            + " do sleep 0.1; n=$((n+1)); kill -0 $! 2>/dev/null || break; done; }\n"
            + script;
    Process process =
        new ProcessBuilder("unshare", "-m", "sh", "-c", whole).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    assumeTrue(status != 9 && status != 1 && status != 127, "cannot mount here: " + said);
    return said.strip();
  }
}
