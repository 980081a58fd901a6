package dev.diverge.agent.cli;

import dev.diverge.agent.outside.PlainText;
import dev.diverge.driver.RaisedPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code hook}: answers the call by which a platform says that the machine was started from a
 * snapshot, or resumed: has every JVM here reset what it must not share, and says when that is
 * done. A process of its own, so that no service has to open a port.
 */
final class Hook {
  private static final int FINE = 0;
  private static final int BAD_NEWS = 1;
  private static final int USAGE = 2;

  private static final int OK = 200;
  private static final int NOT_READY = 503;

  private static final String USAGE_LINE =
      "; usage: hook [--listen 127.0.0.1:9000] [--page PATH] [--pid PID]... [--wait SECONDS]";

  private static final int CALLS_AT_ONCE = 16;
  private static final int LONGEST_WAIT = 3600;
  private static final int LARGEST_PORT = 65_535;

  private final InetSocketAddress address;
  private final Path path;
  private final HookedJvms jvms;

  private Hook(InetSocketAddress address, Path path, HookedJvms jvms) {
    this.address = address;
    this.path = path;
    this.jvms = jvms;
  }

  static int run(String[] arguments, Path jar) {
    Hook hook;
    try {
      hook = parse(arguments, jar);
    } catch (IllegalArgumentException e) {
      say(e.getMessage() + USAGE_LINE);
      return USAGE;
    }
    return hook.run();
  }

  private static Hook parse(String[] arguments, Path jar) {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9000);
    Path path = Path.of("/run/diverge/generation");
    List<String> pids = new ArrayList<>();
    int seconds = 10;
    for (int i = 1; i < arguments.length; i += 2) {
      String argument = arguments[i];
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (argument) {
        case "--listen" -> address = address(value);
        case "--page" -> path = path(value);
        case "--pid" -> pids.add(Integer.toString(number(argument, value, Integer.MAX_VALUE)));
        case "--wait" -> seconds = number(argument, value, LONGEST_WAIT);
        default -> throw new IllegalArgumentException("unexpected '" + argument + "'");
      }
    }
    return new Hook(address, path, new HookedJvms(jar, pids, seconds));
  }

  private int run() {
    try (RaisedPage page = RaisedPage.open(path);
        ServerSocket server = new ServerSocket(address.getPort(), 50, address.getAddress())) {
      Runtime.getRuntime().addShutdownHook(new Thread(page::close, "diverge-stop"));
      say(
          "listening on "
              + address.getHostString()
              + ":"
              + server.getLocalPort()
              + ", raising "
              + path
              + (address.getAddress().isLoopbackAddress()
                  ? ""
                  : "; whoever reaches this port can have every JVM here reset"));
      jvms.remember();
      serve(server, page);
      return FINE;
    } catch (IOException e) {
      say(String.valueOf(e.getMessage()));
      return BAD_NEWS;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FINE;
    }
  }

  /** One that does not end its call keeps nobody else waiting. */
  private void serve(ServerSocket server, RaisedPage page)
      throws IOException, InterruptedException {
    ThreadPoolExecutor calls =
        new ThreadPoolExecutor(
            0,
            CALLS_AT_ONCE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadPoolExecutor.CallerRunsPolicy());
    while (true) {
      Socket caller = server.accept();
      calls.execute(() -> answer(caller, page));
    }
  }

  private void answer(Socket caller, RaisedPage page) {
    try (HookCall call = HookCall.read(caller)) {
      String bad = call.fault();
      if (bad != null) {
        say("bad request from " + caller.getInetAddress().getHostAddress() + ": " + bad);
        call.reply(call.faultStatus(), "bad request: " + bad);
        return;
      }
      switch (call.event()) {
        case RAISE -> {
          String reason = raise(page);
          call.reply(reason == null ? OK : NOT_READY, reason == null ? "ready" : reason);
          say(call.name() + ": " + (reason == null ? "ready" : reason));
        }
        case ASK -> {
          String reason = jvms.unready(false);
          call.reply(reason == null ? OK : NOT_READY, reason == null ? "ready" : reason);
        }
        case NOTHING -> call.reply(OK, "nothing to do");
      }
    } catch (IOException gone) {
      say("a caller went away: " + gone.getMessage());
    }
  }

  /** The page first, for until then clones draw alike. */
  private synchronized @Nullable String raise(RaisedPage page) {
    try {
      page.raise();
    } catch (IOException e) {
      return "the page cannot be raised: " + e.getMessage();
    }
    return jvms.unready(true);
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = text.substring(0, Math.max(colon, 0));
    String port = text.substring(colon + 1);
    if (host.isEmpty() || port.isEmpty()) {
      throw new IllegalArgumentException("--listen takes ADDRESS:PORT, not '" + text + "'");
    }
    InetSocketAddress address =
        new InetSocketAddress(host, port.equals("0") ? 0 : number("--listen", port, LARGEST_PORT));
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("--listen: no such address: '" + host + "'");
    }
    return address;
  }

  private static Path path(String text) {
    try {
      if (!text.isEmpty()) {
        return Path.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new IllegalArgumentException("'" + text + "' is no path");
  }

  private static int number(String argument, String text, int most) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(argument + " takes 1 to " + most + ", not '" + text + "'");
  }

  private static void say(String line) {
    System.err.println("diverge: " + PlainText.line(line));
  }
}
