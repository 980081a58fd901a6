package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/**
 * The application in a guest whose touched pages are counted: once it is warm it sleeps, and does
 * nothing but what the serial line tells it to. It changes the generation itself, so that a count
 * knows no other cause of a transition and no other process that runs meanwhile.
 */
public final class GuestSleeper {
  static final String PING = "ping";

  /** Raises the generation and draws; raises another number of the same page and draws. */
  static final String CHANGE = "change";

  static final String NO_CHANGE = "no-change";

  /** What each of these physical pages is for. */
  static final String OWNERS = "owners";

  private static final int GENERATION = 0;
  private static final int ANOTHER = Long.BYTES;

  /** Longer than until the agent has rehearsed a transition and tested its hooks. */
  private static final Duration WARMING = Duration.ofSeconds(30);

  private static final Duration PAUSE = Duration.ofMillis(5);

  private final MappedByteBuffer page;
  private final Random random = new Random();

  private GuestSleeper(Path page) throws IOException {
    try (FileChannel channel =
        FileChannel.open(page, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      this.page = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2 * Long.BYTES);
    }
    this.page.order(ByteOrder.nativeOrder());
  }

  /** Arguments: the serial line's device, the page. */
  public static void main(String[] args) throws IOException {
    GuestSleeper sleeper = new GuestSleeper(Path.of(args[1]));
    try (BufferedReader in =
            new BufferedReader(new InputStreamReader(new FileInputStream(args[0]), UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(args[0]), false, UTF_8)) {
      sleeper.warm();
      line(out, GuestApp.WARM);
      out.flush();
      for (String command = in.readLine(); command != null; command = in.readLine()) {
        sleeper.obey(command, out);
        line(out, GuestApp.END);
        out.flush();
      }
    }
  }

  /**
   * All that a command will run but the transition has run before, and there is room for objects.
   */
  private void warm() throws IOException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < WARMING.toNanos()) {
      obey(NO_CHANGE, nowhere);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    System.gc();
  }

  private void obey(String command, PrintStream out) throws IOException {
    switch (command.split(" ", 2)[0]) {
      case PING -> {}
      case CHANGE -> raiseAndDraw(GENERATION, out);
      case NO_CHANGE -> raiseAndDraw(ANOTHER, out);
      case OWNERS -> PageOwners.ofThisProcess().tell(command, text -> line(out, text));
      default -> line(out, "unknown command " + command);
    }
  }

  /** Tells how long that took, and what was drawn. */
  private void raiseAndDraw(int offset, PrintStream out) {
    long begin = System.nanoTime();
    page.putLong(offset, page.getLong(offset) + 1);
    UUID uuid = UUID.randomUUID();
    long number = random.nextLong();
    long nanos = System.nanoTime() - begin;
    line(out, String.valueOf(nanos));
    line(out, String.valueOf(number));
    line(out, uuid.toString());
  }

  private static void line(PrintStream out, String text) {
    out.print(text);
    out.print('\n');
  }
}
