package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** A database within the process, whose random numbers come from memory that is not Java's. */
public final class NativeGenerators implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("native-generators")
        .state("the generator of SQLite: random(), randomblob()")
        .uncovered(
            "it is native, and goes on alike in every clone: have Java draw what must be unique,"
                + " and pass it to the statement");
    library.type("org.sqlite.core.NativeDB");
  }
}
