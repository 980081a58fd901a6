package dev.diverge.testapps.connections;

import com.sun.net.httpserver.HttpServer;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the JDK remembers of names, and by what names it goes: before and after a clone. Prints
 * whether each is the old one. It needs {@code -Djdk.net.hosts.file} to name its second argument.
 */
final class NamesApp {

  private static final Pattern NONCE = Pattern.compile("cnonce=\"([^\"]*)\"");

  private static volatile String clientNonce = "";

  private NamesApp() {}

  public static void main(String[] args) throws Exception {
    Page page = new Page(Path.of(args[0]));
    Path hosts = Path.of(args[1]);
    String here = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    Files.writeString(hosts, "10.0.0.1 service\n10.0.0.1 " + here + "\n");
    String address = "http://127.0.0.1:" + digestServer() + "/";
    Authenticator.setDefault(
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", "secret".toCharArray());
          }
        });

    String[] before = {
      lookUp("service"),
      lookUp("unheard-of"),
      InetAddress.getLocalHost().getHostAddress(),
      nonce(address),
      leaseName()
    };
    Files.writeString(hosts, "10.0.0.2 service\n10.0.0.2 unheard-of\n10.0.0.2 " + here + "\n");
    page.raise();
    UUID.randomUUID();
    String[] after = {
      lookUp("service"),
      lookUp("unheard-of"),
      InetAddress.getLocalHost().getHostAddress(),
      nonce(address),
      leaseName()
    };
    String[] names = {"name", "name that was unknown", "own name", "digest nonce", "lease name"};
    for (int i = 0; i < names.length; i++) {
      System.out.println(names[i] + ": " + (before[i].equals(after[i]) ? "old" : "new"));
    }
    System.exit(0);
  }

  private static String lookUp(String name) {
    try {
      return InetAddress.getAllByName(name)[0].getHostAddress();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** A service that wants digest authentication, and notes the client's nonce. */
  private static int digestServer() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String given = exchange.getRequestHeaders().getFirst("Authorization");
          if (given == null) {
            exchange
                .getResponseHeaders()
                .add("WWW-Authenticate", "Digest realm=\"r\", nonce=\"n\", qop=\"auth\"");
            exchange.sendResponseHeaders(401, -1);
          } else {
            Matcher nonce = NONCE.matcher(given);
            clientNonce = nonce.find() ? nonce.group(1) : given;
            exchange.sendResponseHeaders(200, -1);
          }
          exchange.close();
        });
    server.start();
    return server.getAddress().getPort();
  }

  private static String nonce(String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(address).openConnection();
    if (connection.getResponseCode() != 200) {
      throw new IOException(connection.getResponseMessage());
    }
    return clientNonce;
  }

  private static String leaseName() throws ReflectiveOperationException {
    Field name = Class.forName("sun.rmi.transport.DGCClient").getDeclaredField("vmid");
    name.setAccessible(true);
    return String.valueOf(name.get(null));
  }
}
