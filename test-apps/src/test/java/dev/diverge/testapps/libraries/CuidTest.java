package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import io.github.thibaultmeyer.cuid.CUID;

@Versions({"io.github.thibaultmeyer:cuid:2.0.2", "io.github.thibaultmeyer:cuid:2.0.5"})
class CuidTest implements LibraryTest {
  /** Its letter and its time. */
  private static final int HEAD = 9;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("CUID1", SameMoment.of(() -> CUID.randomCUID1().toString().substring(HEAD)));
  }
}
