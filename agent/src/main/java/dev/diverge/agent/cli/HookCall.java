package dev.diverge.agent.cli;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call of a platform's, by HTTP. What it is about is the last part of its path: {@code
 * /aws/lambda-microvms/runtime/v1/run} is AWS's. Its body is of no interest.
 */
final class HookCall implements Closeable {

  /** What is to be done about it. */
  enum Event {
    /** The machine was started from a snapshot, or goes on after one. */
    RAISE,
    /** Is all well? */
    ASK,
    /** Nothing that concerns clones. */
    NOTHING
  }

  private static final int BAD_REQUEST = 400;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private static final int HEAD_AT_MOST = 16_384;
  private static final int BODY_AT_MOST = 1 << 20;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int LINGER_MILLIS = 200;

  private final Socket caller;
  private final String name;
  private final @Nullable Event event;
  private final int faultStatus;
  private final @Nullable String fault;

  private HookCall(
      Socket caller, String name, @Nullable Event event, int faultStatus, @Nullable String fault) {
    this.caller = caller;
    this.name = name;
    this.event = event;
    this.faultStatus = faultStatus;
    this.fault = fault;
  }

  /** Reads the call up to its body. */
  static HookCall read(Socket caller) throws IOException {
    caller.setSoTimeout(PATIENCE_MILLIS);
    String head;
    try {
      head = head(caller.getInputStream());
    } catch (SocketTimeoutException e) {
      return bad(caller, BAD_REQUEST, "not a whole request within 5 s");
    }
    if (!head.endsWith("\r\n\r\n") && !head.endsWith("\n\n")) {
      return bad(
          caller,
          BAD_REQUEST,
          head.length() < HEAD_AT_MOST ? "not a whole request" : "more than 16 KiB of headers");
    }
    String[] words = head.substring(0, head.indexOf('\n')).strip().split(" ", -1);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.") || !words[1].startsWith("/")) {
      return bad(caller, BAD_REQUEST, "no request line of HTTP/1.1");
    }
    String path = words[1].split("[?#]", 2)[0];
    String name = path.substring(path.lastIndexOf('/') + 1);
    Event event = event(name);
    if (event == null) {
      return bad(caller, NOT_FOUND, "nothing is done at " + path);
    }
    // A page in a browser can have it send a GET anywhere.
    if (event == Event.RAISE && !words[0].equals("POST") && !words[0].equals("PUT")) {
      return bad(caller, NOT_ALLOWED, name + " takes POST, not " + words[0]);
    }
    return new HookCall(caller, name, event, 0, null);
  }

  private static HookCall bad(Socket caller, int status, String why) {
    return new HookCall(caller, "", null, status, why);
  }

  private static @Nullable Event event(String name) {
    return switch (name) {
      case "run", "resume", "launch", "restore" -> Event.RAISE;
      case "ready", "validate" -> Event.ASK;
      case "suspend", "terminate" -> Event.NOTHING;
      default -> null;
    };
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0;
    while (newlines < 2 && head.size() < HEAD_AT_MOST) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
      newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** What is wrong with it; null if nothing is. */
  @Nullable String fault() {
    return fault;
  }

  int faultStatus() {
    return faultStatus;
  }

  /** The platform's word. */
  String name() {
    return name;
  }

  Event event() {
    if (event == null) {
      throw new IllegalStateException(fault);
    }
    return event;
  }

  void reply(int status, String line) throws IOException {
    byte[] body = line.concat("\n").getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + (status < BAD_REQUEST ? " OK" : " No")
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + body.length
            + "\r\nConnection: close\r\n\r\n";
    caller.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    caller.getOutputStream().write(body);
    caller.shutdownOutput();
    drain();
  }

  /** Were it closed with the body unread, the caller might lose the answer. */
  private void drain() throws IOException {
    caller.setSoTimeout(LINGER_MILLIS);
    byte[] some = new byte[8192];
    try {
      for (int all = 0, got = 0; all < BODY_AT_MOST && got >= 0; all += got) {
        got = caller.getInputStream().read(some);
      }
    } catch (SocketTimeoutException keepsItOpen) {
      // It has had the answer.
    }
  }

  @Override
  public void close() throws IOException {
    caller.close();
  }
}
