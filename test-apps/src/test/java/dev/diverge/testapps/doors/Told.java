package dev.diverge.testapps.doors;

import dev.diverge.testapps.answers.Child;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the command line said. */
record Told(int exit, String out, String err) {

  static Told by(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", Child.agentJar().toString()));
    command.addAll(List.of(arguments));
    try (Child child = Child.java(folder, command)) {
      int exit = child.exit();
      return new Told(exit, child.out(), child.err());
    }
  }
}
