package java.lang;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import jdk.internal.access.SharedSecrets;
import jdk.internal.module.Modules;

/**
 * The loader of an extension's classes, all of which it has from the first: of the agent's they see
 * the words that integrations speak, and nothing else. Above are those and the platform's classes,
 * so that no library of the extension's meets one of the application's or of the agent's. As the
 * agent's own they are of a named module, open to nobody but the agent, and their loader is one of
 * java.base. It is defined only if there is an extension.
 */
final class DivergeExtension extends ClassLoader {

  private static final String SPI = "dev.diverge.integrations.";
  private static final String MODULE = "dev.diverge.extension";
  private static final String CLASS = ".class";

  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> files;
  private final DivergeLoader agent;
  private final Module module;

  DivergeExtension(Map<String, byte[]> files, DivergeLoader agent) {
    super("diverge-extension", null);
    this.files = files;
    this.agent = agent;
    Set<String> packages = packages(files.keySet());
    this.module =
        Modules.defineModule(
            this,
            SharedSecrets.getJavaLangModuleAccess()
                .newModuleBuilder(MODULE, false, Set.of())
                .packages(packages)
                .build(),
            null);
    for (Module there : ModuleLayer.boot().modules()) {
      Modules.addReads(module, there);
    }
    Module ours = agent.module();
    Modules.addReads(module, ours);
    Modules.addReads(ours, module);
    Modules.addExports(ours, SPI.substring(0, SPI.length() - 1), module);
    for (String name : packages) {
      Modules.addExports(module, name, ours);
    }
  }

  /** Those that a class can be of; where else class files lie they are nobody's. */
  private static Set<String> packages(Set<String> files) {
    Set<String> packages = new HashSet<>();
    for (String file : files) {
      int end = file.lastIndexOf('/');
      if (end > 0 && file.endsWith(CLASS) && isPackage(file, end)) {
        packages.add(file.substring(0, end).replace('/', '.'));
      }
    }
    return packages;
  }

  private static boolean isPackage(String file, int end) {
    boolean begins = true;
    for (int i = 0; i < end; i++) {
      char c = file.charAt(i);
      boolean fits =
          begins
              ? Character.isJavaIdentifierStart(c)
              : c == '/' || Character.isJavaIdentifierPart(c);
      if (!fits) {
        return false;
      }
      begins = c == '/';
    }
    return !begins && !file.startsWith("java/");
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (name.lastIndexOf('.') == SPI.length() - 1 && name.startsWith(SPI)) {
      return agent.loadClass(name, resolve);
    }
    Class<?> c = findLoadedClass(name);
    if (c == null && !name.startsWith("java.")) {
      c = define(name);
    }
    return c != null ? c : getPlatformClassLoader().loadClass(name);
  }

  /** A lock that nobody else has, as {@link DivergeLoader} does and for the same reason. */
  @Override
  protected Object getClassLoadingLock(String name) {
    return new Object();
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = files.get(name.replace('.', '/').concat(CLASS));
    if (bytes == null) {
      return null;
    }
    if (!module.getPackages().contains(name.substring(0, Math.max(name.lastIndexOf('.'), 0)))) {
      throw new ClassNotFoundException(name.concat(": it is in no package"));
    }
    try {
      return defineClass(name, bytes, 0, bytes.length, agent.domain());
    } catch (LinkageError e) {
      Class<?> defined = findLoadedClass(name); // by another thread
      if (defined == null) {
        throw e;
      }
      return defined;
    }
  }

  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = files.get(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
