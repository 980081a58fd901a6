package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.RecordLog;
import dev.diverge.testlab.StaleBuffers;
import dev.diverge.testlab.WarmEmitters;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application inside the guest: what the fork lab's original is, but for the forking. It draws
 * from its emitters until they are warm, says so, and then obeys the serial line, a command a line;
 * an answer is records, and ends with a line that is one dot.
 */
public final class GuestApp {
  static final String WARM = "warm";
  static final String END = ".";
  static final String VIRTUAL_TOO = "virtual-too";

  /** What to draw before the snapshot, in the original, and in a clone with its number. */
  public static final String FREEZE = "freeze";

  static final String ORIGINAL = "original";
  public static final String CLONE = "clone";

  private static final int GENERATION = 1;

  private final BufferedReader in;
  private final PrintStream out;
  private final List<String> records = new ArrayList<>();
  private final WarmEmitters emitters;
  private @Nullable GuestStream stream;

  GuestApp(InputStream in, OutputStream out, EmitterSet emitters, boolean virtualToo)
      throws Exception {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.out = new PrintStream(out, false, UTF_8);
    this.emitters =
        new WarmEmitters(list -> place(emitters, virtualToo, list), new RecordLog(records::add));
  }

  /** Arguments: the serial line's device, an EmitterSet's class, which threads draw. */
  public static void main(String[] args) throws Exception {
    Constructor<? extends EmitterSet> set =
        Class.forName(args[1]).asSubclass(EmitterSet.class).getDeclaredConstructor();
    set.setAccessible(true);
    try (InputStream in = new FileInputStream(args[0]);
        OutputStream out = new FileOutputStream(args[0])) {
      new GuestApp(in, out, set.newInstance(), args[2].equals(VIRTUAL_TOO)).run();
    }
  }

  private static void place(EmitterSet set, boolean virtualToo, Emitters list) throws Exception {
    for (GuestPlace place : GuestPlace.all(virtualToo)) {
      list.add(set, place);
    }
  }

  void run() throws Exception {
    line(WARM);
    out.flush();
    String command;
    while ((command = in.readLine()) != null) {
      obey(command.split(" ", -1));
      records.forEach(this::line);
      records.clear();
      line(END);
      out.flush();
    }
  }

  private void obey(String[] words) throws Exception {
    switch (words[0]) {
      case FREEZE -> StaleBuffers.fill();
      case ORIGINAL -> emitters.drawInOriginal(GENERATION);
      case CLONE -> emitters.drawInClone(GENERATION, Integer.parseInt(words[1]), true);
      case "stream" -> obeyStream(words);
      default -> line("unknown command " + words[0]);
    }
  }

  private void obeyStream(String[] words) throws Exception {
    GuestStream running = stream;
    if (words[1].equals("start")) {
      stream = GuestStream.start(Long.parseUnsignedLong(words[2], 16));
    } else if (running == null) {
      line("no stream");
    } else if (words[1].equals("stop")) {
      running.stop();
      line("drawn " + running.drawn());
      line("nanos " + running.nanos());
    } else {
      line(running.at(Long.parseLong(words[2])));
    }
  }

  private void line(String text) {
    out.print(text);
    out.print('\n');
  }
}
