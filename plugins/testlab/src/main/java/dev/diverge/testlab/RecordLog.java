package dev.diverge.testlab;

import dev.diverge.testlab.fork.Libc;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the original and all its clones drew, a record a line. */
public final class RecordLog {
  static final String EMITTER = "emitter";
  static final String SKIPPED = "skipped";
  static final String READY = "ready";
  static final String ORIGINAL = "original";
  static final String CLONE = "clone";
  static final String FAILED = "failed";
  static final String ENDED = "ended";

  /** The clone number under which the original's own failures are recorded. */
  static final int NO_CLONE = -1;

  /** The emitter number of what went wrong outside any emitter. */
  static final int NO_EMITTER = -1;

  private final Consumer<String> lines;

  /** Each line goes there whole. */
  public RecordLog(Consumer<String> lines) {
    this.lines = lines;
  }

  /** A file to which forked processes append, each line in a single write. */
  static RecordLog appendingTo(String file) {
    int fd = Libc.open(file, Libc.O_WRONLY | Libc.O_CREAT | Libc.O_APPEND, 0600);
    return new RecordLog(line -> append(fd, line));
  }

  void emitter(int number, Emitter emitter) {
    line(EMITTER, number, emitter.expectation(), emitter.isSlow(), emitter.bits(), emitter.name());
  }

  void skipped(int number, String reason) {
    line(SKIPPED, number, Text.of(reason));
  }

  /** The original is warm and waits to be told to go on. */
  void ready() {
    line(READY);
  }

  void original(int generation, int number, List<String> values) {
    line(ORIGINAL, generation, number, values);
  }

  void clone(int generation, int clone, int number, List<String> values) {
    line(CLONE, generation, clone, number, values);
  }

  void failed(int generation, int clone, int number, Throwable why) {
    line(FAILED, generation, clone, number, Text.of(why));
  }

  void ended(int generation, int clone, int status) {
    line(ENDED, generation, clone, status);
  }

  private void line(Object... fields) {
    List<String> words = new ArrayList<>();
    for (Object field : fields) {
      if (field instanceof List<?> values) {
        values.forEach(value -> words.add(String.valueOf(value)));
      } else {
        words.add(String.valueOf(field));
      }
    }
    lines.accept(String.join("\t", words));
  }

  private static void append(int fd, String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    long written = Libc.write(fd, bytes, bytes.length);
    if (written != bytes.length) {
      throw new IllegalStateException("wrote " + written + " of " + bytes.length + " bytes");
    }
  }
}
