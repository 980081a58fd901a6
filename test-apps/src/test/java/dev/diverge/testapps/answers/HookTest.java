package dev.diverge.testapps.answers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform's call after a restore, answered by {@code hook} once the JVMs here are ready. */
class HookTest {
  private static final String AWS = "/aws/lambda-microvms/runtime/v1/";

  @TempDir Path folder;

  @Test
  void itAnswersOnceAllIsReset() throws Exception {
    Page page = page();
    try (Child first = service(page);
        Child second = service(page);
        Child hook = hook(page, first, second)) {
      int port = port(hook);
      assertEquals("200 ready", call(port, "GET " + AWS + "ready"));
      // What there was before the hook began it cannot know, and counts as one.
      second.awaitErr("clone detected: epoch 1 (page)");
      assertFalse(first.err().contains("epoch 2"), "nothing was raised since");
      assertEquals("200 nothing to do", call(port, "POST " + AWS + "suspend"));
      assertEquals("200 ready", call(port, "POST " + AWS + "run"));
      first.awaitErr("clone detected: epoch 2 (page)");
      second.awaitErr("clone detected: epoch 2 (page)");
      assertEquals("200 ready", call(port, "POST " + AWS + "resume?x=y"));
      second.awaitErr("epoch 3");

      assertEquals("400 bad request: no request line of HTTP/1.1", call(port, "nonsense", ""));
      assertEquals("400 bad request: not a whole request", raw(port, "POST /run HTTP/1.1\r\n"));
      assertEquals("405 bad request: run takes POST, not GET", call(port, "GET /run"));
      assertEquals("404 bad request: nothing is done at /x", call(port, "POST /x"));
      assertFalse(second.err().contains("epoch 4"), second.err());
      assertEquals(4, hook.err().lines().filter(line -> line.contains("bad request")).count());

      end(second);
      assertEquals(
          "503 process " + second.pid() + ": there is no process " + second.pid(),
          call(port, "POST /run"));
    }
  }

  @Test
  void whoIsNotReadyIsNamed() throws Exception {
    Page page = page();
    Page others = new Page(folder.resolve("others"));
    Files.write(others.file(), new byte[4096]);
    try (Child follows = service(page);
        Child another = service(others);
        Child hook = hook(page, follows, another)) {
      int port = port(hook);
      assertEquals("200 ready", call(port, "GET /ready"));
      String answer = call(port, "POST /run");
      assertEquals(
          "503 process " + another.pid() + ": still in epoch 0, confirmed: it follows another page",
          answer);
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    assertEquals(2, ended("--listen", "9000").exit());
    assertEquals(2, ended("--pid", "x").exit());
    assertEquals(2, ended("--listen").exit());
    assertEquals(2, ended("now").exit());
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Child child =
          ended(
              "--listen",
              "127.0.0.1:" + taken.getLocalPort(),
              "--page",
              folder.resolve("p").toString());
      assertEquals(1, child.exit());
      assertEquals(1, child.err().lines().count(), child.err());
    }
  }

  /** One that somebody has written to before. */
  private Page page() throws Exception {
    Page page = Page.in(folder);
    page.raise();
    return page;
  }

  private Child ended(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("-jar", Child.agentJar().toString(), "hook"));
    command.addAll(List.of(arguments));
    return Child.java(folder, command);
  }

  private Child service(Page page) throws Exception {
    Child service = Child.main(folder, List.of(Child.agent(page)), WaitingForEverApp.class);
    service.await("waiting");
    return service;
  }

  private Child hook(Page page, Child... services) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("--listen", "127.0.0.1:0", "--page"));
    arguments.add(page.file().toString());
    for (Child service : services) {
      arguments.add("--pid");
      arguments.add(Long.toString(service.pid()));
    }
    return ended(arguments.toArray(new String[0]));
  }

  private static int port(Child hook) throws Exception {
    String begin = "diverge: listening on 127.0.0.1:";
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      for (String line : hook.err().lines().toList()) {
        if (line.startsWith(begin) && line.contains(",")) {
          return Integer.parseInt(line.substring(begin.length(), line.indexOf(',')));
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError(hook.err());
  }

  private static void end(Child child) {
    ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  private static String call(int port, String request) throws Exception {
    return call(port, request, " HTTP/1.1");
  }

  private static String call(int port, String request, String version) throws Exception {
    return raw(port, request + version + "\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");
  }

  /** The status and the one line of the answer. */
  private static String raw(int port, String request) throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      assertEquals(1, body.lines().count(), answer);
      return answer.split(" ", 3)[1] + " " + body.strip();
    }
  }
}
