package dev.diverge.testapps.vmlab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class CloneTableTest {
  private final CloneTable table = new CloneTable(2, new Stopwatch());

  @Test
  void freeOnesMustDifferAndSeededOnesMustNot() {
    table.add(List.of("free\tgood\t1", "free\tbad\t1", "seeded\tsteady\t1", "seeded\tlost\t1"));
    table.add(List.of("free\tgood\t2", "free\tbad\t1", "seeded\tsteady\t1", "seeded\tlost\t2"));

    assertEquals(List.of("bad", "lost"), wrong());
  }

  @Test
  void aMissingOrFailedValueIsWrong() {
    table.add(List.of("free\tmissing\t1", "free\tbroken\tfailed: once"));
    table.add(List.of("free\tbroken\t2"));

    assertEquals(List.of("missing", "broken"), wrong());
  }

  @Test
  void nonsenseIsTrouble() {
    assertThrows(LabTrouble.class, () -> table.add(List.of("what?")));
  }

  private List<String> wrong() {
    return table.wrong().stream().map(CloneTable.Row::emitter).toList();
  }
}
