package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

@Versions(
    value = {"io.vertx:vertx-core:4.1.0", "io.vertx:vertx-core:5.2.3"},
    unforked = true)
class VertxPoolsTest implements LibraryTest {

  private static final long LIMIT = 30;

  @Override
  public void describe(Emitters emitters) {
    emitters.add("connection", Client::new, Client::port).slow();
  }

  private static final class Client {
    private final Object client;
    private final int port = PortServer.start();

    Client() throws Exception {
      Object vertx = Class.forName("io.vertx.core.Vertx").getMethod("vertx").invoke(null);
      Loose options =
          Loose.make("io.vertx.core.http.HttpClientOptions")
              .call("setKeepAliveTimeout", PortServer.PATIENCE);
      client = new Loose(vertx).call("createHttpClient", options.value()).value();
    }

    String port() throws Exception {
      Object get = Class.forName("io.vertx.core.http.HttpMethod").getField("GET").get(null);
      Function<Object, Object> send = request -> call(request, "send");
      Function<Object, Object> body = response -> call(response, "body");
      Object answer =
          new Loose(client)
              .call("request", get, port, "127.0.0.1", "/")
              .call("compose", send)
              .call("compose", body)
              .call("toCompletionStage")
              .value();
      return ((CompletionStage<?>) answer)
          .toCompletableFuture()
          .get(LIMIT, TimeUnit.SECONDS)
          .toString();
    }

    private static Object call(Object target, String name) {
      try {
        return new Loose(target).call(name).value();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
