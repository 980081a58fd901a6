package dev.diverge.testapps.connections;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with a peer outside the JVM, which no clone of it takes along. */
class RealPeerTest {

  private static final String REQUEST = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir Path folder;

  @Test
  void clientsOfNginxLoseNoRequest() throws Exception {
    Page page = Page.in(folder);
    ServerKey key = ServerKey.make(folder);
    int port = Peer.freePort();
    try (Peer nginx = Peer.nginx(folder, key, port);
        Child child =
            Child.main(
                folder,
                List.of(Child.agent(page, "sockets=abort-all")),
                HttpLoadApp.class,
                page.file().toString(),
                key.file().toString(),
                "https://127.0.0.1:" + port + "/")) {
      String out = child.finish();
      assertEquals(
          List.of("fresh 30", "answered many", "lost 0", "hung 0", "odd []"),
          out.lines().toList(),
          nginx.printed());
    }
  }

  @Test
  void withoutTheAgentAnOpenSslClientIsServedOn() throws Exception {
    Page page = Page.in(folder);
    ServerKey key = ServerKey.make(folder);
    try (Child service = service(key, List.of());
        Peer client = Peer.client(folder, service.await("https"))) {
      client.send(REQUEST);
      client.await("HTTP/1.1 200", 1);
      page.raise();
      client.send(REQUEST);
      client.await("HTTP/1.1 200", 2);
    }
  }

  @Test
  void withItAnOpenSslClientIsCutAndConnectsAgain() throws Exception {
    Page page = Page.in(folder);
    ServerKey key = ServerKey.make(folder);
    List<String> flags = List.of(Child.agent(page, "sockets=abort-all", "poll=10"));
    try (Child service = service(key, flags);
        Peer client = Peer.client(folder, service.await("https"))) {
      client.send(REQUEST);
      client.await("HTTP/1.1 200", 1);
      page.raise();
      assertTrue(client.ends(), client.printed());
      try (Peer again = Peer.client(folder, service.await("https"))) {
        again.send(REQUEST);
        again.await("HTTP/1.1 200", 1);
      }
    }
  }

  private Child service(ServerKey key, List<String> flags) throws IOException {
    return Child.main(folder, flags, HttpsServiceApp.class, key.file().toString());
  }
}
