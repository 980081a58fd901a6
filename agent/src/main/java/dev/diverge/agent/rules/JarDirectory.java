package dev.diverge.agent.rules;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The directory at the end of a jar, or of a jar that one holds uncompressed, read in one piece:
 * there may be hundreds of jars, and few with rules.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE, 4.3.7, 4.3.12
 *     and 4.3.16</a>
 */
final class JarDirectory {

  static final String FOLDER = "META-INF/diverge/";

  private static final byte[] NAME = FOLDER.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] JAR = ".jar".getBytes(StandardCharsets.US_ASCII);
  private static final int END_LENGTH = 22;
  private static final int ENTRY_LENGTH = 46;
  private static final int LOCAL_LENGTH = 30;
  private static final int COMMENT_AT_MOST = 0xffff;
  private static final int DIRECTORY_AT_MOST = 16 << 20;
  private static final long END = 0x06054b50L;
  private static final long ENTRY = 0x02014b50L;
  private static final long LOCAL = 0x04034b50L;
  private static final long IN_EXTRA = 0xffffffffL;
  private static final int SIZE_BEHIND = 8;

  private final RandomAccessFile in;

  /** Where the jar begins, behind what stands before it: a script that starts it, perhaps. */
  private final long start;

  /** Null for a format of its own: let the JDK see. */
  private final byte @Nullable [] entries;

  private JarDirectory(RandomAccessFile in, long start, byte @Nullable [] entries) {
    this.in = in;
    this.start = start;
    this.entries = entries;
  }

  /**
   * Reads that of the jar between two places of a file; null if there is none.
   *
   * @throws IOException if the file ends before
   */
  static @Nullable JarDirectory of(RandomAccessFile in, long start, long limit) throws IOException {
    long length = limit - start;
    byte[] tail = read(in, limit, (int) Math.min(length, END_LENGTH));
    int end = end(tail);
    if (end < 0) {
      tail = read(in, limit, (int) Math.min(length, END_LENGTH + COMMENT_AT_MOST));
      end = end(tail);
    }
    if (end < 0) {
      return null;
    }
    long size = u32(tail, end + 12);
    long directoryEnd = limit - tail.length + end;
    return new JarDirectory(
        in,
        directoryEnd - size - u32(tail, end + 16),
        size > DIRECTORY_AT_MOST || size > directoryEnd - start
            ? null
            : read(in, directoryEnd, (int) size));
  }

  /** Whether there may be rules in it. */
  boolean mentionsRules() {
    return entries == null || contains(entries);
  }

  /**
   * The names of the jars in it that are not compressed and in which there may be rules.
   *
   * @param unsound takes the names of those of them that are not where or what their entry says:
   *     what is in such a one, if anything, only reading it tells
   */
  List<String> jarsWithRules(List<String> unsound) {
    List<String> names = new ArrayList<>();
    byte[] all = entries;
    for (int at = 0; all != null && at + ENTRY_LENGTH <= all.length && u32(all, at) == ENTRY; ) {
      int name = u16(all, at + 28);
      int next = at + ENTRY_LENGTH + name + u16(all, at + 30) + u16(all, at + 32);
      int nameEnd = at + ENTRY_LENGTH + name;
      if (u16(all, at + 10) == 0 && nameEnd <= all.length && endsWithJar(all, nameEnd)) {
        String text = new String(all, nameEnd - name, name, StandardCharsets.UTF_8);
        try {
          if (mentionsRules(all, at, name)) {
            names.add(text);
          }
        } catch (IOException | RuntimeException lie) {
          names.add(text);
          unsound.add(text);
        }
      }
      at = next;
    }
    return names;
  }

  /** Of the jar that an entry is about; throws if it is not where or what the entry says. */
  private boolean mentionsRules(byte[] all, int at, int name) throws IOException {
    long size = u32(all, at + 24);
    long local = u32(all, at + 42);
    if ((size == IN_EXTRA || local == IN_EXTRA) && u16(all, at + 30) > 0) {
      return false; // of more than 4 GiB, or in a jar of as much
    }
    long headEnd = start + local + LOCAL_LENGTH + name;
    byte[] head = read(in, headEnd, LOCAL_LENGTH + name);
    int to = LOCAL_LENGTH + name;
    int nameAt = at + ENTRY_LENGTH;
    if (u32(head, 0) != LOCAL
        || u16(head, 26) != name
        || !Arrays.equals(head, LOCAL_LENGTH, to, all, nameAt, nameAt + name)
        || u32(all, at + 20) != size
        || !saysSize(head, size)) {
      throw new IOException("it is another than its entry says");
    }
    long from = headEnd + u16(head, 28);
    JarDirectory nested = from + size > in.length() ? null : of(in, from, from + size);
    if (nested == null && size > 0) {
      throw new IOException("it is cut short");
    }
    return nested != null && nested.mentionsRules();
  }

  /** What is before a file's bytes may leave it to what is behind them. */
  private static boolean saysSize(byte[] head, long size) {
    long said = u32(head, 22);
    return said == size || said == IN_EXTRA || (u16(head, 6) & SIZE_BEHIND) != 0;
  }

  private static boolean endsWithJar(byte[] in, int end) {
    return Arrays.equals(in, end - JAR.length, end, JAR, 0, JAR.length);
  }

  private static byte[] read(RandomAccessFile in, long end, int size) throws IOException {
    byte[] bytes = new byte[size];
    in.seek(end - size);
    in.readFully(bytes);
    return bytes;
  }

  private static int end(byte[] tail) {
    for (int i = tail.length - END_LENGTH; i >= 0; i--) {
      if (u32(tail, i) == END) {
        return i;
      }
    }
    return -1;
  }

  private static int u16(byte[] b, int at) {
    return (b[at] & 0xff) | (b[at + 1] & 0xff) << 8;
  }

  private static long u32(byte[] b, int at) {
    return u16(b, at) | (long) u16(b, at + 2) << 16;
  }

  /** Looks at every 17th byte only, as far as that is no letter of the name. */
  private static boolean contains(byte[] in) {
    int last = NAME.length - 1;
    int[] skip = new int[128];
    Arrays.fill(skip, NAME.length);
    for (int i = 0; i < last; i++) {
      skip[NAME[i]] = last - i;
    }
    for (int i = last; i < in.length; ) {
      int j = 0;
      while (j <= last && in[i - j] == NAME[last - j]) {
        j++;
      }
      if (j > last) {
        return true;
      }
      i += in[i] < 0 ? NAME.length : skip[in[i]];
    }
    return false;
  }
}
