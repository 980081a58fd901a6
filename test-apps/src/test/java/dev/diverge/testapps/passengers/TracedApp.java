package dev.diverge.testapps.passengers;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * A web application that asks its peer for each answer; then, in the clones, where no server's
 * threads are, the calls to that peer alone.
 *
 * @param peer the port of {@link Peer#echo}
 * @param digitsOfTime see {@link Passenger}
 */
record TracedApp(int peer, int digitsOfTime) implements EmitterSet {
  private static final String VERSION = "00-";
  private static final int ID = 32;

  @Override
  public void describe(Emitters emitters) throws IOException {
    String served = serveOnce(peer);
    if (!served.startsWith(VERSION)) {
      throw new IllegalStateException("not traced: " + served);
    }
    emitters.add("trace", () -> call(peer).substring(VERSION.length() + digitsOfTime));
    emitters.add("trace id", () -> call(peer).substring(VERSION.length() + digitsOfTime, ID));
  }

  private static String serveOnce(int peer) throws IOException {
    try (Peer app = new Peer(exchange -> call(peer))) {
      return call(app.port());
    }
  }

  /** What the passengers are told to trace. */
  static String call(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL("http://127.0.0.1:" + port + "/").openConnection();
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }
}
