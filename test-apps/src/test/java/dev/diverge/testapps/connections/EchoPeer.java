package dev.diverge.testapps.connections;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another machine's end of connections: says each line back, and knows what it got. */
final class EchoPeer implements AutoCloseable {

  private final ServerSocket listener = new ServerSocket(0, 50);
  private final List<String> log = new CopyOnWriteArrayList<>();

  EchoPeer() throws IOException {
    daemon(this::accept);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException closed) {
                // Then that is the end of it.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket connection = listener.accept();
      daemon(() -> serve(connection));
    }
  }

  private void serve(Socket connection) throws IOException {
    String first = "";
    try (connection) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
      for (String line; (line = lines.readLine()) != null; ) {
        first = first.isEmpty() ? line : first;
        log.add(first + " said " + line);
        connection.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
      log.add(first + " ended");
    } catch (IOException e) {
      log.add(first + (String.valueOf(e.getMessage()).contains("reset") ? " was reset" : " " + e));
      throw e;
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  /**
   * Waits for what becomes of a connection.
   *
   * @param first what was said first on it
   * @param what {@code was reset}, {@code ended} or {@code said …}
   * @return that, if it was all; else all there was after the first line
   */
  String await(String first, String what) throws InterruptedException {
    for (int i = 0; i < 600 && !log.contains(first + " " + what); i++) {
      Thread.sleep(50);
    }
    String all = "";
    for (String line : log) {
      if (line.startsWith(first + " ") && !line.equals(first + " said " + first)) {
        all += all.isEmpty() ? line.substring(first.length() + 1) : ", " + line;
      }
    }
    return all;
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
