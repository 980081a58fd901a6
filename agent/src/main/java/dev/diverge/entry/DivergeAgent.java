package dev.diverge.entry;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.AllPermission;
import java.security.Permission;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The entry of the agent, and the only class of it that the application can see.
 *
 * <p>It is also the class loader that keeps all the rest out of sight: child first, above it the
 * platform's classes alone, so that no library of the agent's ever meets one of the application's.
 * What it loads lies below {@code diverge/} in the agent's jar under a suffix of its own.
 *
 * <p>It has a package of its own: beside a named module that holds {@code dev.diverge}, as the
 * API's does, the system loader would not look for this class in the agent's jar.
 *
 * <p>Fail open: nothing is ever thrown out of here.
 */
public final class DivergeAgent extends ClassLoader {

  private static final String ROOT = "diverge/";
  private static final String SUFFIX = ".classdata";

  /** The classes that every start needs and some more, as a stored zip: inflated in one go. */
  private static final String START = "diverge/start.pack";

  /** A small class of the package that is else met in the midst of weaving. */
  private static final String WEAVERS = "org.objectweb.asm.Edge";

  private static final String ASK = "ask=";
  private static final String INSTALLED = "dev.diverge.installed";

  // JDK tools that JAVA_TOOL_OPTIONS reaches too: they are over before an agent could be of use.
  private static final String[] TOOL_MODULES = {
    "jdk.compiler",
    "jdk.jartool",
    "jdk.javadoc",
    "jdk.jcmd",
    "jdk.jdeps",
    "jdk.jdi",
    "jdk.jfr",
    "jdk.jlink",
    "jdk.jpackage",
    "jdk.jshell",
    "jdk.jconsole",
    "jdk.hotspot.agent",
    "jdk.internal.opt",
    "jdk.unsupported.desktop",
    "java.scripting",
    "jdk.security.auth",
  };

  static {
    registerAsParallelCapable();
  }

  /** The agent in this JVM, for whoever attaches to ask it. */
  private static volatile @Nullable BiConsumer<Instrumentation, String[]> installed;

  private static volatile @Nullable Instrumentation instrumented;

  private static final int FIRST_WITHOUT_SECURITY_MANAGER = 24;

  /** Of all classes of ours: the agent is trusted as the JVM's own flags are. */
  private final @Nullable ProtectionDomain trusted = trusted();

  private final ZipFile jar;
  private final File file;
  private final byte[] pack;
  private final Map<String, Integer> packed = new HashMap<>(512);

  private DivergeAgent(File file) throws IOException {
    super("diverge", null);
    this.file = file;
    this.jar = new ZipFile(file);
    ZipEntry start = jar.getEntry(START);
    this.pack = start == null ? new byte[0] : read(start);
    unpack();
  }

