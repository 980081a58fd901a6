package dev.diverge.driver;

import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SysgenidSourceTest {
  private static final int HERALD = 4;

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(ints = {4, 7, 8, 4096})
  void aRegularFileOfTheSameLayoutIsFollowed(int bytes) throws Exception {
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[bytes]);
    try (Recorder recorder = Recorder.open("sysgenid:" + path).followed()) {
      assertEquals(bytes >= 8, recorder.word != null, "mapped if the guard's load cannot leave it");
      set(path, 1);
      soon(() -> recorder.generation().epoch() == 1);
      assertEquals("sysgenid", recorder.generation().lastChangedBy());
      set(path, -1);
      soon(() -> recorder.generation().epoch() == 2);
      set(path, 0);
      soon(() -> recorder.generation().epoch() == 3);
      assertEquals(List.of(), recorder.lines);
    }
  }

  @Test
  void onlyTheWordCounts() throws Exception {
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    try (Recorder recorder = Recorder.open("sysgenid:" + path)) {
      set(path, 8, -1);
      assertFalse(recorder.generation().refresh());
    }
  }

  @Test
  void aHeraldAndItsCounterAreOneEpoch() throws Exception {
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    set(path, HERALD, 1);
    try (Recorder recorder = Recorder.open("sysgenid:" + path)) {
      set(path, HERALD, -7);
      assertTrue(recorder.generation().refresh(), "the herald begins it");
      set(path, 1);
      assertFalse(recorder.generation().refresh(), "the counter was announced");
      set(path, HERALD, 3);
      set(path, 2);
      assertTrue(recorder.generation().refresh());
      assertEquals(2, recorder.generation().epoch());
    }
  }

  @Test
  void theCounterBehindAHeraldTellsOfTheKernelsReseed() throws Exception {
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    set(path, -1);
    set(path, HERALD, 1);
    try (Recorder recorder = Recorder.open("sysgenid:" + path).followed()) {
      set(path, HERALD, 2);
      soon(() -> recorder.generation().epoch() == 1);
      assertFalse(recorder.events.contains("kernel reseeded"));
      set(path, 0);
      soon(() -> recorder.events.contains("kernel reseeded"));
      assertEquals(1, recorder.generation().epoch());
    }
  }

  @Test
  void aShortFileIsRefused() {
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[3]);
    try (Recorder recorder = Recorder.open("sysgenid:" + path)) {
      assertFalse(recorder.generation().usable());
      assertTrue(
          recorder.lines.get(0).contains("a read gave 3 bytes, 4 are needed"),
          recorder.lines.get(0));
    }
  }

  @Test
  void aFileThatShrinksIsReportedAndTakenUpAgain() throws Exception {
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    try (Recorder recorder = Recorder.open("sysgenid:" + path).followed()) {
      Pages.resize(path, 2);
      soon(() -> !recorder.lines.isEmpty());
      assertFalse(recorder.generation().usable());
      Pages.resize(path, 4096);
      set(path, 9);
      soon(() -> recorder.generation().epoch() == 1);
    }
  }

  @Test
  void aDeviceIsReadBlockingAndConfirmedOnceEveryWatcherHas() throws Exception {
    CounterSysgenid device = new CounterSysgenid(41);
    AtomicInteger heard = new AtomicInteger();
    try (DeviceReader reader = new DeviceReader(device, heard::incrementAndGet)) {
      reader.startOnce();
      Soon.someLooks();
      assertEquals(0, device.reads(), "it must block");
      device.bump(42);
      soon(() -> heard.get() == 1);
      assertEquals(42, reader.generation());
      soon(() -> device.reads() > 1);
      assertEquals(1, heard.get(), "the same counter is news once");
      reader.confirm(42);
      assertTrue(device.isConfirmed());
      int reads = device.reads();
      Thread.sleep(150);
      assertTrue(device.reads() <= reads + 1, "confirmed, it must block again");
    }
  }

  @Test
  void aConfirmationThatWasOutrunIsMadeAgain() throws Exception {
    CounterSysgenid device = new CounterSysgenid(0);
    AtomicInteger heard = new AtomicInteger();
    try (DeviceReader reader = new DeviceReader(device, heard::incrementAndGet)) {
      reader.startOnce();
      device.bump(1);
      soon(() -> heard.get() == 1);
      device.bump(2);
      reader.confirm(1);
      assertEquals(1, device.refused());
      assertFalse(device.isConfirmed());
      soon(() -> heard.get() == 2);
      reader.confirm(2);
      assertTrue(device.isConfirmed());
    }
  }

  @Test
  void theCounterMayWrap() throws Exception {
    CounterSysgenid device = new CounterSysgenid(-2);
    AtomicInteger heard = new AtomicInteger();
    try (DeviceReader reader = new DeviceReader(device, heard::incrementAndGet)) {
      reader.startOnce();
      for (int counter : new int[] {-1, 0, 1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
        int before = heard.get();
        device.bump(counter);
        soon(() -> heard.get() == before + 1);
        reader.confirm(counter);
        assertTrue(device.isConfirmed());
      }
    }
  }

  @Test
  void aThousandBumpsASecondLoseOnlyWhatNobodyCouldTellApart() throws Exception {
    CounterSysgenid device = new CounterSysgenid(0);
    AtomicInteger heard = new AtomicInteger();
    try (DeviceReader reader = new DeviceReader(device, heard::incrementAndGet)) {
      reader.startOnce();
      for (int i = 1; i <= 1000; i++) {
        device.bump(i);
        if (i % 3 == 0) {
          reader.confirm(i);
        }
        Thread.sleep(0, 500_000);
      }
      soon(() -> reader.generation() == 1000);
      reader.confirm(1000);
      assertTrue(device.isConfirmed());
      assertTrue(heard.get() > 1 && heard.get() <= 1000, "heard " + heard.get());
    }
  }

  @Test
  void aDeviceThatFailsIsTriedAgain() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    DeviceReader.Device broken =
        new DeviceReader.Device() {
          @Override
          public int read(byte[] into) throws IOException {
            if (reads.incrementAndGet() == 1) {
              throw new IOException("No such device");
            }
            into[0] = (byte) 1;
            return 4;
          }

          @Override
          public void write(byte[] from) {}

          @Override
          public void close() {}
        };
    try (DeviceReader reader = new DeviceReader(broken, () -> {})) {
      reader.startOnce();
      soon(() -> reader.trouble() != null);
      assertTrue(reader.trouble().contains("No such device"));
      soon(() -> reader.trouble() == null);
    }
  }

  @Test
  void watchersOfTheGenerationDecideWhenTheDeviceIsTold() throws Exception {
    CounterSysgenid device = new CounterSysgenid(7);
    SourceSpec spec = new SourceSpec("sysgenid", "stand-in");
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    PageSource page =
        PageSource.open(spec, path.toString(), new ChannelMapper(), SysgenidSource.LAYOUT);
    set(path, 7);
    try (DeviceReader reader = new DeviceReader(device, () -> {});
        SysgenidSource source = new SysgenidSource(spec, path.toString(), page, reader)) {
      assertNull(source.tend());
      assertNotNull(source.mapped());
      GenerationState before = new GenerationState(1).with(0, source, source.generation());
      set(path, 8);
      device.bump(8);
      GenerationState after = before.reread();
      assertEquals(1, after.epoch);
      before.confirmed();
      assertFalse(device.isConfirmed(), "the old counter confirms nothing");
      after.confirmed();
      assertTrue(device.isConfirmed());
    }
    assertThrows(IOException.class, page::generation);
  }

  @Test
  void aHeraldIsConfirmedToTheDeviceOnceItsCounterWasHeardOf() throws Exception {
    CounterSysgenid device = new CounterSysgenid(7);
    SourceSpec spec = new SourceSpec("sysgenid", "stand-in");
    Path path = Pages.create(dir.resolve("sysgenid"), new byte[4096]);
    set(path, 7);
    set(path, HERALD, 1);
    PageSource page =
        PageSource.open(spec, path.toString(), new ChannelMapper(), SysgenidSource.LAYOUT);
    try (DeviceReader reader = new DeviceReader(device, () -> {});
        SysgenidSource source = new SysgenidSource(spec, path.toString(), page, reader)) {
      GenerationState before = new GenerationState(1).with(0, source, source.generation());
      set(path, HERALD, 2);
      GenerationState after = before.reread();
      after.confirmed();
      set(path, 8);
      device.bump(8);
      assertNull(source.tend());
      assertFalse(device.isConfirmed(), "nobody was told of the reseed yet");
      assertEquals(1, source.kernelReseeds());
      assertNull(source.tend());
      assertTrue(device.isConfirmed());
    }
  }

  private static void set(Path path, int counter) throws IOException {
    set(path, 0, counter);
  }

  private static void set(Path path, int offset, int number) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.write(
          ByteBuffer.allocate(4).order(ByteOrder.nativeOrder()).putInt(number).flip(), offset);
    }
  }
}
