package dev.diverge.audit.walk;

import java.util.Map;
import java.util.Set;

/** What is done with an object, by its class. */
enum Classes {
  /** Of the application's: its fields are places of their own. */
  OWN,
  /** Of the JDK's: what it holds is held by the field that holds it. */
  HOLDER,
  /** A generator, a cipher, a connection: counted, not looked into. */
  COUNTED,
  /** A class, a loader, a stream, a time: nothing to find. */
  OPAQUE;

  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** Names rather than classes, none of which is to be loaded for it. */
  private static final Map<String, String> COUNTED_AS =
      Map.ofEntries(
          Map.entry("java.util.Random", "generator"),
          Map.entry("java.util.random.RandomGenerator", "generator"),
          Map.entry("java.security.SecureRandomSpi", "generator"),
          Map.entry("javax.crypto.Cipher", "cipher"),
          Map.entry("javax.net.ssl.SSLSocket", "tls-connection"),
          Map.entry("javax.net.ssl.SSLEngine", "tls-connection"),
          Map.entry("javax.net.ssl.SSLSession", "tls-session"),
          Map.entry("javax.net.ssl.SSLContext", "tls-context"),
          Map.entry("java.net.Socket", "socket"),
          Map.entry("java.net.DatagramSocket", "socket"),
          Map.entry("java.nio.channels.SocketChannel", "socket"),
          Map.entry("java.nio.channels.DatagramChannel", "socket"),
          Map.entry("java.nio.channels.AsynchronousSocketChannel", "socket"),
          Map.entry("javax.sql.DataSource", "pool"),
          Map.entry("java.sql.Connection", "database-connection"));

  private static final Set<String> OPAQUE_TYPES =
      Set.of(
          "java.lang.Class",
          "java.lang.ClassLoader",
          "java.lang.Module",
          "java.lang.ModuleLayer",
          "java.lang.ThreadGroup",
          "java.lang.Throwable",
          "java.lang.Boolean",
          "java.lang.Character",
          "java.lang.Float",
          "java.lang.StackTraceElement",
          "java.lang.AbstractStringBuilder",
          "java.lang.reflect.AccessibleObject",
          "java.lang.reflect.Type",
          "java.io.InputStream",
          "java.io.OutputStream",
          "java.io.Reader",
          "java.io.Writer",
          "java.io.File",
          "java.io.FileDescriptor",
          "java.nio.Buffer",
          "java.nio.file.Path",
          "java.nio.charset.Charset",
          "java.net.URL",
          "java.net.InetAddress",
          "java.security.Provider",
          "java.security.ProtectionDomain",
          "java.security.CodeSource",
          "java.util.Date",
          "java.util.Calendar",
          "java.util.Locale",
          "java.util.TimeZone",
          "java.util.ResourceBundle",
          "java.util.Currency",
          "java.util.jar.Attributes",
          "java.util.zip.ZipFile",
          "java.util.zip.Checksum",
          "java.util.concurrent.locks.AbstractOwnableSynchronizer",
          "java.util.concurrent.atomic.Striped64",
          "java.text.Format",
          "java.security.MessageDigestSpi");

  private static final String[] OPAQUE_PACKAGES = {
    "java.lang.invoke.",
    "java.lang.module.",
    "java.lang.ref.Cleaner",
    "java.lang.ref.ReferenceQueue",
    "java.time.",
    "java.util.regex.",
    "java.util.stream.",
    "jdk.internal.",
    "jdk.jfr.",
    "sun.invoke.",
    "sun.launcher.",
    "sun.management.",
    "sun.net.",
    "sun.nio.",
    "sun.reflect.",
    "sun.util.",
    "sun.security.jca.",
    "sun.security.provider.certpath.",
    "sun.security.ssl.",
    "com.sun.jmx.",
    "com.sun.org.apache."
  };

  static Classes of(Class<?> type) {
    if (countedAs(type) != null) {
      return COUNTED;
    }
    if (type.getName().startsWith("dev.diverge.")
        && type.getModule() == Classes.class.getModule()) {
      return OPAQUE;
    }
    if (!isOfJdk(type)) {
      return isA(type, Set.of("java.lang.ClassLoader", "java.lang.Throwable"))
          ? OPAQUE
          : isA(type, Set.of("java.security.Key")) ? HOLDER : OWN;
    }
    if (isA(type, OPAQUE_TYPES)) {
      return OPAQUE;
    }
    for (String start : OPAQUE_PACKAGES) {
      if (type.getName().startsWith(start)) {
        return OPAQUE;
      }
    }
    return HOLDER;
  }

  /** The word it is counted by, or null. */
  static @org.jspecify.annotations.Nullable String countedAs(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      String word = COUNTED_AS.get(c.getName());
      if (word != null) {
        return word;
      }
    }
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Class<?> each : c.getInterfaces()) {
        String word = countedAs(each);
        if (word != null) {
          return word;
        }
      }
    }
    return null;
  }

  static boolean isA(Class<?> type, Set<String> names) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (names.contains(c.getName())) {
        return true;
      }
      for (Class<?> each : c.getInterfaces()) {
        if (isA(each, names)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Boot classes in no named module were put there by agents. */
  static boolean isOfJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null || loader == PLATFORM) {
      return type.getModule().isNamed();
    }
    String module = type.getModule().getName();
    return module != null && (module.startsWith("jdk.") || module.startsWith("java."));
  }
}
