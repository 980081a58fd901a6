package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({"colt:colt:1.0.3", "colt:colt:1.2.0"})
class ColtTest implements LibraryTest {

  private static final String ENGINE = "cern.jet.random.engine.";

  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "the default engine",
        () -> Held.made(ENGINE + "RandomEngine", "makeDefault"),
        held -> held.call("nextInt"));
    emitters
        .add(
            "a seeded engine",
            () -> Held.of(ENGINE + "MersenneTwister", 42),
            held -> held.call("nextInt"))
        .mustEqual();
    emitters
        .add(
            "an engine from its constant",
            () -> Held.of(ENGINE + "MersenneTwister"),
            held -> held.call("nextInt"))
        .mustEqual();
  }
}
