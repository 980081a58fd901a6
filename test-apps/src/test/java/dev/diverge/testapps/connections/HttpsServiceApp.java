package dev.diverge.testapps.connections;

import java.nio.file.Path;

/** The HTTPS service alone: prints its address and serves until its standard input ends. */
final class HttpsServiceApp {

  private HttpsServiceApp() {}

  public static void main(String[] args) throws Exception {
    ServerKey key = new ServerKey(Path.of(args[0]));
    System.out.println(HttpsService.start(key.file().resolveSibling("web"), key));
    while (System.in.read() >= 0) {
      // Goes on.
    }
    System.exit(0);
  }
}
