package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A library that, preloaded, keeps the kernel from mapping a page's neighbours along with it: at a
 * read it maps up to 16 pages otherwise, and most that count as touched were not.
 */
final class PageAFault {
  private static final String SOURCE = "page-a-fault.c";

  private PageAFault() {}

  /** Built once, beside what else the lab has built. */
  static Path library(Workshop workshop) {
    String source = source();
    return workshop.once(
        "page-a-fault-" + new Fingerprint().with(source).text() + ".so", to -> build(source, to));
  }

  private static void build(String source, Path to) {
    Path file = to.resolveSibling(to.getFileName() + ".c");
    try {
      Files.writeString(file, source);
      Program.run(
          List.of(
              HostTools.find("gcc").toString(),
              "-O2",
              "-shared",
              "-fPIC",
              "-o",
              to.toString(),
              file.toString()));
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String source() {
    try (InputStream in = PageAFault.class.getResourceAsStream(SOURCE)) {
      if (in == null) {
        throw new LabTrouble("no resource " + SOURCE);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
