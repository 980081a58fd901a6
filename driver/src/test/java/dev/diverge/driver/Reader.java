package dev.diverge.driver;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Another process: locks a file, shared or not, says so, and waits to be ended. */
final class Reader {

  private Reader() {}

  public static void main(String[] args) throws Exception {
    boolean shared = args[1].equals("shared");
    try (FileChannel file =
        FileChannel.open(
            Path.of(args[0]), shared ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
      System.out.println(file.tryLock(0, Long.MAX_VALUE, shared) == null ? "refused" : "locked");
      System.out.flush();
      Thread.sleep(60_000);
    }
  }
}
