package dev.diverge.testlab;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarFile;

/** The agent's jar and the options given to it besides the source. */
public record AgentJar(Path jar, String options) {
  /** Names the jar where it is not the one that this build made. */
  public static final String PROPERTY = "diverge.agent.jar";

  private static final String ENTRY = "dev/diverge/entry/DivergeAgent.class";
  private static final Path BUILT = Path.of("agent", "target", "diverge.jar");

  public static AgentJar at(Path jar) {
    return new AgentJar(jar.toAbsolutePath(), "");
  }

  public static AgentJar required() {
    return find()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no agent: name its jar by -D"
                        + PROPERTY
                        + "=/path/to/diverge.jar, or put the artifact dev.diverge:diverge-agent on"
                        + " the tests' class path (in a build of Diverge itself: mvn -q -DskipTests"
                        + " package)"));
  }

  /** The jar that is named; else one on the class path; else the one that this build made. */
  public static Optional<AgentJar> find() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      Path jar = Path.of(named);
      if (!isAgent(jar)) {
        throw new IllegalStateException(
            "-D" + PROPERTY + "=" + named + " is not the jar of Diverge's agent");
      }
      return Optional.of(at(jar));
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path jar = Path.of(entry);
      if (jar.toString().endsWith(".jar") && isAgent(jar)) {
        return Optional.of(at(jar));
      }
    }
    for (Path folder = here(); folder != null; folder = folder.getParent()) {
      Path jar = folder.resolve(BUILT);
      if (Files.isRegularFile(jar)) {
        return Optional.of(at(jar));
      }
    }
    return Optional.empty();
  }

  private static boolean isAgent(Path jar) {
    if (!Files.isRegularFile(jar)) {
      return false;
    }
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.getEntry(ENTRY) != null;
    } catch (IOException noJar) {
      return false;
    }
  }

  /** With one more option, {@code key=value}. */
  public AgentJar with(String option) {
    return new AgentJar(jar, options + "," + option);
  }

  String optionsFor(GenerationPage page) {
    return "source=page:" + page.file() + options;
  }

  public String flagFor(GenerationPage page) {
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
