package dev.diverge.testlab;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The emitters in the original, and later in a clone: warmed, numbered, those skipped left out. */
public final class WarmEmitters {
  private static final int BEFORE_ANY_CLONE = 0;

  private final Map<Integer, Emitter> byNumber = new TreeMap<>();
  private final RecordLog log;

  public WarmEmitters(EmitterSet set, RecordLog log) throws Exception {
    this.log = log;
    Emitters emitters = new Emitters();
    set.describe(emitters);
    List<Emitter> all = new ArrayList<>(emitters.all());
    for (int number = 0; number < all.size(); number++) {
      Emitter emitter = all.get(number);
      log.emitter(number, emitter);
      warm(number, emitter);
    }
  }

  private void warm(int number, Emitter emitter) {
    try {
      log.original(BEFORE_ANY_CLONE, number, emitter.warm());
      byNumber.put(number, emitter);
    } catch (Skipped e) {
      log.skipped(number, String.valueOf(e.getMessage()));
    } catch (Throwable e) {
      log.failed(BEFORE_ANY_CLONE, RecordLog.NO_CLONE, number, e);
    }
  }

  void warmAgain() throws Exception {
    for (Map.Entry<Integer, Emitter> entry : byNumber.entrySet()) {
      log.original(BEFORE_ANY_CLONE, entry.getKey(), entry.getValue().warmAgain());
    }
  }

  /** What the original draws once its clones exist: those values are no clone's to draw. */
  public void drawInOriginal(int generation) {
    for (Map.Entry<Integer, Emitter> entry : quickOnesFirst()) {
      try {
        log.original(generation, entry.getKey(), entry.getValue().drawInClone());
      } catch (Throwable e) {
        log.failed(generation, RecordLog.NO_CLONE, entry.getKey(), e);
      }
    }
  }

  /** Every emitter, or but the quick ones. */
  public void drawInClone(int generation, int clone, boolean slowOnes) {
    for (Map.Entry<Integer, Emitter> entry : quickOnesFirst()) {
      if (entry.getValue().isSlow() && !slowOnes) {
        return;
      }
      try {
        log.clone(generation, clone, entry.getKey(), entry.getValue().drawInClone());
      } catch (Throwable e) {
        log.failed(generation, clone, entry.getKey(), e);
      }
    }
  }

  /** Emitters share generators: all clones must come to each in the same state. */
  private List<Map.Entry<Integer, Emitter>> quickOnesFirst() {
    return byNumber.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getValue().isSlow()))
        .toList();
  }
}