  public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
    start(arguments, instrumentation, "premain");
  }

  public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
    if (arguments != null && arguments.startsWith(ASK)) {
      ask(arguments);
      return;
    }
    start(arguments, instrumentation, "agentmain");
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 2 && arguments[0].equals(ASK) && installed != null) {
      ask(arguments[1]); // the doctor's own child
      System.exit(0);
    }
    DivergeAgent loader = new DivergeAgent(home());
    int status =
        (int)
            loader
                .loadClass("dev.diverge.agent.cli.CommandLine")
                .getMethod("run", String[].class)
                .invoke(null, (Object) arguments);
    System.exit(status);
  }

  private static void start(
      @Nullable String arguments, Instrumentation instrumentation, String how) {
    try {
      if (isJdkTool()) {
        return;
      }
      // A second copy of this class has statics of its own; the property is one for the JVM.
      if (System.getProperties().putIfAbsent(INSTALLED, "true") != null) {
        System.err.println(
            "diverge: the agent is already in this JVM: the second -javaagent or attach is ignored");
        return;
      }
      DivergeAgent loader = new DivergeAgent(home());
      // Reflection with arguments costs a JVM that has done nothing yet some milliseconds.
      @SuppressWarnings("unchecked") // the one class of that name, loaded from our own jar
      BiConsumer<Instrumentation, String[]> install =
          (BiConsumer<Instrumentation, String[]>)
              loader.loadClass("dev.diverge.agent.Install").getConstructor().newInstance();
      loader.loadClass(WEAVERS);
      installed = install;
      instrumented = instrumentation;
      install.accept(instrumentation, new String[] {arguments == null ? "" : arguments, how});
    } catch (Throwable t) {
      System.err.println(
          "diverge: not installed, the application runs unprotected: "
              .concat(String.valueOf(t))
              .concat(
                  t instanceof SecurityException
                      ? "; the security policy must grant java.security.AllPermission to this jar"
                      : ""));
    }
  }

  private static void ask(String question) {
    BiConsumer<Instrumentation, String[]> agent = installed;
    Instrumentation instrumentation = instrumented;
    if (agent != null && instrumentation != null) {
      agent.accept(instrumentation, new String[] {question, "ask"});
    }
  }

  private static boolean isJdkTool() {
    String module = System.getProperty("jdk.module.main");
    if (module == null) {
      return false;
    }
    for (String tool : TOOL_MODULES) {
      if (tool.equals(module)) {
        return true;
      }
    }
    String command = System.getProperty("sun.java.command", "");
    return command.contains("sun.security.tools."); // keytool, jarsigner's sibling in java.base
  }

  private static @Nullable ProtectionDomain trusted() {
    if (Runtime.version().feature() >= FIRST_WITHOUT_SECURITY_MANAGER) {
      return null;
    }
    Permissions all = new Permissions();
    all.add((Permission) (Object) new AllPermission()); // else all JDKs' verifier loads both
    return new ProtectionDomain(null, all);
  }

  private static File home() throws URISyntaxException {
    URL url = DivergeAgent.class.getProtectionDomain().getCodeSource().getLocation();
    String path = url.getPath();
    return new File(path.indexOf('%') < 0 ? path : url.toURI().getPath());
  }

  // --- the loader ---

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
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

  private @Nullable Class<?> define(String name) throws ClassNotFoundException {
    String path = name.replace('.', '/').concat(SUFFIX);
    Integer place = packed.get(path);
    if (place != null) {
      return define(name, pack, start(place), size(place));
    }
    ZipEntry entry = jar.getEntry(ROOT.concat(path));
    if (entry == null) {
      return null;
    }
    try {
      byte[] bytes = read(entry);
      return define(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** Another agent's transformer may ask for the class that it is just shown: then there it is. */
  private Class<?> define(String name, byte[] bytes, int start, int size) {
    try {
      return defineClass(name, bytes, start, size, trusted);
    } catch (LinkageError e) {
      Class<?> meanwhile = findLoadedClass(name);
      if (meanwhile == null) {
        throw e;
      }
      return meanwhile;
    }
  }

  private byte[] read(ZipEntry entry) throws IOException {
    byte[] bytes = new byte[(int) entry.getSize()];
    try (InputStream in = jar.getInputStream(entry)) {
      for (int got = 0; got < bytes.length; ) {
        int more = in.read(bytes, got, bytes.length - got);
        if (more < 0) {
          throw new IOException(entry.getName().concat(" is cut short"));
        }
        got += more;
      }
    }
    return bytes;
  }

  // --- the pack: a zip without compression or comment; numbers are the specification's (APPNOTE)
  // ---

  /** Reads its directory: each name, and where in the directory it stands. */
  @SuppressWarnings("deprecation") // the one constructor that needs no charset
  private void unpack() {
    int end = pack.length - 22;
    if (end < 0) {
      return;
    }
    int entry = u32(end + 16);
    for (int left = u16(end + 10); left > 0; left--) {
      int length = u16(entry + 28);
      packed.put(new String(pack, 0, entry + 46, length), entry);
      entry += 46 + length + u16(entry + 30) + u16(entry + 32);
    }
  }

  private int start(int entry) {
    int local = u32(entry + 42);
    return local + 30 + u16(local + 26) + u16(local + 28);
  }

  private int size(int entry) {
    return u32(entry + 24);
  }

  private int u16(int at) {
    return (pack[at] & 0xff) | (pack[at + 1] & 0xff) << 8;
  }

  private int u32(int at) {
    return u16(at) | u16(at + 2) << 16;
  }

  // --- its resources ---

  @Override
  public @Nullable InputStream getResourceAsStream(String name) {
    Integer place = packed.get(name);
    if (place != null) {
      return new ByteArrayInputStream(pack, start(place), size(place));
    }
    try {
      ZipEntry entry = jar.getEntry(ROOT.concat(name));
      return entry != null ? jar.getInputStream(entry) : null;
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected @Nullable URL findResource(String name) {
    if (jar.getEntry(ROOT.concat(name)) == null) {
      return null;
    }
    try {
      return new URL("jar:".concat(file.toURI().toString()).concat("!/").concat(ROOT).concat(name));
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(url));
  }
}
