package dev.diverge.agent.outside;

import dev.diverge.driver.TrustedFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * This clone's number, as a file says that whoever makes clones writes before it raises the
 * generation: {@code 7}, or a name that ends so, like a host's. Read whenever a worker or a node is
 * reset. Thread-safe.
 */
public final class NodeNumber implements IntUnaryOperator {

  private static final String FILE = "file:";
  private static final int LONGEST = 256;

  /** A number of more digits may have more than 31 bits. */
  private static final int DIGITS = 9;

  private final String path;
  private final Consumer<String> report;
  private volatile String told = "";

  private NodeNumber(String path, Consumer<String> report) {
    this.path = path;
    this.report = report;
  }

  /**
   * Reads it once, so that a file that will not do is told at the start; one that is not there may
   * still come.
   *
   * @param option the option's value
   * @return null if numbers are drawn
   */
  public static @Nullable NodeNumber of(String option, Consumer<String> report) {
    if (!option.startsWith(FILE)) {
      return null;
    }
    NodeNumber number = new NodeNumber(option.substring(FILE.length()), report);
    try {
      number.read();
    } catch (NoSuchFileException notYet) {
      // There is no clone either.
    } catch (Throwable t) {
      number.tell(fault(t));
    }
    return number;
  }

  /**
   * The number now, or -1 if there is none of so many bits; why not is told, once.
   *
   * @param bits 1 to 31
   */
  @Override
  public int applyAsInt(int bits) {
    try {
      int number = read();
      if (number >>> bits == 0) {
        return number;
      }
      tell("says " + number + ", which has more than the " + bits + " bits there are");
    } catch (Throwable t) { // whatever it is, on whichever thread: a number can be drawn
      tell(fault(t));
    }
    return -1;
  }

  private int read() throws IOException {
    byte[] text = new byte[LONGEST];
    int length;
    try (RandomAccessFile file = TrustedFile.read(path)) {
      length = TrustedFile.fill(file, text);
    }
    return parsed(new String(text, 0, length, StandardCharsets.US_ASCII).strip());
  }

  private static int parsed(String text) throws IOException {
    int from = text.length();
    while (from > 0 && text.charAt(from - 1) >= '0' && text.charAt(from - 1) <= '9') {
      from--;
    }
    while (from < text.length() - 1 && text.charAt(from) == '0') {
      from++;
    }
    int digits = text.length() - from;
    if (digits == 0 || digits > DIGITS) {
      throw new IOException("ends with no number of 1 to " + DIGITS + " digits");
    }
    return Integer.parseInt(text.substring(from));
  }

  private static String fault(Throwable t) {
    if (t instanceof NoSuchFileException) {
      return "no such file";
    }
    return PlainText.value(String.valueOf(t instanceof IOException ? t.getMessage() : t));
  }

  private void tell(String fault) {
    if (!told.equals(fault)) {
      told = fault;
      report.accept(
          "node-number " + PlainText.value(path) + ": " + fault + "; numbers are drawn instead");
    }
  }
}
