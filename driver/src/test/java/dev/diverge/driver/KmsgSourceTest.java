package dev.diverge.driver;

import static dev.diverge.driver.Soon.someLooks;
import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class KmsgSourceTest {
  private static final String RESEED = ",-;random: crng reseeded due to virtual machine fork\n";

  @TempDir Path dir;

  @Test
  void theKernelsLineIsANewGeneration() throws Exception {
    Path log = Pages.text(dir, "kmsg", "5,1,100" + RESEED);
    try (Recorder recorder = Recorder.open("kmsg:" + log).followed()) {
      someLooks();
      assertEquals(0, recorder.generation().epoch(), "what was there before is no news");
      append(log, "6,2,200,-;eth0: link up\n SUBSYSTEM=net\n");
      append(log, "5,3,300" + RESEED);
      soon(() -> recorder.generation().epoch() == 1);
      assertEquals("kmsg", recorder.generation().lastChangedBy());
      soon(() -> recorder.events.contains("kernel reseeded"));
      append(log, "5,4,400" + RESEED);
      soon(() -> recorder.generation().epoch() == 2);
      assertEquals(List.of(), recorder.lines);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "13,2,200,-;random: crng reseeded due to virtual machine fork", // facility 1: user space
        "14,2,200,-;random: crng reseeded due to virtual machine fork",
        "165,2,200,-;random: crng reseeded due to virtual machine fork",
        "5,2,200,-;random: crng reseeded due to virtual machine fork!",
        "5,2,200,-;x: random: crng reseeded due to virtual machine fork",
        "5,2,200,-;random: crng init done",
        "6,2,200,-;x\n random: crng reseeded due to virtual machine fork",
        "5,2,200,-random: crng reseeded due to virtual machine fork",
        "5,2;random: crng reseeded due to virtual machine fork",
        ",,,;random: crng reseeded due to virtual machine fork",
        "99999999999999999999,2,200,-;random: crng reseeded due to virtual machine fork",
        "-5,2,200,-;random: crng reseeded due to virtual machine fork",
        "",
        "\u0000\u0001\u0002"
      })
  void otherLinesAreNone(String line) throws Exception {
    Path log = Pages.text(dir, "kmsg", "6,1,100,-;before\n");
    try (Recorder recorder = Recorder.open("kmsg:" + log).followed()) {
      append(log, line + "\n");
      someLooks();
      assertEquals(0, recorder.generation().epoch());
      append(log, "5,3,300,-,caller=T1;random: crng reseeded due to virtual machine fork\n");
      soon(() -> recorder.generation().epoch() == 1);
    }
  }

  @Test
  void aRotatedLogIsFollowed() throws Exception {
    Path log = Pages.text(dir, "kmsg", "6,1,100,-;a line that is longer than the next file\n");
    try (Recorder recorder = Recorder.open("kmsg:" + log).followed()) {
      append(log, "6,2,100,-;another\n");
      someLooks();
      Pages.replace(log, ("5,3,300" + RESEED).getBytes(StandardCharsets.US_ASCII));
      soon(() -> recorder.generation().epoch() == 1);
      Files.write(log, new byte[0]);
      someLooks();
      append(log, "5,4,400" + RESEED);
      soon(() -> recorder.generation().epoch() == 2);
    }
  }

  @Test
  void aLineWrittenInPiecesIsOne() throws Exception {
    Path log = Pages.text(dir, "kmsg", "");
    try (Recorder recorder = Recorder.open("kmsg:" + log).followed()) {
      append(log, "5,3,300,-;random: crng rese");
      someLooks();
      append(log, "eded due to virtual machine fork\n");
      soon(() -> recorder.generation().epoch() == 1);
    }
  }

  @Test
  void aLogThatVanishesIsReported() throws Exception {
    Path log = Pages.text(dir, "kmsg", "");
    try (Recorder recorder = Recorder.open("kmsg:" + log).followed()) {
      Files.delete(log);
      soon(() -> !recorder.lines.isEmpty());
      assertTrue(recorder.lines.get(0).contains("cannot be read"), recorder.lines.get(0));
      assertFalse(recorder.generation().usable());
      Pages.text(dir, "kmsg", "");
      soon(() -> recorder.generation().usable());
    }
  }

  @Test
  void whatTheDeviceHeldBeforeTheStartIsNoNews() throws Exception {
    Device device = new Device();
    long now = 3_600_000_000L;
    device.say("5,1,1368829" + RESEED);
    device.say("5,2," + (now - 60_000_000) + RESEED);
    device.say("6,3," + (now - 1) + ",-;x\n");
    AtomicInteger heard = new AtomicInteger();
    try (KmsgReader reader = new KmsgReader(device, now, heard::incrementAndGet)) {
      reader.startOnce();
      soon(() -> reader.position() == 3);
      assertEquals(0, heard.get());
      device.say("5,4," + (now + 1) + RESEED);
      soon(() -> heard.get() == 1);
      assertEquals(1, reader.reseeds());
    }
  }

  @Test
  void aLineBetweenTheOpeningAndTheFirstReadIsNews() throws Exception {
    Device device = new Device();
    AtomicInteger heard = new AtomicInteger();
    try (KmsgReader reader = new KmsgReader(device, 5_000_000, heard::incrementAndGet)) {
      device.say("6,8,4000000,-;x\n");
      device.say("5,9,5000010" + RESEED);
      reader.startOnce();
      soon(() -> heard.get() == 1);
    }
  }

  @Test
  void anOverrunIsSurvivedAndCountsAsAClone() throws Exception {
    Device device = new Device();
    AtomicInteger heard = new AtomicInteger();
    try (KmsgReader reader = new KmsgReader(device, 1, heard::incrementAndGet)) {
      reader.startOnce();
      device.say("6,10,1000,-;x\n");
      soon(() -> reader.position() == 10);
      device.overrun();
      device.say("6,5000,2000,-;y\n");
      soon(() -> heard.get() == 1);
      device.say("6,5001,2001,-;z\n");
      soon(() -> reader.position() == 5001);
      assertEquals(1, heard.get());
      assertNull(reader.trouble(), "one overrun is no trouble");
    }
  }

  @Test
  void aFailedReadThatLostNothingIsNone() throws Exception {
    Device device = new Device();
    AtomicInteger heard = new AtomicInteger();
    try (KmsgReader reader = new KmsgReader(device, 1, heard::incrementAndGet)) {
      reader.startOnce();
      device.say("6,10,1000,-;x\n");
      device.overrun();
      device.say("6,11,1001,-;y\n");
      soon(() -> reader.position() == 11);
      assertEquals(0, heard.get());
    }
  }

  @Test
  void whatWasMissedBetweenTwoReadersIsNoticed() throws Exception {
    AtomicInteger heard = new AtomicInteger();
    Device device = new Device();
    device.say("5,10,1000" + RESEED);
    device.say("6,11,1001,-;x\n");
    device.say("5,12,1002" + RESEED);
    try (KmsgReader reader = new KmsgReader(device, 1L << 40, heard::incrementAndGet)) {
      reader.since(10);
      reader.startOnce();
      soon(() -> reader.position() == 12);
      assertEquals(1, heard.get());
    }
    Device wrapped = new Device();
    wrapped.say("6,200,1000,-;x\n");
    try (KmsgReader reader = new KmsgReader(wrapped, 1L << 40, heard::incrementAndGet)) {
      reader.since(10);
      reader.startOnce();
      soon(() -> heard.get() == 2);
    }
  }

  @Test
  void withAnotherSourceItBeginsNoSecondEpoch() throws Exception {
    Path log = Pages.text(dir, "kmsg", "");
    Path page = Vclk.file(dir, 1);
    try (Recorder recorder = Recorder.open("vmclock:" + page + "+kmsg:" + log).followed()) {
      for (int clone = 1; clone <= 3; clone++) {
        int epoch = clone;
        Vclk.putLong(page, Vclk.GENERATION, 1 + clone);
        soon(() -> recorder.generation().epoch() == epoch);
        assertEquals("vmclock", recorder.generation().lastChangedBy());
        recorder.events.clear();
        append(log, "5," + clone + ",300" + RESEED);
        soon(() -> recorder.events.contains("kernel reseeded"));
        someLooks();
        assertEquals(epoch, recorder.generation().epoch());
      }
      // And when the other one is silent, the kernel's word is enough.
      append(log, "5,9,300" + RESEED);
      soon(() -> recorder.generation().epoch() == 4);
      assertEquals("kmsg", recorder.generation().lastChangedBy());
      // Whose word comes late this time.
      Vclk.putLong(page, Vclk.GENERATION, 9);
      someLooks();
      assertEquals(4, recorder.generation().epoch());
      Vclk.putLong(page, Vclk.GENERATION, 10);
      soon(() -> recorder.generation().epoch() == 5);
    }
  }

  @Test
  void itReactsWithinMilliseconds() throws Exception {
    Device device = new Device();
    long[] heardAt = new long[1];
    AtomicInteger heard = new AtomicInteger();
    try (KmsgReader reader =
        new KmsgReader(
            device,
            1,
            () -> {
              heardAt[0] = System.nanoTime();
              heard.incrementAndGet();
            })) {
      reader.startOnce();
      long best = Long.MAX_VALUE;
      for (int i = 1; i <= 20; i++) {
        int count = i;
        Thread.sleep(5);
        long said = System.nanoTime();
        device.say("5," + i + ",300" + RESEED);
        soon(() -> heard.get() == count);
        best = Math.min(best, heardAt[0] - said);
      }
      assertTrue(best < 2_000_000, best + " ns");
    }
  }

  private static void append(Path path, String text) throws IOException {
    Files.writeString(path, text, StandardOpenOption.APPEND);
  }

  /** As the kernel's: one record a read, blocking, and a failure where records were overwritten. */
  private static final class Device implements KmsgLog {
    private static final String BROKEN_PIPE = "\u0000";
    private final BlockingQueue<String> records = new LinkedBlockingQueue<>();

    void say(String record) {
      records.add(record);
    }

    void overrun() {
      records.add(BROKEN_PIPE);
    }

    @Override
    public int read(byte[] into) throws IOException {
      try {
        String record = records.take();
        if (record.equals(BROKEN_PIPE)) {
          throw new IOException("Broken pipe");
        }
        byte[] bytes = record.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, into, 0, bytes.length);
        return bytes.length;
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    @Override
    public boolean holdsThePast() {
      return true;
    }

    @Override
    public void rewind() {}

    @Override
    public void close() {
      say("6,0,0,-;closed\n");
    }
  }
}
