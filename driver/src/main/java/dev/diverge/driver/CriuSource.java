package dev.diverge.driver;

import java.io.FileInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * {@code criu}: when this process started, as {@code /proc/self/stat} has it. A process that CRIU
 * restored is a new one with the old one's memory, so its start time is another.
 *
 * <p>Asynchronous, and about processes only: a clone of the whole machine goes unnoticed.
 */
final class CriuSource implements Source {
  /** The 22nd field, where the 3rd is the first after the name in brackets. */
  private static final int AFTER_NAME = 22 - 3;

  private final SourceSpec spec;
  private final String stat;
  private volatile boolean usable = true;

  private CriuSource(SourceSpec spec, String stat) {
    this.spec = spec;
    this.stat = stat;
  }

  static CriuSource open(SourceSpec spec, String stat) throws SourceRefusedException {
    CriuSource source = new CriuSource(spec, stat);
    try {
      source.generation();
    } catch (IOException e) {
      throw Inode.refused(spec, "the start time of this process is not known: " + e.getMessage());
    }
    return source;
  }

  /** In clock ticks since the machine was booted. */
  @Override
  public long generation() throws IOException {
    byte[] text = new byte[1024];
    try (FileInputStream in = new FileInputStream(stat)) {
      return startTime(text, in.read(text));
    }
  }

  @Override
  public @Nullable String tend() {
    try {
      generation();
      usable = true;
      return null;
    } catch (IOException e) {
      usable = false;
      return Inode.line(spec, stat + " cannot be read; not followed until that changes");
    }
  }

  @Override
  public SourceSpec spec() {
    return spec;
  }

  @Override
  public String merit(String besides) {
    return "this process's start time; tells of a restore by CRIU, not of clones of the machine";
  }

  @Override
  public boolean usable() {
    return usable;
  }

  @Override
  public boolean noticesMachines() {
    return false;
  }

  @Override
  public void close() {}

  private static long startTime(byte[] text, int length) throws IOException {
    int at = length - 1;
    // A process may call itself anything, brackets included.
    while (at >= 0 && text[at] != ')') {
      at--;
    }
    if (at < 0) {
      throw new IOException("no name in brackets");
    }
    int field = 0;
    long number = 0;
    boolean digits = false;
    for (at += 2; at < length; at++) {
      if (text[at] == ' ') {
        if (field == AFTER_NAME) {
          break;
        }
        field++;
      } else if (field == AFTER_NAME) {
        if (text[at] < '0' || text[at] > '9') {
          throw new IOException("field 22 is no number");
        }
        digits = true;
        number = number * 10 + (text[at] - '0');
      }
    }
    if (!digits) {
      throw new IOException("no field 22");
    }
    return number;
  }
}
