package dev.diverge.testapps.extensions;

import dev.diverge.testapps.answers.Page;
import java.nio.file.Path;

/** Says whether ids begin alike on both sides of a clone. */
final class TicketApp {

  private TicketApp() {}

  /** The page; and anything if the clone is to wait until it is told. */
  public static void main(String[] args) throws Exception {
    String before = node(TicketIds.next());
    if (args.length > 1) {
      System.in.read();
    }
    new Page(Path.of(args[0])).raise();
    System.out.println(node(TicketIds.next()).equals(before) ? "shared" : "its own");
    System.in.read();
  }

  private static String node(String id) {
    return id.substring(0, id.indexOf('-', 1));
  }
}
