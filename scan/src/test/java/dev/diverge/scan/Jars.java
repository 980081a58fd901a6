package dev.diverge.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes jars, good and bad. */
final class Jars {

  static final String NODE = "dev/diverge/scan/fixtures/Node.class";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ZipOutputStream zip = new ZipOutputStream(bytes);

  Jars with(String name, byte[] content, boolean stored) {
    try {
      ZipEntry entry = new ZipEntry(name);
      if (stored) {
        CRC32 sum = new CRC32();
        sum.update(content);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
      }
      zip.putNextEntry(entry);
      zip.write(content);
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  Jars with(String name, byte[] content) {
    return with(name, content, false);
  }

  Jars with(String name, String content) {
    return with(name, content.getBytes(StandardCharsets.UTF_8));
  }

  byte[] make() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  String at(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, make());
    return file.toString();
  }

  static byte[] node() {
    try {
      return Files.readAllBytes(Path.of("target/test-classes", NODE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A jar with the class Node. */
  static Jars ofNode() {
    return new Jars().with(NODE, node());
  }
}
