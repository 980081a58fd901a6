package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.shop.OrderDesk;
import dev.diverge.testapps.shop.PlacedOrder;
import dev.diverge.testapps.shop.Shop;
import dev.diverge.testapps.shop.Tokens;
import dev.diverge.testapps.shop.Traces;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.apache.catalina.Context;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;

/**
 * The whole shop, and what it gives to customers, asked of its parts on the thread that forks: a
 * forked clone has no other. Its pools are those that can do without threads of their own.
 *
 * @param database of PostgreSQL's url
 * @param redis a port
 */
record ShopEmitters(String database, int redis) implements EmitterSet {
  static final String NONCE = "JWT nonce (r of the signature)";
  static final String ORDER = "order placed (primary key)";

  /** Of the two halves of an ES256 signature, r: the nonce's own image. */
  private static final int R = 32;

  @Override
  public void describe(Emitters emitters) throws Exception {
    ServletWebServerApplicationContext shop =
        (ServletWebServerApplicationContext)
            Shop.start(
                "--server.port=0",
                "--spring.datasource.url=" + database,
                "--spring.datasource.type=org.apache.commons.dbcp2.BasicDataSource",
                "--spring.data.redis.port=" + redis,
                "--spring.data.redis.client-type=jedis");
    Tokens tokens = shop.getBean(Tokens.class);
    Traces traces = shop.getBean(Traces.class);
    OrderDesk desk = shop.getBean(OrderDesk.class);
    Context web = context(shop);
    emitters.add("session cookie", () -> web.getManager().createSession(null).getId());
    emitters.add("order number", desk::newNumber);
    emitters.add("trace id", traces::newTraceId);
    emitters.add(NONCE, () -> nonce(tokens.issue("ann"))).slow();
    emitters.add("TLS session", () -> new Handshakes(web), Handshakes::next).slow();
    emitters.add(ORDER, () -> new Buyer(desk), Buyer::buy);
  }

  private static Context context(ServletWebServerApplicationContext shop) {
    TomcatWebServer server = (TomcatWebServer) shop.getWebServer();
    return (Context) server.getTomcat().getHost().findChildren()[0];
  }

  static byte[] nonce(String token) {
    String signature = token.substring(token.lastIndexOf('.') + 1);
    return Arrays.copyOf(Base64.getUrlDecoder().decode(signature), R);
  }

  /** Each of its wishes is its process's own: an order that is there twice was doubled. */
  private static final class Buyer {
    private final OrderDesk desk;
    private int wishes;

    Buyer(OrderDesk desk) {
      this.desk = desk;
    }

    String buy() throws IOException {
      String wish = Files.readSymbolicLink(Path.of("/proc/self")) + "-" + wishes++;
      PlacedOrder order = desk.place(wish);
      return order.getId() + " " + order.getNumber();
    }
  }
}
