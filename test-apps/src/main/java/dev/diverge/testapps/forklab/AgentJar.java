package dev.diverge.testapps.forklab;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The agent's jar and the options given to it besides the source. */
public record AgentJar(Path jar, String options) {
  /** Names the jar where it is not the one that this build made. */
  public static final String PROPERTY = "diverge.agent.jar";

  private static final Path BUILT = Path.of("agent", "target", "diverge.jar");

  public static AgentJar at(Path jar) {
    return new AgentJar(jar.toAbsolutePath(), "");
  }

  public static AgentJar required() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    BUILT + " is missing: build it with mvn -q -DskipTests package"));
  }

  /** The jar that this build made, looked for upwards from these classes. */
  public static Optional<AgentJar> find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return Optional.of(at(Path.of(named)));
    }
    for (Path folder = here(); folder != null; folder = folder.getParent()) {
      Path jar = folder.resolve(BUILT);
      if (Files.isRegularFile(jar)) {
        return Optional.of(at(jar));
      }
    }
    return Optional.empty();
  }

  /** With one more option, {@code key=value}. */
  public AgentJar with(String option) {
    return new AgentJar(jar, options + "," + option);
  }

  String optionsFor(GenerationPage page) {
    return "source=page:" + page.file() + options;
  }

  String flagFor(GenerationPage page) {
    return "-javaagent:" + jar + "=" + optionsFor(page);
  }

  private static Path here() {
    try {
      return Path.of(AgentJar.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
