package dev.diverge.agent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which texts are a number, and what is said of those that are not. */
class NodeNumberTest {

  @TempDir Path folder;

  private final List<String> told = new ArrayList<>();

  @Test
  void whoNumbersNobodyHasNone() {
    assertNull(NodeNumber.of("random", told::add));
  }

  @Test
  void theDigitsThatAFileEndsWith() throws Exception {
    String[][] texts = {
      {"7", "7"},
      {"0", "0"},
      {" 12\r\n", "12"},
      {"web-3", "3"},
      {"007", "7"},
      {"000", "0"},
      {"0000000000000000000000001", "1"},
      {"999999999", "999999999"},
      {"1.5", "5"}
    };
    for (String[] text : texts) {
      Path file = Files.writeString(folder.resolve("node"), text[0]);
      NodeNumber number = NodeNumber.of("file:" + file, told::add);
      assertNotNull(number);
      assertEquals(Integer.parseInt(text[1]), number.applyAsInt(31), text[0]);
    }
    assertEquals(List.of(), told);
  }

  @Test
  void whatIsNoneIsToldOnceAtTheStart() throws Exception {
    for (String text : new String[] {"", "\n", "x", "7x", "1234567890", "99999999999999999999"}) {
      told.clear();
      Path file = Files.writeString(folder.resolve("node"), text);
      NodeNumber number = NodeNumber.of("file:" + file, told::add);
      assertNotNull(number);
      assertEquals(-1, number.applyAsInt(31), text);
      assertEquals(-1, number.applyAsInt(31), text);
      assertEquals(1, told.size(), told::toString);
    }
  }

  @Test
  void aFileMayComeLater() throws Exception {
    Path file = folder.resolve("node");
    NodeNumber number = NodeNumber.of("file:" + file, told::add);
    assertNotNull(number);
    assertEquals(List.of(), told);
    assertEquals(-1, number.applyAsInt(10));
    assertTrue(told.get(0).endsWith(": no such file; numbers are drawn instead"), told::toString);
    Files.writeString(file, "5");
    assertEquals(5, number.applyAsInt(10));
    Files.writeString(file, "1023");
    assertEquals(1023, number.applyAsInt(10));
    Files.writeString(file, "1024");
    assertEquals(-1, number.applyAsInt(10));
    assertTrue(told.get(1).contains("1024, which has more than the 10 bits"), told::toString);
  }

  @Test
  void whatOthersCanWriteIsNotHeeded() throws Exception {
    Path file = Files.writeString(folder.resolve("node"), "7");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    NodeNumber number = NodeNumber.of("file:" + file, told::add);
    assertNotNull(number);
    assertEquals(-1, number.applyAsInt(10));
    assertTrue(told.get(0).contains("writable"), told::toString);
  }
}
