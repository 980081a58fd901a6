package dev.diverge.testapps.libraries;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * OpenSSL's client, which keeps its session in a file from one connection to the next: whether that
 * is resumed is for the server alone to say.
 */
final class OpenSslClient {
  private static final String PROGRAM = "openssl";

  private final int port;
  private final List<String> options;
  private final Path session;
  private int fullHandshakes;

  /**
   * A client of a server that sends something and closes the connection.
   *
   * @param options {@code -tls1_3}
   */
  OpenSslClient(int port, String... options) throws IOException {
    this.port = port;
    this.options = List.of(options);
    this.session = Files.createTempDirectory("session").resolve("session");
  }

  static boolean isThere() throws InterruptedException {
    try {
      return new ProcessBuilder(PROGRAM, "version")
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException missing) {
      return false;
    }
  }

  /** Connects, and says how many of its handshakes were full ones so far. */
  String connect() throws IOException {
    List<String> command =
        new ArrayList<>(List.of(PROGRAM, "s_client", "-connect", "127.0.0.1:" + port));
    command.addAll(options);
    command.addAll(List.of("-ign_eof", "-sess_out", session.toString()));
    if (Files.exists(session)) {
      command.addAll(List.of("-sess_in", session.toString()));
    }
    Process client =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.PIPE)
            .start();
    String said = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (said.contains("\nNew, TLS")) {
      fullHandshakes++;
    } else if (!said.contains("\nReused, TLS")) {
      throw new IOException("no handshake: " + said);
    }
    return fullHandshakes + " full";
  }
}
