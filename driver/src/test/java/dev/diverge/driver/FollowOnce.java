package dev.diverge.driver;

import java.io.File;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Another process: follows a page until its first epoch or trouble, and says which it was. */
final class FollowOnce {

  private FollowOnce() {}

  /** Makes the second file once it follows the first. */
  public static void main(String[] args) throws Exception {
    Generation.Listener listener =
        new Generation.Listener() {
          private int looks;

          @Override
          public void changed() {
            end("changed");
          }

          @Override
          public void remapped(@Nullable ByteBuffer word) {}

          @Override
          public void report(String line) {
            end(line);
          }

          @Override
          public boolean idle() {
            if (looks++ == 1) {
              try {
                if (!new File(args[1]).createNewFile()) {
                  end("twice");
                }
              } catch (java.io.IOException e) {
                end(e.toString());
              }
            }
            return false;
          }
        };
    Thread clock =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(30);
              } catch (InterruptedException e) {
                // Then it is over, too.
              }
              end("nothing");
            });
    clock.setDaemon(true);
    clock.start();
    try (Generation generation = Generation.open(SourceSpec.parse("page:" + args[0]), listener)) {
      generation.follow(20);
    }
  }

  private static void end(String said) {
    System.out.println(said);
    Runtime.getRuntime().halt(0);
  }
}
