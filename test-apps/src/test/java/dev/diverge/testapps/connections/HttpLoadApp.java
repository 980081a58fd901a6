package dev.diverge.testapps.connections;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.connections.HttpClients.Client;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients with pools under load through ten clones; each request is tried again if it fails with an
 * I/O error. Beside them each client asks once before and once after each clone, and never again:
 * that must succeed, on a connection that is new. The service is in this JVM, or at the address
 * that the third argument gives.
 */
final class HttpLoadApp {

  private static final int CLONES = 10;
  private static final int TRIES = 5;

  private final String address;
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final List<String> odd = new ArrayList<>();
  private volatile boolean over;

  private HttpLoadApp(String address) {
    this.address = address;
  }

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    ServerKey key = new ServerKey(Path.of(args[1]));
    String address =
        args.length > 2 ? args[2] : HttpsService.start(page.file().resolveSibling("web"), key);
    new HttpLoadApp(address).run(page, key);
    System.exit(0);
  }

  private void run(Page page, ServerKey key) throws Exception {
    List<Thread> load = new ArrayList<>();
    for (Client client : HttpClients.all(key.trusting()).values()) {
      Thread thread = new Thread(() -> load(client));
      thread.setDaemon(true);
      thread.start();
      load.add(thread);
    }
    Map<String, Client> probes = HttpClients.all(key.trusting());
    int fresh = 0;
    for (int clone = 1; clone <= CLONES; clone++) {
      List<String> before = new ArrayList<>();
      for (Client probe : probes.values()) {
        before.add(probe.get(address));
      }
      page.raise();
      UUID.randomUUID();
      int i = 0;
      for (Map.Entry<String, Client> probe : probes.entrySet()) {
        try {
          fresh += probe.getValue().get(address).equals(before.get(i++)) ? 0 : 1;
        } catch (IOException e) {
          System.out.println(probe.getKey() + " failed after clone " + clone + ": " + e);
        }
      }
      Thread.sleep(50);
    }
    over = true;
    int hung = 0;
    for (Thread thread : load) {
      thread.join(30_000);
      hung += thread.isAlive() ? 1 : 0;
    }
    System.out.println("fresh " + fresh);
    System.out.println("answered " + (answered.get() > 100 ? "many" : answered.get()));
    System.out.println("lost " + lost);
    System.out.println("hung " + hung);
    synchronized (odd) {
      System.out.println("odd " + odd);
    }
    System.err.println("answered " + answered + ", tried again " + failed);
  }

  private void load(Client client) {
    while (!over) {
      int tries = 0;
      try {
        while (!answers(client)) {
          if (++tries == TRIES) {
            lost.incrementAndGet();
            break;
          }
        }
      } catch (InterruptedException | RuntimeException e) {
        synchronized (odd) {
          odd.add(e.toString());
        }
      }
    }
  }

  private boolean answers(Client client) throws InterruptedException {
    try {
      client.get(address);
      answered.incrementAndGet();
      return true;
    } catch (IOException ordinary) {
      failed.incrementAndGet();
      return false;
    }
  }
}
