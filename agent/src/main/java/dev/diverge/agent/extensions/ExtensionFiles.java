package dev.diverge.agent.extensions;

import dev.diverge.agent.outside.PlainFile;
import dev.diverge.integrations.SpiVersion;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What is in an extension: a jar, or a folder with jars or with classes. All of it is read at once,
 * from files that can be trusted, so that whatever becomes of them later is of no account.
 */
final class ExtensionFiles {

  static final String PROVIDERS = "META-INF/services/dev.diverge.integrations.Integration";

  /** Ours, which is put beside an extension's Byte Buddy. */
  static final String WEAVER = "dev.diverge.matching.ByteBuddyWeaver";

  static final String BYTE_BUDDY = "net/bytebuddy/";
  private static final String MANIFEST = "META-INF/MANIFEST.MF";

  private static final int FILES_AT_MOST = 20_000;
  private static final int BYTES_AT_MOST = 64 << 20;
  private static final int FOLDERS_AT_MOST = 40;

  private final Map<String, byte[]> files = new HashMap<>();
  private final Set<String> providers = new LinkedHashSet<>();
  private final List<String> faults = new ArrayList<>();
  private int bytes;

  private ExtensionFiles() {}

  /**
   * Reads one.
   *
   * @throws IOException if there is none, or it is not to be trusted or used; the message says why
   */
  static ExtensionFiles of(String path) throws IOException {
    ExtensionFiles read = new ExtensionFiles();
    File file = new File(path);
    if (file.isDirectory()) {
      read.folder(file);
    } else {
      read.jar(path);
    }
    return read;
  }

  /** All but what is of a jar that is not used, the first of those of one name. */
  Map<String, byte[]> files() {
    return files;
  }

  /** The names of classes. */
  Set<String> providers() {
    return providers;
  }

  /** A line for each jar of a folder that is not used. */
  List<String> faults() {
    return faults;
  }

  /** Jars lie beside each other; classes in folders that are their packages. */
  private void folder(File folder) throws IOException {
    ExtensionFiles classes = new ExtensionFiles();
    for (String name : names(folder)) {
      File file = new File(folder, name);
      if (name.endsWith(".jar") && !file.isDirectory()) {
        try {
          add(of(file.getPath()));
        } catch (IOException | RuntimeException e) {
          faults.add(name + " cannot be used (" + reason(e) + ")");
        }
      } else {
        classes.walk(file, name, 0);
      }
    }
    classes.checkVersion();
    add(classes);
  }

  private void walk(File file, String name, int depth) throws IOException {
    if (!file.isDirectory()) {
      try {
        put(name, trusted(file.getPath()));
      } catch (NoSuchFileException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException(name + ": " + reason(e), e);
      }
      return;
    }
    if (depth == FOLDERS_AT_MOST) {
      throw new IOException(name + " is too deep");
    }
    for (String within : names(file)) {
      walk(new File(file, within), name + "/" + within, depth + 1);
    }
  }

  private static String[] names(File folder) throws IOException {
    String[] names = folder.list();
    if (names == null) {
      throw new IOException(folder.getName() + " cannot be listed");
    }
    Arrays.sort(names);
    return names;
  }

  private void jar(String path) throws IOException {
    byte[] jar = trusted(path);
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
      for (ZipEntry entry; (entry = in.getNextEntry()) != null; ) {
        if (!entry.isDirectory()) {
          put(entry.getName(), read(in));
        }
      }
    } catch (IllegalArgumentException notUtf8) {
      throw new IOException("an entry's name is no text", notUtf8);
    }
    if (files.isEmpty()) {
      throw new IOException("it is no jar, or an empty one");
    }
    checkVersion();
  }

  private static byte[] trusted(String path) throws IOException {
    byte[] bytes = PlainFile.trusted(path, BYTES_AT_MOST);
    if (bytes == null) {
      throw tooMuch();
    }
    return bytes;
  }

  /** What a jar inflates to is its author's choice. */
  private byte[] read(InputStream in) throws IOException {
    byte[] read = in.readNBytes(BYTES_AT_MOST - bytes + 1);
    if (read.length > BYTES_AT_MOST - bytes) {
      throw tooMuch();
    }
    return read;
  }

  private void put(String name, byte[] content) throws IOException {
    if (bytes > BYTES_AT_MOST - content.length || files.size() == FILES_AT_MOST) {
      throw tooMuch();
    }
    if (name.equals(PROVIDERS)) {
      provide(new String(content, StandardCharsets.UTF_8));
    }
    if (files.putIfAbsent(name, content) == null) {
      bytes += content.length;
    }
  }

  private void add(ExtensionFiles more) throws IOException {
    for (Map.Entry<String, byte[]> file : more.files.entrySet()) {
      put(file.getKey(), file.getValue());
    }
    providers.addAll(more.providers);
  }

  /** If there is Byte Buddy among them, what we do with it. */
  void addOurs() {
    String name = WEAVER.replace('.', '/');
    if (files.containsKey(BYTE_BUDDY + "ByteBuddy.class")) {
      try (InputStream in =
          ExtensionFiles.class.getClassLoader().getResourceAsStream(name + ".classdata")) {
        if (in != null) {
          files.put(name + ".class", in.readAllBytes());
        }
      } catch (IOException impossible) {
        throw new UncheckedIOException(impossible);
      }
    }
  }

  private void provide(String lines) {
    for (int start = 0, end; start < lines.length(); start = end + 1) {
      end = lines.indexOf('\n', start);
      end = end < 0 ? lines.length() : end;
      String line = lines.substring(start, end);
      int comment = line.indexOf('#');
      String name = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!name.isEmpty()) {
        providers.add(name);
      }
    }
  }

  private void checkVersion() throws IOException {
    byte[] manifest = files.get(MANIFEST);
    String version =
        manifest == null
            ? null
            : new Manifest(new ByteArrayInputStream(manifest))
                .getMainAttributes()
                .getValue(SpiVersion.ATTRIBUTE);
    if (version != null && !SpiVersion.serves(version.strip())) {
      throw new IOException(
          "it was made for version "
              + version.strip()
              + " of diverge-integrations, this agent has "
              + SpiVersion.CURRENT);
    }
  }

  private static IOException tooMuch() {
    return new IOException(
        "it is of more than " + FILES_AT_MOST + " files or " + (BYTES_AT_MOST >> 20) + " MiB");
  }

  static String reason(@Nullable Throwable e) {
    if (e instanceof NoSuchFileException) {
      return "no such file";
    }
    String message = e == null ? null : e.getMessage();
    return message == null ? String.valueOf(e) : message;
  }
}
