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
import java.util.StringTokenizer;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/**
 * Finds {@code META-INF/diverge/*.rules} in the jars on the class path, in those that an executable
 * jar holds, and in those that its manifest names.
 *
 * <p>Before the application's main, and for what may be hundreds of jars: so a jar is opened as
 * such only if its {@link JarDirectory} mentions the folder.
 */
public final class JarRules {

  private static final String FOLDER = JarDirectory.FOLDER;
  private static final String SUFFIX = ".rules";

  /** Where an executable jar or war has the classes of the application. */
  private static final String[] CLASSES = {"", "BOOT-INF/classes/", "WEB-INF/classes/"};

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
    int start = 0;
    for (int end; start < classPath.length(); start = end + 1) {
      end = classPath.indexOf(File.pathSeparatorChar, start);
      end = end < 0 ? classPath.length() : end;
      place(classPath.substring(start, end), start == 0 && end == classPath.length());
    }
  }

  private void place(String place, boolean alone) {
    try {
      if (place.endsWith(".jar") || place.endsWith(".war")) {
        File file = new File(place);
        jar(file, alone);
        if (alone) {
          named(file);
        }
      } else if (!place.isEmpty()) {
        folder(new File(place, FOLDER));
      }
    } catch (IOException | RuntimeException unreadable) {
      // Then the application cannot read it either.
    }
  }

  /** With {@code -jar} the class path is one jar, and the others are in its manifest. */
  private void named(File file) throws IOException {
    String names;
    try (JarFile jar = new JarFile(file)) {
      Manifest manifest = jar.getManifest();
      names = manifest == null ? null : manifest.getMainAttributes().getValue("Class-Path");
    }
    if (names == null) {
      return;
    }
    for (StringTokenizer each = new StringTokenizer(names); each.hasMoreTokens(); ) {
      String path = file.getAbsoluteFile().toURI().resolve(each.nextToken()).getPath();
      if (path != null) {
        place(path, false);
      }
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

  private void jar(File file, boolean executable) throws IOException {
    if (!file.isFile()) {
      return;
    }
    boolean here;
    List<String> within;
    List<String> unsound = new ArrayList<>();
    try (RandomAccessFile in = new RandomAccessFile(file, "r")) {
      JarDirectory directory = JarDirectory.of(in, 0, in.length());
      here = directory != null && directory.mentionsRules();
      within = directory == null || !executable ? List.of() : directory.jarsWithRules(unsound);
    }
    if (!here && within.isEmpty()) {
      return;
    }
    try (ZipFile jar = new ZipFile(file)) {
      if (here) {
        entries(jar, file.getPath() + "!/");
      }
      for (String name : within) {
        ZipEntry entry = jar.getEntry(name);
        if (entry != null) {
          nested(jar, entry, file.getPath() + "!/" + name + "!/", unsound.contains(name));
        }
      }
    }
  }

  private void entries(ZipFile jar, String place) {
    for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
      ZipEntry entry = all.nextElement();
      if (isRules(entry.getName())) {
        try (InputStream in = jar.getInputStream(entry)) {
          add(place + entry.getName(), PlainFile.read(in));
        } catch (IOException | RuntimeException e) {
          complain(place + entry.getName(), e);
        }
      }
    }
  }

  private void nested(ZipFile jar, ZipEntry of, String place, boolean isUnsound) {
    boolean isWhole = false;
    try (ZipInputStream in = new ZipInputStream(jar.getInputStream(of))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        isWhole |= !isUnsound;
        if (isRules(entry.getName())) {
          isWhole = true;
          add(place + entry.getName(), PlainFile.read(in));
        }
      }
      if (!isWhole) {
        throw new IOException("it is broken or cut short");
      }
    } catch (IOException | RuntimeException e) {
      complain(place, e);
    }
  }

  private static boolean isRules(String name) {
    if (name.endsWith(SUFFIX)) {
      for (String classes : CLASSES) {
        if (name.startsWith(FOLDER, classes.length()) && name.startsWith(classes)) {
          return true;
        }
      }
    }
    return false;
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
}
