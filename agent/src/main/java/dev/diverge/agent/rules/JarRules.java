package dev.diverge.agent.rules;

import dev.diverge.agent.outside.PlainFile;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Finds {@code META-INF/diverge/*.rules} in the jars on the class path.
 *
 * <p>Before the application's main, and for what may be hundreds of jars: so a jar is opened as
 * such only if the name occurs in the directory at its end, which is read in one piece.
 */
public final class JarRules {

  private static final String FOLDER = "META-INF/diverge/";
  private static final String SUFFIX = ".rules";
  private static final byte[] NAME = FOLDER.getBytes(StandardCharsets.US_ASCII);
  private static final int END_LENGTH = 22;
  private static final int COMMENT_AT_MOST = 0xffff;
  private static final int DIRECTORY_AT_MOST = 16 << 20;

  /** How many files, and how many bytes of all: what a jar inflates to is its author's choice. */
  private static final int FILES_AT_MOST = 1_000;

  private static final int BYTES_AT_MOST = 8 << 20;

  private final List<String[]> found = new ArrayList<>();
  private final List<String> complaints;
  private int bytes;

  private JarRules(List<String> complaints) {
    this.complaints = complaints;
  }

  /**
   * Each file's name and text.
   *
   * @param complaints takes a line for each that cannot be read
   */
  public static List<String[]> find(String classPath, List<String> complaints) {
    JarRules rules = new JarRules(complaints);
    rules.find(classPath);
    return rules.found;
  }

  private void find(String classPath) {
    for (int start = 0; start < classPath.length(); ) {
      int end = classPath.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? classPath.length() : end;
      String entry = classPath.substring(start, end);
      try {
        if (entry.endsWith(".jar")) {
          jar(new File(entry));
        } else if (!entry.isEmpty()) {
          folder(new File(entry, FOLDER));
        }
      } catch (IOException | RuntimeException unreadable) {
        // Then the application cannot read it either.
      }
      start = end + 1;
    }
  }

  private void folder(File folder) {
    String[] names = folder.list();
    if (names == null) {
      return;
    }
    for (String name : names) {
      if (name.endsWith(SUFFIX)) {
        File file = new File(folder, name);
        if (!file.isFile()) {
          continue; // nor anything that could be waited for
        }
        try (InputStream in = new FileInputStream(file)) {
          add(file.getPath(), PlainFile.read(in));
        } catch (IOException e) {
          complain(file.getPath(), e);
        }
      }
    }
  }

  private void jar(File file) throws IOException {
    if (!file.isFile() || !mentions(file)) {
      return;
    }
    try (ZipFile jar = new ZipFile(file)) {
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName();
        if (name.startsWith(FOLDER) && name.endsWith(SUFFIX)) {
          String place = file.getPath() + "!/" + name;
          try (InputStream in = jar.getInputStream(entry)) {
            add(place, PlainFile.read(in));
          } catch (IOException | RuntimeException e) {
            complain(place, e);
          }
        }
      }
    }
  }

  private void add(String place, byte[] text) throws IOException {
    bytes += text.length;
    if (bytes > BYTES_AT_MOST || found.size() == FILES_AT_MOST) {
      bytes = BYTES_AT_MOST;
      throw new IOException("there are too many rules on the class path");
    }
    found.add(new String[] {place, new String(text, StandardCharsets.UTF_8)});
  }

  private void complain(String place, Exception e) {
    complaints.add("rules " + place + " cannot be read (" + e.getMessage() + "): ignored");
  }

  private static boolean mentions(File file) throws IOException {
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      long length = in.length();
      byte[] tail = read(in, length, (int) Math.min(length, END_LENGTH));
      int end = end(tail);
      if (end < 0) {
        tail = read(in, length, (int) Math.min(length, END_LENGTH + COMMENT_AT_MOST));
        end = end(tail);
      }
      if (end < 0) {
        return false;
      }
      long size = u32(tail, end + 12);
      long directoryEnd = length - tail.length + end;
      if (size > DIRECTORY_AT_MOST || size > directoryEnd) {
        return true; // a format of its own: let the JDK see
      }
      return contains(read(in, directoryEnd, (int) size));
    }
  }

  private static byte[] read(RandomAccessFile in, long end, int size) throws IOException {
    byte[] bytes = new byte[size];
    in.seek(end - size);
    in.readFully(bytes);
    return bytes;
  }

  private static int end(byte[] tail) {
    for (int i = tail.length - END_LENGTH; i >= 0; i--) {
      if (u32(tail, i) == 0x06054b50L) {
        return i;
      }
    }
    return -1;
  }

  private static long u32(byte[] b, int at) {
    return (b[at] & 0xffL)
        | (b[at + 1] & 0xffL) << 8
        | (b[at + 2] & 0xffL) << 16
        | (b[at + 3] & 0xffL) << 24;
  }

  /** Looks at every 17th byte only, as far as that is no letter of the name. */
  private static boolean contains(byte[] in) {
    int last = NAME.length - 1;
    int[] skip = new int[128];
    java.util.Arrays.fill(skip, NAME.length);
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
