package dev.diverge.driver;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a JVM does with a generation before its main method; without a lambda of its own. */
final class OpenOnce implements Generation.Listener {

  private OpenOnce() {}

  public static void main(String[] args) {
    Generation generation = Generation.open(SourceSpec.parse(args[0]), new OpenOnce());
    System.out.println(generation.usable() ? "usable" : "not usable");
    if (generation.refresh()) {
      System.out.println("changed");
    }
  }

  @Override
  public void changed() {}

  @Override
  public void remapped(@Nullable ByteBuffer word) {}

  @Override
  public void report(String line) {
    System.out.println(line);
  }
}
