package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.crac.Core;
import org.junit.jupiter.api.Test;

/** Against the stand-in in {@code org.crac} beside, which holds its resources weakly. */
class CracSourceTest {

  @Test
  void aRestoreIsANewGenerationBeforeItIsOver() throws Exception {
    try (Recorder recorder = Recorder.open("crac")) {
      assertEquals(List.of(), recorder.lines);
      assertTrue(recorder.generation().usable());
      System.gc();
      for (int i = 1; i <= 3; i++) {
        Core.checkpointRestore();
        assertEquals(i, recorder.generation().epoch());
        assertEquals("crac", recorder.generation().lastChangedBy());
      }
    }
  }
}
