package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.shop.Traces;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One browser with cookies of its own. Not for use by two threads. */
public final class Customer {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern PLACED =
      Pattern.compile("\\{\"id\":(\\d+),\"number\":\"([^\"]+)\",\"receipt\":(\\d+)}");
  private static final Pattern SESSION = Pattern.compile("JSESSIONID=([^;]+);.*");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client;
  private final URI shop;
  private String token = "";

  public Customer(int port) {
    shop = URI.create("https://localhost:" + port);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(Trust.context())
            .cookieHandler(cookies)
            .connectTimeout(PATIENCE)
            .build();
  }

  /** What a log-in gives: the session's id and the token. */
  public record Login(String session, String token) {}

  /** The session that came with the answer, or an empty string where the old one goes on. */
  public Login login(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer = good(post("/login?name=" + name));
    token = answer.body();
    Matcher session = SESSION.matcher(answer.headers().firstValue("Set-Cookie").orElse(""));
    return new Login(session.matches() ? session.group(1) : "", token);
  }

  /** Who the shop takes this customer to be; null for nobody. */
  public @Nullable String me() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(shop.resolve("/me")).GET());
    return answer.statusCode() == 200 ? answer.body() : null;
  }

  /** The id of a request's trace. */
  public String trace() throws IOException, InterruptedException {
    return trace(send(HttpRequest.newBuilder(shop.resolve("/me")).GET()));
  }

  /**
   * Orders one thing.
   *
   * @throws Refusal when the shop says that it did not take the order
   * @throws IOException when nobody knows
   */
  public Receipt order(String wish) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/orders?wish=" + wish);
    Matcher placed = PLACED.matcher(answer.body());
    if (answer.statusCode() != 200 || !placed.matches()) {
      throw new Refusal(answer.statusCode() + " " + answer.body());
    }
    return new Receipt(wish, Long.parseLong(placed.group(1)), placed.group(2), trace(answer));
  }

  /** The number that an order may have. */
  public String number() throws IOException, InterruptedException {
    return good(post("/numbers")).body();
  }

  /** The shop's own word that it did not take an order. */
  public static final class Refusal extends IOException {
    private static final long serialVersionUID = 1;

    Refusal(String said) {
      super(said);
    }
  }

  private static HttpResponse<String> good(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() != 200) {
      throw new IOException(answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private static String trace(HttpResponse<String> answer) {
    return answer.headers().firstValue(Traces.HEADER).orElse("");
  }

  private HttpResponse<String> post(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(shop.resolve(path)).POST(BodyPublishers.noBody()));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.header("Authorization", "Bearer " + token).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }
}
