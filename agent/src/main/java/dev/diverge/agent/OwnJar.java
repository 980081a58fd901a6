package dev.diverge.agent;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the agent was loaded from. */
public final class OwnJar {

  private OwnJar() {}

  /** The jar's path; our classes' loader is the entry class's, and that one alone has a place. */
  public static Path path() {
    try {
      return Path.of(
          OwnJar.class
              .getClassLoader()
              .getClass()
              .getProtectionDomain()
              .getCodeSource()
              .getLocation()
              .toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
