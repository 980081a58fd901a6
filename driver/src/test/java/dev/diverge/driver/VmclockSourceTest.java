package dev.diverge.driver;

import static dev.diverge.driver.Soon.soon;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VmclockSourceTest {
  private static final Mapper REFUSES =
      (file, bytes) -> {
        throw new IOException("no device");
      };

  @TempDir Path dir;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theGenerationCounterDecides(boolean mapped) throws Exception {
    Path path = Vclk.file(dir, 5);
    try (VmclockSource source = open(path, mapped ? new ChannelMapper() : REFUSES)) {
      assertEquals(5, source.generation());
      assertEquals(mapped, source.mapped() != null);
      Vclk.putLong(path, Vclk.GENERATION, -1);
      assertEquals(-1, source.generation());
      assertNull(source.tend());
      assertTrue(source.usable());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLiveMigrationIsNoClone(boolean mapped) throws Exception {
    Path path = Vclk.file(dir, 5);
    try (VmclockSource source = open(path, mapped ? new ChannelMapper() : REFUSES)) {
      long guard = mapped ? source.mapped().getLong(0) : 0;
      Vclk.putInt(path, Vclk.SEQUENCE, 3);
      Vclk.putLong(path, Vclk.MARKER, 78);
      Vclk.putLong(path, 0x28, 123456789);
      Vclk.putInt(path, Vclk.SEQUENCE, 4);
      assertEquals(5, source.generation());
      assertEquals(guard, mapped ? source.mapped().getLong(0) : 0);
      assertNull(source.tend());
    }
  }

  @Test
  void theGuardsWordIsTheCounter() throws Exception {
    Path path = Vclk.file(dir, 5);
    try (Recorder recorder = Recorder.open("vmclock:" + path)) {
      assertEquals(5, Long.reverseBytes(little(recorder)));
      Vclk.putLong(path, Vclk.GENERATION, 6);
      assertEquals(6, Long.reverseBytes(little(recorder)));
      assertTrue(recorder.generation().refresh());
      assertEquals("vmclock", recorder.generation().lastChangedBy());
      assertFalse(recorder.generation().refresh());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0x00 | 0x4b4c4357 | not a vmclock page (wrong magic)
          0x04 | 111        | its page says it is 111 bytes long
          0x04 | 0          | its page says it is 0 bytes long
          0x08 | 2          | vmclock version 2, known is 1
          0x08 | 0          | vmclock version 0, known is 1
          0x0c | 7          | being written for ever
          0x18 | 0x80       | flag bit 8 is clear
          0x18 | 0          | flag bit 8 is clear
          """)
  void aFieldThatIsWrongIsRefusedAndLaterReported(String at, String value, String why)
      throws Exception {
    Path path = Vclk.file(dir, 5);
    try (Recorder recorder = Recorder.open("vmclock:" + path).followed()) {
      assertTrue(recorder.generation().usable());
      Vclk.putInt(path, Integer.decode(at), Integer.decode(value));
      soon(() -> !recorder.lines.isEmpty());
      assertTrue(recorder.lines.get(0).contains(why), recorder.lines.get(0));
      assertFalse(recorder.generation().usable(), "it must not look like 'no clone'");
      assertEquals(0, recorder.generation().epoch());
      Vclk.putLong(path, Vclk.GENERATION, 6);
      soon(() -> recorder.generation().epoch() == 1);
    }
    IOException e = assertThrows(IOException.class, () -> open(path, new ChannelMapper()));
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  @Test
  void aPageThatIsMendedIsGoodAgain() throws Exception {
    Path path = Vclk.file(dir, 5);
    try (VmclockSource source = open(path, new ChannelMapper())) {
      Vclk.putLong(path, Vclk.FLAGS, 0);
      assertNotNull(source.tend());
      Vclk.putLong(path, Vclk.FLAGS, 0x300);
      assertNull(source.tend());
      assertTrue(source.usable());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPageThatShrinksOrVanishesIsReportedAndComesBack(boolean mapped) throws Exception {
    Path path = Vclk.file(dir, 5);
    try (VmclockSource source = open(path, mapped ? new ChannelMapper() : REFUSES)) {
      Pages.resize(path, 0x6f);
      assertThrows(IOException.class, source::generation);
      assertNotNull(source.tend());
      assertFalse(source.usable());
      assertNull(source.mapped());
      Files.delete(path);
      assertNotNull(source.tend());
      Vclk.file(dir, 6);
      assertNull(source.tend());
      assertTrue(source.usable());
      assertEquals(6, source.generation());
    }
  }

  @Test
  void aDeviceOfAnotherKindIsRefused() {
    IOException e =
        assertThrows(IOException.class, () -> open(Path.of("/dev/zero"), new ChannelMapper()));
    assertTrue(e.getMessage().endsWith("the device 1:5, no vmclock"), e.getMessage());
    e = assertThrows(IOException.class, () -> open(Path.of("/dev/null"), new ChannelMapper()));
    assertTrue(e.getMessage().endsWith("the device 1:3, no vmclock"), e.getMessage());
  }

  @Test
  void aThousandGenerationsASecondAreFollowed() throws Exception {
    Path path = Vclk.file(dir, 0);
    try (Recorder recorder = Recorder.open("vmclock:" + path).followed()) {
      // As quick as a hypervisor: through memory.
      ByteBuffer page = Vclk.mapped(path);
      for (int i = 1; i <= 1000; i++) {
        page.putInt(Vclk.SEQUENCE, 2 * i + 1);
        VarHandle.fullFence();
        page.putLong(Vclk.GENERATION, i);
        VarHandle.fullFence();
        page.putInt(Vclk.SEQUENCE, 2 * i + 2);
        Thread.sleep(1);
      }
      soon(() -> !recorder.generation().refresh());
      long epoch = recorder.generation().epoch();
      assertTrue(epoch > 10 && epoch <= 1000, "epoch " + epoch);
      assertEquals(List.of(), recorder.lines);
    }
  }

  private static long little(Recorder recorder) {
    long word = recorder.word.getLong(0);
    return ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN ? Long.reverseBytes(word) : word;
  }

  private static VmclockSource open(Path path, Mapper mapper) throws SourceRefusedException {
    return VmclockSource.open(new SourceSpec("vmclock", path.toString()), path.toString(), mapper);
  }
}
