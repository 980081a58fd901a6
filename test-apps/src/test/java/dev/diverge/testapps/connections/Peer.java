package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.OnPath;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A peer that is no JVM, as Debian packages it. */
public record Peer(Process process, Path out) implements AutoCloseable {

  private static final String INSTALL =
      "apt-get install -y nginx-light openssl nats-server redis-server";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /**
   * nginx with HTTP/2 and HTTP/1.1 over TLS; it answers with the port that a request came from.
   *
   * @param port where, of 127.0.0.1
   */
  static Peer nginx(Path folder, ServerKey key, int port) throws Exception {
    Path pem = key.pem();
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(
        configuration,
        """
        daemon off; master_process off; pid %1$s/nginx.pid; error_log stderr;
        events { worker_connections 256; }
        http {
          access_log off;
          client_body_temp_path %1$s/a; proxy_temp_path %1$s/b; fastcgi_temp_path %1$s/c;
          uwsgi_temp_path %1$s/d; scgi_temp_path %1$s/e;
          keepalive_requests 1000000;
          server {
            listen 127.0.0.1:%2$d ssl http2;
            ssl_certificate %3$s; ssl_certificate_key %3$s;
            location / { return 200 $remote_port; }
          }
        }
        """
            .formatted(folder, port, pem));
    Peer nginx = start(folder, "nginx", "-p", folder.toString(), "-c", configuration.toString());
    return serving(port, nginx);
  }

  /** OpenSSL's client, connected to a service; it sends what is written and prints what comes. */
  static Peer client(Path folder, String address) throws IOException {
    URI uri = URI.create(address);
    return start(
        folder, "openssl", "s_client", "-quiet", "-connect", uri.getHost() + ":" + uri.getPort());
  }

  /** NATS, without a password. */
  public static Peer nats(Path folder, int port) throws IOException {
    return serving(port, start(folder, "nats-server", "-a", "127.0.0.1", "-p", "" + port));
  }

  /** Redis, without a password and without a file. */
  public static Peer redis(Path folder, int port) throws IOException {
    return serving(
        port,
        start(
            folder,
            "redis-server",
            "--bind",
            "127.0.0.1",
            "--port",
            "" + port,
            "--save",
            "",
            "--appendonly",
            "no"));
  }

  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Peer serving(int port, Peer server) {
    Awaitility.await().atMost(LIMIT).until(() -> accepts(port));
    return server;
  }

  private static Peer start(Path folder, String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(find(program));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, program, null);
    return new Peer(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start(),
        out);
  }

  private static String find(String program) {
    Optional<Path> found = OnPath.find(program);
    assumeTrue(found.isPresent(), "no " + program + ": " + INSTALL);
    return found.get().toString();
  }

  private static boolean accepts(int port) {
    try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return probe.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  void send(String text) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(text.getBytes(StandardCharsets.US_ASCII));
    in.flush();
  }

  /** Waits until it has printed this so many times. */
  void await(String text, int times) {
    Awaitility.await().atMost(LIMIT).until(() -> printed().split(text, -1).length > times);
  }

  public String printed() throws IOException {
    return Files.readString(out);
  }

  /** Waits for its end. */
  boolean ends() throws InterruptedException {
    return process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
