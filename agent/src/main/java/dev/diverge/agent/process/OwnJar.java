package dev.diverge.agent.process;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** Where the agent was loaded from. */
public final class OwnJar {

  private OwnJar() {}

  /** The jar's path; our classes have the entry class's origin. */
  public static Path path() {
    try {
      return Path.of(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
