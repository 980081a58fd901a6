package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients of HTTP, and the pool that some are made of: whether they go on with a connection. */
@Versions(
    value = {
      "io.netty:netty-transport:4.1.42.Final",
      "io.netty:netty-transport:4.2.20.Final",
      "org.eclipse.jetty:jetty-client:11.0.26",
      "org.eclipse.jetty:jetty-client:12.1.14",
      "org.asynchttpclient:async-http-client:2.12.4",
      "org.asynchttpclient:async-http-client:3.0.14",
      "org.apache.httpcomponents:httpasyncclient:4.0",
      "org.apache.httpcomponents:httpasyncclient:4.1.5"
    },
    unforked = true)
class ClientPoolsTest implements LibraryTest {

  private static final String NETTY = "io.netty.";
  private static final String NETTYS = NETTY + "channel.pool.SimpleChannelPool";
  private static final String JETTY = "org.eclipse.jetty.client.HttpClient";
  private static final String ASYNC = "org.asynchttpclient.Dsl";
  private static final String APACHE = "org.apache.http.";
  private static final String APACHES = APACHE + "impl.nio.client.HttpAsyncClients";
  private static final long LIMIT = 30;

  @Override
  public void describe(Emitters emitters) throws Exception {
    int port = PortServer.start();
    String server = "http://127.0.0.1:" + port + "/";
    if (Loose.exists(JETTY)) {
      emitters
          .add("connection", ClientPoolsTest::jetty, client -> port(client, server))
          .constant()
          .slow();
    } else if (Loose.exists(ASYNC)) {
      emitters
          .add(
              "connection",
              ClientPoolsTest::async,
              client -> {
                Loose request = new Loose(client).call("prepareGet", server);
                Object answer = got(request.call("execute").value());
                return new Loose(answer).call("getResponseBody").value();
              })
          .constant()
          .slow();
    } else if (Loose.exists(APACHES)) {
      emitters.add("connection", ClientPoolsTest::apache, client -> apaches(client, server)).slow();
    } else if (Loose.exists(NETTYS)) {
      emitters.add("channel", () -> channels(port), ClientPoolsTest::lent).constant().slow();
    }
  }

  private static Object jetty() throws Exception {
    Loose client = Loose.make(JETTY);
    client.call("setIdleTimeout", 1000L * PortServer.PATIENCE);
    client.call("start");
    return client.value();
  }

  private static Object async() throws Exception {
    Object config = Inside.call(ASYNC, "config");
    Duration idle = Duration.ofSeconds(PortServer.PATIENCE);
    for (Method method : config.getClass().getMethods()) {
      if (method.getName().equals("setPooledConnectionIdleTimeout")) {
        boolean inMillis = method.getParameterTypes()[0] == int.class;
        method.invoke(config, inMillis ? (Object) (int) idle.toMillis() : idle);
      }
    }
    return Inside.call(ASYNC, "asyncHttpClient", config);
  }

  private static Object port(Object client, String server) throws Exception {
    return new Loose(client).call("GET", server).call("getContentAsString").value();
  }

  private static Object apache() throws Exception {
    Object client = Inside.call(APACHES, "createDefault");
    new Loose(client).call("start");
    return client;
  }

  private static Object apaches(Object client, String server) throws Exception {
    Object get = Inside.make(APACHE + "client.methods.HttpGet", server);
    Object answer = got(new Loose(client).call("execute", get, null).value());
    Object entity = new Loose(answer).call("getEntity").value();
    return Inside.call(APACHE + "util.EntityUtils", "toString", entity);
  }

  private static Object channels(int port) throws Exception {
    Class<?> handler = Class.forName(NETTY + "channel.pool.ChannelPoolHandler");
    Object nothing =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> method.getName().equals("hashCode") ? (Object) 1 : null);
    Loose bootstrap =
        Loose.make(NETTY + "bootstrap.Bootstrap")
            .call("group", Inside.make(NETTY + "channel.nio.NioEventLoopGroup", 1))
            .call("channel", Class.forName(NETTY + "channel.socket.nio.NioSocketChannel"))
            .call("remoteAddress", "127.0.0.1", port);
    return Inside.make(NETTYS, bootstrap.value(), nothing);
  }

  private static Object lent(Object pool) throws Exception {
    Object channel = got(new Loose(pool).call("acquire").value());
    got(new Loose(pool).call("release", channel).value());
    return new Loose(channel).call("localAddress").value();
  }

  private static Object got(Object future) throws Exception {
    return ((Future<?>) future).get(LIMIT, TimeUnit.SECONDS);
  }
}
