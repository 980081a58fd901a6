package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The application inside the guest. It draws from its emitters until they are warm, says so, and
 * then obeys the serial line, a command a line; every answer ends with a line that is one dot.
 */
public final class GuestApp {
  static final String WARM = "warm";
  static final String END = ".";

  private final BufferedReader in;
  private final PrintStream out;
  private final List<GuestPlace> places = GuestPlace.all();
  private @Nullable GuestStream stream;

  GuestApp(InputStream in, OutputStream out) throws ReflectiveOperationException {
    this.in = new BufferedReader(new InputStreamReader(in, UTF_8));
    this.out = new PrintStream(out, false, UTF_8);
  }

  /** Arguments: the serial line's device and the class that names the emitters. */
  public static void main(String[] args) throws Exception {
    GuestEmitters emitters =
        Class.forName(args[1])
            .asSubclass(GuestEmitters.class)
            .getDeclaredConstructor()
            .newInstance();
    try (InputStream in = new FileInputStream(args[0]);
        OutputStream out = new FileOutputStream(args[0])) {
      new GuestApp(in, out).run(emitters);
    }
  }

  void run(GuestEmitters emitters) throws Exception {
    for (GuestPlace place : places) {
      place.make(emitters);
    }
    for (int round = 0; round < 3; round++) {
      drawAll();
    }
    say(WARM);
    String command;
    while ((command = in.readLine()) != null) {
      obey(command.split(" ", -1));
      say(END);
    }
  }

  private void obey(String[] words) throws Exception {
    switch (words[0]) {
      case "draw" -> drawAll().forEach(this::line);
      case "stream" -> obeyStream(words);
      default -> line("unknown command " + words[0]);
    }
  }

  private List<String> drawAll() throws InterruptedException {
    List<String> lines = new ArrayList<>();
    for (GuestPlace place : places) {
      lines.addAll(place.draw());
    }
    return lines;
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

  private void say(String word) {
    line(word);
    out.flush();
  }

  private void line(String text) {
    out.print(text);
    out.print('\n');
  }
}
