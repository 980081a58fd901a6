package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.shop.Shop;
import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testapps.vmlab.GuestWork;
import dev.diverge.testapps.vmlab.Hardware;
import dev.diverge.testapps.vmlab.Kernel;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.JavaHome;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The shop as a guest of the VM lab. This machine's PostgreSQL and Redis are behind it. */
final class ShopGuest {
  private static final int PORT = 8443;
  private static final int MEMORY_MB = 1024;

  /** Of the class path, what the shop needs none of: a guest holds all its files in memory. */
  private static final Pattern OTHERS =
      Pattern.compile(".*(embedded-|kafka|scala|zookeeper|zstd|snappy|mongo|kotlin|junit|jmh).*");

  private static final List<String> MODULES =
      List.of("java.desktop", "java.sql", "java.security.jgss", "java.scripting", "jdk.net");

  private ShopGuest() {}

  /** Without an agent. */
  static GuestPlan plan(JavaHome jdk) {
    return GuestPlan.plain(Kernel.LINUX_6_12, jdk.home())
        .withWork(
            new GuestWork(
                Shop.class.getName(),
                ShopProcess.arguments(PORT, Hardware.HOST),
                classPath(),
                MODULES))
        .withJvmOptions(List.of(ForkLab.EGD, "-Xmx320m"))
        .with(new Hardware(1, MEMORY_MB, false, OptionalInt.of(PORT)));
  }

  private static List<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(Path::of)
        .filter(entry -> entry.toFile().exists())
        .filter(entry -> !OTHERS.matcher(String.valueOf(entry.getFileName())).matches())
        .toList();
  }
}
