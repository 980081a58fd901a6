package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.servers.FreePort;
import dev.diverge.testapps.servers.Postgres;
import dev.diverge.testapps.servers.Redis;
import dev.diverge.testapps.shop.Shop;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The shop in a JVM of its own, with this machine's PostgreSQL and Redis behind it. */
public final class ShopProcess implements AutoCloseable {
  private static final Duration TO_OPEN = Duration.ofMinutes(3);

  private final Process process;
  private final Path said;
  private final int port;

  private ShopProcess(Process process, Path said, int port) {
    this.process = process;
    this.said = said;
    this.port = port;
  }

  /** Starts it and waits until it takes customers. */
  public static ShopProcess start(JavaHome jdk, List<String> flags, Path folder)
      throws IOException, InterruptedException {
    int port = FreePort.find();
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Shop.class.getName()));
    command.addAll(arguments(port, "localhost"));
    Path said = Files.createTempFile(folder, "shop", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DIVERGE_"));
    ShopProcess shop = new ShopProcess(builder.start(), said, port);
    shop.awaitOpen();
    return shop;
  }

  /** The shop's own arguments: its port, and what this machine, with its servers, is called. */
  static List<String> arguments(int port, String machine) {
    return List.of(
        "--server.port=" + port,
        "--spring.datasource.url=" + Postgres.url().replace("localhost", machine),
        "--spring.data.redis.host=" + machine,
        "--spring.data.redis.port=" + Redis.port());
  }

  public int port() {
    return port;
  }

  /** Processor time that it has had so far. */
  public Duration processorTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  public String said() throws IOException {
    return Files.readString(said);
  }

  private void awaitOpen() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TO_OPEN.toNanos();
    while (!isOpen()) {
      if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
        close();
        throw new IOException("the shop did not open:\n" + said());
      }
    }
  }

  private boolean isOpen() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
