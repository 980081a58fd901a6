package dev.diverge.testapps.doors;

import dev.diverge.Diverge;
import java.util.UUID;

/** Draws whenever it is asked for its epoch. */
final class EpochApp {

  private EpochApp() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("up");
    for (int i = 0, c; (c = System.in.read()) >= 0; ) {
      if (c == '\n') {
        UUID.randomUUID();
        System.out.println("look " + i++ + " epoch " + Diverge.epoch());
      }
    }
  }
}
