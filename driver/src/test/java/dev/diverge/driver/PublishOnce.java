package dev.diverge.driver;

import java.io.IOException;
import java.nio.file.Path;

/** A publisher in a process of its own. */
final class PublishOnce {

  private PublishOnce() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      Publisher.open(Path.of(args[0]), SourceSpec.parse(args[1]), line -> System.out.println(line))
          .run(1);
    } catch (IOException e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
  }
}
