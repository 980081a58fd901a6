package dev.diverge.testapps.libraries;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** Sees a library, its test, the JDK, the lab and its TLS; not what else is on the class path. */
final class LibraryLoader extends URLClassLoader {
  private static final String LAB = "dev.diverge.testlab.";
  private static final String TLS = "dev.diverge.testapps.tls.";

  LibraryLoader(List<URL> classPath) {
    super(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return name.startsWith(LAB) || name.startsWith(TLS)
        ? Class.forName(name)
        : super.findClass(name);
  }
}
