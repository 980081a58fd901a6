package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.crac.Context;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.Resource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against the stand-in in {@code com.amazonaws} beside; SnapStartTest has the real client. */
class SnapStartSourceTest {

  @Test
  void aRestoreIsANewGenerationBeforeOtherHooksHearOfIt() throws Exception {
    try (Recorder recorder = Recorder.open("snapstart")) {
      assertEquals(List.of(), recorder.lines);
      assertTrue(recorder.generation().usable());
      Functions function = new Functions(recorder);
      Core.getGlobalContext().register(function);
      System.gc();
      for (int i = 1; i <= 3; i++) {
        Core.restore();
        assertEquals(i, recorder.generation().epoch());
        assertEquals("snapstart", recorder.generation().lastChangedBy());
      }
      assertEquals(List.of(1L, 2L, 3L), function.epochs);
    }
  }

  @Test
  void theSnapshotWaitsUntilTheListenerIsReadyForIt() throws Exception {
    try (Recorder recorder = Recorder.open("snapstart").followed(3_600_000)) {
      assertFalse(recorder.ready);
      Core.checkpoint();
      assertTrue(recorder.ready);
    }
  }

  /** Lambda restores machines, not processes: where that is followed, nothing else is needed. */
  @Test
  void itTellsOfTheMachine() {
    try (Recorder recorder = Recorder.open("auto", new SourceSpec("snapstart", null))) {
      assertFalse(recorder.generation().usable(), "this is no function of Lambda's");
    }
    assertTrue(
        SourceVerdict.followed(open(), "").ofMachine(), "counts as noticing clones of the machine");
  }

  @Test
  void whyItIsNotTakenIsSaid() {
    SourceVerdict verdict = SourceKind.absence(new SourceSpec("snapstart", null));
    assertEquals("not a function of AWS Lambda's", verdict.reason());
  }

  private static Source open() {
    try {
      return SourceKind.open(new SourceSpec("snapstart", null), Mapper.usual(), () -> {});
    } catch (SourceRefusedException e) {
      throw new AssertionError(e);
    }
  }

  /** What a function registers itself. */
  private static final class Functions implements Resource {
    private final Recorder recorder;
    private final List<Long> epochs = new ArrayList<>();

    Functions(Recorder recorder) {
      this.recorder = recorder;
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      epochs.add(recorder.generation().epoch());
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {}
  }
}
