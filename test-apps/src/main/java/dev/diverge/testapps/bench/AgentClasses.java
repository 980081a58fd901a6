package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** The agent's own classes, which only its own loader finds, to measure a part of it alone. */
final class AgentClasses extends ClassLoader {
  private final String jar = AgentJar.required().jar().toString();

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    String path = "diverge/" + name.replace('.', '/') + ".classdata";
    try (JarFile file = new JarFile(jar)) {
      ZipEntry entry = file.getEntry(path);
      if (entry == null) {
        throw new ClassNotFoundException(name);
      }
      try (InputStream in = file.getInputStream(entry)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }
}
