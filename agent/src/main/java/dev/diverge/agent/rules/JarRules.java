package dev.diverge.agent.rules;

import java.io.File;
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
  private static final int DIRECTORY_AT_MOST = 64 << 20;

  private JarRules() {}

  /** Each file's name and text. */
  public static List<String[]> find(String classPath) {
    List<String[]> found = new ArrayList<>();
    for (int start = 0; start < classPath.length(); ) {
      int end = classPath.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? classPath.length() : end;
      String entry = classPath.substring(start, end);
      try {
        if (entry.endsWith(".jar")) {
          jar(new File(entry), found);
        } else if (!entry.isEmpty()) {
          folder(new File(entry, FOLDER), found);
        }
      } catch (IOException | IllegalArgumentException unreadable) {
        // Then the application cannot read it either.
      }
      start = end + 1;
    }
    return found;
  }

  private static void folder(File folder, List<String[]> found) throws IOException {
    String[] names = folder.list();
    if (names == null) {
      return;
    }
    for (String name : names) {
      if (name.endsWith(SUFFIX)) {
        File file = new File(folder, name);
        try (InputStream in = new java.io.FileInputStream(file)) {
          found.add(new String[] {file.getPath(), text(in)});
        }
      }
    }
  }

  private static void jar(File file, List<String[]> found) throws IOException {
    if (!file.isFile() || !mentions(file)) {
      return;
    }
    try (ZipFile jar = new ZipFile(file)) {
      for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        String name = entry.getName();
        if (name.startsWith(FOLDER) && name.endsWith(SUFFIX)) {
          try (InputStream in = jar.getInputStream(entry)) {
            found.add(new String[] {file.getPath() + "!/" + name, text(in)});
          }
        }
      }
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
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
