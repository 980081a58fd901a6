package dev.diverge.testapps.conduct;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.JavaHome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A vmclock page has no window: the JVM is frozen, the page is changed as a hypervisor does it, and
 * not one value of the old sequence is drawn after the thaw. ThreadLocalRandom's values can be
 * turned back into its state, so what would have come next is known.
 */
class FrozenTest {
  private static final int FREEZES = 25;
  private static final int MAGIC = 0x4b4c4356;
  private static final int SEQUENCE = 0x0c;
  private static final int GENERATION = 0x68;

  @TempDir Path dir;
  private Path page = Path.of("page");
  private ByteBuffer drawn = ByteBuffer.allocate(0);

  @BeforeEach
  void lay() throws Exception {
    page = dir.resolve("vmclock");
    Files.write(
        page,
        ByteBuffer.allocate(4096)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0, MAGIC)
            .putInt(4, 4096)
            .putShort(8, (short) 1)
            .putLong(0x18, 0x100)
            .putLong(GENERATION, 1)
            .array());
    drawn = Drawer.map(Files.createFile(dir.resolve("drawn")));
    drawn.putLong(Drawer.LIMIT, Long.MAX_VALUE);
  }

  @Test
  void noValueOfTheOldSequenceComesAfterTheThaw() throws Exception {
    List<Long> windows = windows("-javaagent:" + agent() + "=source=vmclock:" + page);
    // What had been drawn when it froze, and was not written down yet.
    assertTrue(windows.stream().allMatch(values -> values <= 1), windows.toString());
  }

  @Test
  void withoutTheAgentTheyAllDo() throws Exception {
    List<Long> windows = windows("-Dnothing");
    assertTrue(windows.stream().allMatch(values -> values > 1000), windows.toString());
  }

  private static String agent() {
    return AgentJar.required().jar().toString();
  }

  private List<Long> windows(String flag) throws Exception {
    Process child =
        new ProcessBuilder(
                JavaHome.forTests().java().toString(),
                flag,
                "-cp",
                System.getProperty("java.class.path"),
                Drawer.class.getName(),
                dir.resolve("drawn").toString())
            .inheritIO()
            .start();
    try {
      soon().until(() -> drawn.getLong(Drawer.COUNT) > 5_000_000 || !child.isAlive());
      List<Long> windows = new ArrayList<>();
      for (long generation = 2; generation < 2 + FREEZES; generation++) {
        windows.add(window(child, generation));
      }
      return windows;
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  /** How many values after the thaw go on with the sequence before it. */
  private long window(Process child, long generation) throws Exception {
    signal(child, "STOP");
    soon().until(() -> state(child) == 'T');
    long before = drawn.getLong(Drawer.COUNT);
    long end = before + Drawer.KEPT / 2;
    drawn.putLong(Drawer.LIMIT, end);
    change(generation);
    signal(child, "CONT");
    soon().until(() -> drawn.getLong(Drawer.COUNT) == end);
    long step = state(before - 1) - state(before - 2);
    long same = 0;
    while (before + same < end && state(before + same) == state(before + same - 1) + step) {
      same++;
    }
    drawn.putLong(Drawer.LIMIT, Long.MAX_VALUE);
    return same;
  }

  /** Of the generator, when it drew that value; the next is a step of always the same size away. */
  private long state(long number) {
    return unmixed(drawn.getLong(Drawer.offset(number)));
  }

  private void change(long generation) throws Exception {
    try (FileChannel channel =
        FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer clock =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, 4096).order(ByteOrder.LITTLE_ENDIAN);
      clock.putInt(SEQUENCE, clock.getInt(SEQUENCE) + 1);
      clock.putLong(GENERATION, generation);
      clock.putInt(SEQUENCE, clock.getInt(SEQUENCE) + 1);
    }
  }

  /** The inverse of how ThreadLocalRandom makes a value of its state, MurmurHash3's finisher. */
  private static long unmixed(long z) {
    z = (z ^ (z >>> 33)) * inverse(0xc4ceb9fe1a85ec53L);
    z = (z ^ (z >>> 33)) * inverse(0xff51afd7ed558ccdL);
    return z ^ (z >>> 33);
  }

  /** Of an odd number, modulo 2 to the 64th; each step doubles how many bits are right. */
  private static long inverse(long odd) {
    long inverse = odd;
    for (int i = 0; i < 5; i++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(2));
  }

  private static char state(Process child) throws Exception {
    String stat = Files.readString(Path.of("/proc/" + child.pid() + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  private static void signal(Process child, String signal) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", "-" + signal, "" + child.pid()).start().waitFor());
  }
}
