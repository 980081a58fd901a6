package dev.diverge.testapps.demo.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.diverge.testapps.OnPath;
import dev.diverge.testlab.JavaHome;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The board with real clones, as a browser sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebDemoTest {
  private static final int SECONDS = 60;
  private static final Pattern VERDICT =
      Pattern.compile("(no value|\\d+ values?)</span> (?:was|were) given more than once");

  /** What is wider than the window, told where whoever dumps the page can read it. */
  private static final String ASKING =
      """
      <script>
      document.title = "wide " + (document.documentElement.scrollWidth > window.innerWidth)
        + ", marked " + document.querySelectorAll("section:first-of-type dd.again").length
        + " and " + document.querySelectorAll("section:last-of-type dd.again").length;
      </script>
      """;

  private final HttpClient browser =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
  private WebDemo demo;

  @BeforeAll
  void start() throws Exception {
    demo = WebDemo.serve(Boards.ofProcesses(JavaHome.forTests(), 3), 0);
  }

  @AfterAll
  void end() {
    demo.close();
  }

  @Test
  void theTwoServicesSideBySide(@TempDir Path folder) throws Exception {
    assertTrue(get().contains("Two clones are needed to compare"), get());
    press("clone");
    String two = press("clone");
    assertEquals("4 values, no value", verdicts(two), two);
    assertTrue(two.contains("recovered from two receipts"), two);
    assertEquals(1, two.split("class=\"good\">safe", -1).length - 1, two);
    String served = press("serve");
    assertEquals("8 values, no value", verdicts(served), served);
    String all = press("clone");
    assertTrue(all.contains("All frozen copies are thawed"), all);
    looksRight(folder, all);
    String over = press("over");
    assertTrue(over.contains("Two clones are needed to compare"), over);
  }

  @Test
  void pagesOfElsewhereAreRefused() throws Exception {
    HttpRequest foreign =
        HttpRequest.newBuilder(at("/over"))
            .header("Origin", "http://elsewhere.example")
            .POST(BodyPublishers.noBody())
            .build();
    assertEquals(403, browser.send(foreign, BodyHandlers.ofString()).statusCode());
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), demo.port());
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write(
          "GET / HTTP/1.0\r\nHost: elsewhere.example\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      assertFalse(answer.contains("<main>"), answer);
    }
  }

  private void looksRight(Path folder, String page) throws Exception {
    Optional<Path> chromium = OnPath.find("chromium", "chromium-browser", "google-chrome");
    assumeTrue(chromium.isPresent(), "no chromium on the path");
    Path file = folder.resolve("board.html");
    Files.writeString(file, page.replace("</body>", ASKING + "</body>"));
    for (int width : new int[] {420, 1280}) {
      Path dom = folder.resolve("dom" + width);
      Process process =
          new ProcessBuilder(
                  chromium.get().toString(),
                  "--headless",
                  "--no-sandbox",
                  "--disable-gpu",
                  "--user-data-dir=" + folder.resolve("profile"),
                  "--window-size=" + width + ",900",
                  "--dump-dom",
                  file.toUri().toString())
              .redirectOutput(dom.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        assertTrue(process.waitFor(SECONDS, TimeUnit.SECONDS), "the browser did not end");
      } finally {
        process.destroyForcibly();
      }
      String shown = Files.readString(dom);
      assertTrue(shown.contains("<title>wide false, marked 20 and 0</title>"), shown);
    }
  }

  private String verdicts(String page) {
    Matcher verdict = VERDICT.matcher(page);
    StringBuilder all = new StringBuilder();
    while (verdict.find()) {
      all.append(all.length() == 0 ? "" : ", ").append(verdict.group(1));
    }
    return all.toString();
  }

  private String get() throws Exception {
    return body(HttpRequest.newBuilder(at("/")).GET().build());
  }

  private String press(String deed) throws Exception {
    return body(HttpRequest.newBuilder(at("/" + deed)).POST(BodyPublishers.noBody()).build());
  }

  private String body(HttpRequest request) throws Exception {
    HttpResponse<String> answer = browser.send(request, BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer.body());
    return answer.body();
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + demo.port() + path);
  }
}
