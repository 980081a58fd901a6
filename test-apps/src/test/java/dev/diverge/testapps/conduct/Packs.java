package dev.diverge.testapps.conduct;

import dev.diverge.testlab.AgentJar;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** The entries of the agent's jar that have others in them. */
final class Packs {

  private Packs() {}

  /** The names of the files in one of them. */
  static Set<String> names(String pack) throws IOException {
    Set<String> names = new TreeSet<>();
    try (ZipFile jar = new ZipFile(AgentJar.required().jar().toFile());
        ZipInputStream entries = new ZipInputStream(jar.getInputStream(jar.getEntry(pack)))) {
      for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
        if (!entry.isDirectory()) {
          names.add(entry.getName());
        }
      }
    }
    return names;
  }
}
