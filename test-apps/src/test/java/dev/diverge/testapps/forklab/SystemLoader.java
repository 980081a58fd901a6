package dev.diverge.testapps.forklab;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** A system class loader of the application's own, as {@code -Djava.system.class.loader} names. */
public final class SystemLoader extends URLClassLoader {

  static final String FLAG = "-Djava.system.class.loader=" + SystemLoader.class.getName();

  /** The JVM's doing. */
  public SystemLoader(ClassLoader parent) {
    super(new URL[0], parent);
  }

  @SuppressWarnings("unused") // the JVM's way to an agent's jar
  private void appendToClassPathForInstrumentation(String jar) throws MalformedURLException {
    addURL(Path.of(jar).toUri().toURL());
  }
}
