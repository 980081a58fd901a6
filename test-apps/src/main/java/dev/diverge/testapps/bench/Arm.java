package dev.diverge.testapps.bench;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.List;

/** What differs between the JVMs that are compared: nothing but the agent, and whether cloned. */
public enum Arm {
  NONE("none"),
  IDLE("idle"),
  CLONED("after a clone");

  final String label;

  Arm(String label) {
    this.label = label;
  }

  public List<String> flags(Path folder) {
    if (this == NONE) {
      return List.of();
    }
    GenerationPage page = GenerationPage.create(folder.resolve("bench-" + name() + ".page"));
    String agent =
        "-javaagent:" + AgentJar.required().jar() + "=log=off,source=page:" + page.file();
    return this == IDLE ? List.of(agent) : List.of(agent, "-Dbench.page=" + page.file());
  }
}
