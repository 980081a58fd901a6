package dev.diverge.testapps.connections;

import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Threads that wait for TCP sockets of every kind, a clone, and what each of them got: what the
 * peer sent after the clone, or an exception. Prints a line for each.
 *
 * <p>Arguments: the page; and how many more connections there are, if the first deed after the
 * clone is a draw and not a new connection.
 */
final class SocketsApp {

  private static final int MUCH = 1 << 24;

  private final ExecutorService threads = Executors.newCachedThreadPool(SocketsApp::daemon);
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Map<String, Future<String>> waiting = new TreeMap<>();
  private final Map<String, Socket> peers = new TreeMap<>();
  private final List<Socket> more = new ArrayList<>();

  private SocketsApp() throws IOException {}

  public static void main(String[] args) throws Exception {
    SocketsApp app = new SocketsApp();
    for (int i = 1; i < args.length; i++) {
      app.more(Integer.parseInt(args[i]));
    }
    app.run(new Page(Path.of(args[0])), args.length > 1);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  private void more(int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      more.add(new Socket(server.getInetAddress(), server.getLocalPort()));
      more.add(server.accept());
    }
  }

  private void run(Page page, boolean draws) throws Exception {
    sockets();
    channels();
    Socket idle = new Socket();
    idle.connect(server.getLocalSocketAddress());
    Socket idlePeer = server.accept();
    Future<Socket> accepting = threads.submit(server::accept);
    Thread.sleep(500); // let them wait

    page.raise();
    String written = "";
    if (draws) {
      UUID.randomUUID();
      written = outcome(() -> write(idle));
    }
    // The first deed after the clone is to begin something new: that must last.
    Socket fresh = new Socket();
    fresh.connect(server.getLocalSocketAddress());
    Socket freshPeer = accepting.get();
    freshPeer.getOutputStream().write(7);
    System.out.println("connected and accepted after it: " + fresh.getInputStream().read());
    written = draws ? written : outcome(() -> write(idle));
    System.out.println("first write on an idle one: " + written);
    System.out.println(
        "what its peer got: " + outcome(() -> got(idlePeer.getInputStream().read())));

    UUID.randomUUID();
    for (Map.Entry<String, Socket> peer : peers.entrySet()) {
      outcome(() -> write(peer.getValue()));
    }
    for (Map.Entry<String, Future<String>> one : waiting.entrySet()) {
      System.out.println(one.getKey() + ": " + outcome(one.getValue()::get));
    }
  }

  private void sockets() throws Exception {
    Socket blocked = new Socket();
    blocked.connect(server.getLocalSocketAddress());
    await("read", server.accept(), () -> got(blocked.getInputStream().read()));

    Socket timed = new Socket();
    timed.connect(server.getLocalSocketAddress());
    timed.setSoTimeout(60_000);
    await("read with a time-out", server.accept(), () -> got(timed.getInputStream().read()));

    Socket full = new Socket();
    full.connect(server.getLocalSocketAddress());
    Socket drain = server.accept();
    await("write", full, () -> written(full));
    peers.remove("write");
    daemon(() -> System.err.println("drained: " + outcome(() -> drained(drain)))).start();

    Socket client = new Socket();
    client.connect(server.getLocalSocketAddress());
    Socket accepted = server.accept();
    await("read on the accepted side", client, () -> got(accepted.getInputStream().read()));
  }

  private void channels() throws Exception {
    SocketAddress at = server.getLocalSocketAddress();
    SocketChannel channel = SocketChannel.open(at);
    await("channel", server.accept(), () -> got(read(channel)));

    SocketChannel selected = SocketChannel.open(at);
    Selector selector = Selector.open();
    selected.configureBlocking(false);
    selected.register(selector, SelectionKey.OP_READ);
    await(
        "selector",
        server.accept(),
        () -> {
          selector.select();
          return got(read(selected));
        });

    AsynchronousSocketChannel asynchronous = AsynchronousSocketChannel.open();
    asynchronous.connect(at).get();
    ByteBuffer one = ByteBuffer.allocate(1);
    Future<Integer> reading = asynchronous.read(one);
    await("asynchronous", server.accept(), () -> got(reading.get() < 0 ? -1 : one.get(0)));
  }

  private void await(String name, Socket peer, Callable<String> wait) {
    peers.put(name, peer);
    waiting.put(name, threads.submit(wait));
  }

  private static int read(SocketChannel from) throws IOException {
    ByteBuffer one = ByteBuffer.allocate(1);
    return from.read(one) < 0 ? -1 : one.get(0);
  }

  private static String got(int b) {
    return b < 0 ? "end" : "got " + b;
  }

  private static String write(Socket to) throws IOException {
    to.getOutputStream().write(1);
    return "written";
  }

  private static String written(Socket to) throws IOException {
    to.getOutputStream().write(new byte[MUCH]);
    return "written";
  }

  /** Late enough for the clone to have come while the writer waits. */
  private static String drained(Socket from) throws IOException, InterruptedException {
    Thread.sleep(2_000);
    return from.getInputStream().readNBytes(MUCH).length + " bytes";
  }

  private static String outcome(Callable<String> deed) {
    try {
      return deed.call();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() instanceof ExecutionException deeper ? deeper : e;
      return String.valueOf(cause.getCause());
    } catch (Exception e) {
      return e.toString();
    }
  }
}
