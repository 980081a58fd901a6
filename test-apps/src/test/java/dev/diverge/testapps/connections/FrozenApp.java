package dev.diverge.testapps.connections;

import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpClient;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread that holds every lock of a socket, a channel and the HTTP pools, and never lets go; then
 * a clone. The peers say whether their connections were reset. Ends with its input.
 */
final class FrozenApp {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private FrozenApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
    Socket socket = new Socket(server.getInetAddress(), server.getLocalPort());
    Socket socketPeer = server.accept();
    SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress());
    Socket channelPeer = server.accept();
    keepAlive(server);
    HttpClient facade = HttpClient.newHttpClient();
    Object client = get(facade, "impl");

    List<Object> locks = new ArrayList<>();
    locks.addAll(locksOf(implementation(socket)));
    locks.addAll(locksOf(channel));
    locks.addAll(locksOf(get(client, "connections")));
    locks.addAll(locksOf(get(client, "client2")));
    Class<?> classic = Class.forName("sun.net.www.http.HttpClient");
    locks.addAll(locksOf(get(null, classic.getDeclaredField("kac"))));
    CountDownLatch frozen = new CountDownLatch(1);
    Thread thread = new Thread(() -> hold(locks, 0, frozen));
    thread.setDaemon(true);
    thread.start();
    frozen.await();

    page.raise();
    UUID.randomUUID();
    System.out.println("held " + (locks.size() > 8 ? "many" : locks));
    System.out.println("socket " + end(socketPeer));
    System.out.println("channel " + end(channelPeer));
    System.in.readAllBytes(); // until the test has seen what the resets came to
    System.exit(0);
  }

  /** Leaves an idle connection in HttpURLConnection's cache: an empty one is left alone. */
  private static void keepAlive(ServerSocket server) throws Exception {
    Thread peer =
        new Thread(
            () -> {
              try {
                Socket socket = server.accept();
                socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(ANSWER);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    peer.start();
    URL url = new URL("http://127.0.0.1:" + server.getLocalPort() + "/");
    url.openConnection(Proxy.NO_PROXY).getInputStream().readAllBytes();
    peer.join();
  }

  private static String end(Socket peer) {
    try {
      peer.setSoTimeout(20_000);
      return "read " + peer.getInputStream().read();
    } catch (Exception e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The object itself, for its monitor, and what of its fields is a lock by type or by name. */
  private static List<Object> locksOf(Object o) throws ReflectiveOperationException {
    List<Object> locks = new ArrayList<>(List.of(o));
    for (Class<?> c = o.getClass(); c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getType() == ReentrantLock.class
            || (field.getType() == Object.class && field.getName().endsWith("Lock"))) {
          locks.add(get(o, field));
        }
      }
    }
    return locks;
  }

  private static void hold(List<Object> locks, int from, CountDownLatch frozen) {
    if (from < locks.size()) {
      Object lock = locks.get(from);
      if (lock instanceof ReentrantLock reentrant) {
        reentrant.lock();
      }
      synchronized (lock) {
        hold(locks, from + 1, frozen);
      }
      return;
    }
    frozen.countDown();
    while (frozen.getCount() == 0) {
      LockSupport.park(locks);
    }
  }

  private static Object implementation(Socket socket) throws ReflectiveOperationException {
    Method getter =
        Socket.class.getDeclaredMethod(Runtime.version().feature() < 19 ? "getImpl" : "impl");
    getter.setAccessible(true);
    Object outer = getter.invoke(socket);
    return get(outer, Class.forName("java.net.DelegatingSocketImpl").getDeclaredField("delegate"));
  }

  private static Object get(Object of, String field) throws ReflectiveOperationException {
    return get(of, of.getClass().getDeclaredField(field));
  }

  private static Object get(Object of, Field field) throws ReflectiveOperationException {
    field.setAccessible(true);
    return field.get(of);
  }
}
