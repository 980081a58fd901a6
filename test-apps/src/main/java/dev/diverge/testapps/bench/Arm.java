package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.List;

/** What differs between the JVMs that are compared: nothing but the agent, and whether cloned. */
public enum Arm {
  NONE("none"),
  /** With an older jar, which {@code --before} names. */
  BEFORE("before"),
  IDLE("idle"),
  CLONED("after a clone");

  final String label;

  Arm(String label) {
    this.label = label;
  }

  public List<String> flags(Path folder) {
    return flags(folder, AgentJar.required().jar());
  }

  List<String> flags(Path folder, Path jar) {
    if (this == NONE) {
      return List.of();
    }
    GenerationPage page = GenerationPage.create(folder.resolve("bench-" + name() + ".page"));
    String agent = "-javaagent:" + jar + "=log=off,source=page:" + page.file();
    return this == CLONED ? List.of(agent, "-Dbench.page=" + page.file()) : List.of(agent);
  }
}
