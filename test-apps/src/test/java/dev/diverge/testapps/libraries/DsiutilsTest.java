package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({"it.unimi.dsi:dsiutils:2.2.0", "it.unimi.dsi:dsiutils:2.7.5"})
class DsiutilsTest implements LibraryTest {

  private static final String UTIL = "it.unimi.dsi.util.";
  private static final String[] NAMES = {
    "XorShift128PlusRandom", "XorShift1024StarRandomGenerator"
  };

  @Override
  public void describe(Emitters emitters) {
    for (String name : NAMES) {
      emitters.add(name, () -> Held.of(UTIL + name), held -> held.call("nextLong"));
      emitters.add(name + "'s nextDouble", () -> Held.of(UTIL + name), h -> h.call("nextDouble"));
      emitters
          .add(name + ", seeded", () -> Held.of(UTIL + name, 42L), held -> held.call("nextLong"))
          .mustEqual();
    }
  }
}
