package dev.diverge.testapps.extensions;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.extensions.Plates.Brass;
import dev.diverge.testapps.extensions.Plates.Paper;
import dev.diverge.testapps.extensions.Plates.PlasticNode;
import dev.diverge.testapps.extensions.Plates.Turns;
import dev.diverge.testapps.extensions.Plates.Wood;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Says which numbers are others after a clone. */
final class PlatesApp {

  private static final Turns TURNS = new Turns();

  private PlatesApp() {}

  public static void main(String[] args) {
    List<Long> before = numbers();
    new Page(Path.of(args[0])).raise();
    UUID.randomUUID(); // whoever draws notices the clone
    List<Long> after = numbers();
    List<String> others = new ArrayList<>();
    String[] names = {"supertype", "annotation", "name", "none", "advice"};
    for (int i = 0; i < names.length; i++) {
      if (!before.get(i).equals(after.get(i))) {
        others.add(names[i]);
      }
    }
    System.out.println(others);
  }

  private static List<Long> numbers() {
    return List.of(
        new Brass().number(), Paper.number(), PlasticNode.number(), Wood.number(), TURNS.next());
  }
}
