package java.lang;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.security.AllPermission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import jdk.internal.access.SharedSecrets;
import jdk.internal.module.Modules;

/**
 * The loader of the agent's classes: child first, above it the platform's classes alone, so that no
 * library of the agent's ever meets one of the application's. All are of one named module that is
 * open to nobody, so that who has one of them in hand, from a thread or from the stack below a
 * callback, has no more than a name; and this class is in java.base, so that the same is true of
 * who has the loader.
 */
final class DivergeLoader extends ClassLoader {

  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;
  private static final String SUFFIX = ".classdata";
  private static final String MODULE = "dev.diverge.agent";

  /** The packages there are, a line each; made when the jar is. */
  private static final String PACKAGES = "packages";

  /** What JMX must be able to call. */
  private static final String EXPORTED = "dev.diverge.agent.bean";

  /** A small class of the package that is else met in the midst of weaving. */
  private static final String WEAVERS = "org.objectweb.asm.Edge";

  /** Where classes are that ours name, if this JVM has them. */
  private static final String[] READ = {
    "java.base",
    "java.instrument",
    "java.logging",
    "java.management",
    "java.naming",
    "java.net.http",
    "java.rmi",
    "java.security.jgss",
    "java.security.sasl",
    "java.sql",
    "jdk.attach",
    "jdk.jfr",
    "jdk.management",
    "jdk.net",
    "jdk.unsupported"
  };

  static {
    registerAsParallelCapable();
  }

  private final Function<String, byte[]> source;
  private final ProtectionDomain domain;
  private final Module module;

  DivergeLoader(Function<String, byte[]> source) {
    super("diverge", null);
    this.source = source;
    this.domain = trusted(source.getClass().getProtectionDomain());
    this.module = Modules.defineModule(this, descriptor(source.apply(PACKAGES)), null);
    Modules.addExports(module, EXPORTED);
    for (String name : READ) {
      Module there = ModuleLayer.boot().findModule(name).orElse(null);
      if (there != null) {
        Modules.addReads(module, there);
      }
    }
  }

  /** Of all classes of ours: the agent is trusted as the JVM's own flags are. */
  private static ProtectionDomain trusted(ProtectionDomain jar) {
    if (Runtime.version().feature() >= FIRST_WITHOUT_SECURITY_MANAGER) {
      return jar;
    }
    Permissions all = new Permissions();
    all.add(new AllPermission());
    return new ProtectionDomain(jar.getCodeSource(), all);
  }

  /** Of all our classes. */
  Module module() {
    return module;
  }

  /** Of all our classes, and of an extension's. */
  ProtectionDomain domain() {
    return domain;
  }

  /** Loads what must not be met later. */
  void warm() throws ClassNotFoundException {
    loadClass(WEAVERS);
  }

  @SuppressWarnings("deprecation") // the one constructor that needs no charset
  private static ModuleDescriptor descriptor(byte[] lines) {
    Set<String> packages = new HashSet<>();
    for (int start = 0, end = 0; end < lines.length; end++) {
      if (lines[end] == '\n') {
        packages.add(new String(lines, 0, start, end - start).replace('/', '.'));
        start = end + 1;
      }
    }
    return SharedSecrets.getJavaLangModuleAccess()
        .newModuleBuilder(MODULE, false, Set.of())
        .packages(packages)
        .build();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    // Each class of the JDK's that ours name is asked for once: no use looking for it in the jar.
    if (name.startsWith("java.")) {
      return super.loadClass(name, resolve);
    }
    Class<?> c = findLoadedClass(name);
    if (c == null) {
      c = define(name);
    }
    return c != null ? c : super.loadClass(name, resolve);
  }

  /** Of the platform's classes what is not the boot loader's, which was asked already. */
  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    return getPlatformClassLoader().loadClass(name);
  }

  /**
   * A lock that nobody else has: of two threads that define a class, one finds the other's.
   *
   * <p>The locks a loader has by name are kept in a concurrent map. One that two threads fight over
   * asks ThreadLocalRandom for help; and on a thread that is just weaving that class or Random,
   * this ends in a ClassCircularityError, again and again from then on. Hence nothing on the way
   * there adds to such a map: this loader has no parent whose locks would be taken, and knows all
   * packages beforehand.
   */
  @Override
  protected Object getClassLoadingLock(String name) {
    return new Object();
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = source.apply(name.replace('.', '/').concat(SUFFIX));
    if (bytes == null) {
      return null;
    }
    Class<?> defined;
    try {
      defined = defineClass(name, bytes, 0, bytes.length, domain);
    } catch (LinkageError e) {
      // Another agent's transformer may ask for the class that it is just shown: then there it is.
      defined = findLoadedClass(name);
      if (defined == null) {
        throw e;
      }
    }
    if (defined.getModule() != module) {
      throw new ClassNotFoundException(name.concat(": its package is not listed"));
    }
    return defined;
  }

  /** Our own resources, which are ours alone. */
  @Override
  public InputStream getResourceAsStream(String name) {
    byte[] bytes = source.apply(name);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }
}
