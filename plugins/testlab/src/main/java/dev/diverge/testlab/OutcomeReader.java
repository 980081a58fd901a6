package dev.diverge.testlab;

import dev.diverge.testlab.fork.ForkedClone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what {@link RecordLog} wrote. */
public final class OutcomeReader {
  private final List<EmitterOutcome> emitters = new ArrayList<>();
  private final List<String> deadClones = new ArrayList<>();
  private final Map<String, Integer> lastEmitter = new HashMap<>();

  static Outcome read(Path records, String stderr) throws IOException {
    return read(Files.readAllLines(records), stderr);
  }

  public static Outcome read(List<String> records, String stderr) {
    OutcomeReader reader = new OutcomeReader();
    for (String line : records) {
      reader.take(List.of(line.split("\t", -1)));
    }
    return new Outcome(List.copyOf(reader.emitters), List.copyOf(reader.deadClones), stderr);
  }

  private void take(List<String> words) {
    switch (words.get(0)) {
      case RecordLog.EMITTER ->
          emitters.add(
              new EmitterOutcome(
                  words.get(5),
                  Expectation.valueOf(words.get(2)),
                  Boolean.parseBoolean(words.get(3)),
                  number(words, 4)));
      case RecordLog.SKIPPED -> emitters.get(number(words, 1)).skippedBecause(words.get(2));
      case RecordLog.READY -> {}
      case RecordLog.ORIGINAL ->
          emitters.get(number(words, 2)).drawnByOriginal(number(words, 1), from(words, 3));
      case RecordLog.CLONE -> {
        emitters
            .get(number(words, 3))
            .drawnByClone(number(words, 1), number(words, 2), from(words, 4));
        lastEmitter.put(clone(words), number(words, 3));
      }
      case RecordLog.FAILED -> failed(words);
      case RecordLog.ENDED -> ended(clone(words), number(words, 3));
      default -> throw new IllegalArgumentException("not a record: " + words);
    }
  }

  private void failed(List<String> words) {
    int emitter = number(words, 3);
    if (emitter == RecordLog.NO_EMITTER) {
      deadClones.add(clone(words) + " threw " + words.get(4));
    } else {
      emitters.get(emitter).failed(clone(words) + ": " + words.get(4));
      lastEmitter.put(clone(words), emitter);
    }
  }

  private void ended(String clone, int status) {
    if (status != 0) {
      int last = lastEmitter.getOrDefault(clone, -1);
      String after = last < 0 ? "before its first draw" : "after " + emitters.get(last).name();
      deadClones.add(clone + " " + how(status) + " " + after);
    }
  }

  private static String how(int status) {
    if (status == ForkedClone.HUNG) {
      return "hung";
    }
    int signal = status & 0x7f;
    return signal != 0 ? "died of signal " + signal : "left with status " + (status >> 8);
  }

  private static String clone(List<String> words) {
    return "clone " + words.get(2) + " of generation " + words.get(1);
  }

  private static int number(List<String> words, int index) {
    return Integer.parseInt(words.get(index));
  }

  private static List<String> from(List<String> words, int index) {
    return words.subList(index, words.size());
  }
}
