package dev.diverge.testapps.sessions;

import dev.diverge.testapps.answers.Page;
import java.io.File;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * Containers in class loaders of their own, each with three sessions, one of them in a request
 * under way, when the clone is made; then what has become of them.
 *
 * <p>Arguments: the page, whether sessions are to expire, and for each container a name, a class
 * and its class path.
 */
public final class SessionsApp {

  private static final int SESSIONS = 3;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private SessionsApp() {}

  public static void main(String[] arguments) throws Exception {
    new SessionsApp().run(arguments);
    System.exit(0); // the containers' threads would go on
  }

  private void run(String[] arguments) throws Exception {
    boolean expire = Boolean.parseBoolean(arguments[1]);
    Map<String, Before> all = new LinkedHashMap<>();
    for (int i = 2; i < arguments.length; i += 3) {
      all.put(arguments[i], new Before(start(arguments[i + 1], arguments[i + 2])));
    }
    new Page(Path.of(arguments[0])).raise();
    for (Map.Entry<String, Before> each : all.entrySet()) {
      System.out.println(each.getKey() + ": " + each.getValue().after(expire));
    }
  }

  private static Service start(String type, String classPath) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String place : classPath.split(File.pathSeparator, -1)) {
      urls.add(Path.of(place).toUri().toURL());
    }
    ClassLoader loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(loader);
    Callable<?> container =
        Class.forName(type, true, loader).asSubclass(Callable.class).getConstructor().newInstance();
    return Service.of((Object[]) container.call());
  }

  /** One container and the cookies it gave before the clone. */
  private final class Before {
    private final Service service;
    private final List<String> cookies = new ArrayList<>();
    private final CompletableFuture<HttpResponse<String>> underWay;

    Before(Service service) throws Exception {
      this.service = service;
      for (int i = 0; i < SESSIONS; i++) {
        HttpResponse<String> response = client.send(request("/", ""), text());
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        cookies.add(cookie.split(";", -1)[0]);
      }
      for (String cookie : cookies) {
        String answer = client.send(request("/", cookie), text()).body();
        if (!answer.equals("known")) {
          throw new IllegalStateException("a cookie is " + answer + " before the clone");
        }
      }
      underWay = client.sendAsync(request("/wait", cookies.get(0)), text());
      service.arrived().await();
    }

    /** Says what became of the sessions: of those at rest, then of the one under way. */
    String after(boolean expire) throws Exception {
      List<String> answers = new ArrayList<>();
      for (String cookie : cookies) {
        answers.add(client.send(request("/", cookie), text()).body());
      }
      // Attributes are unbound last; what is called twice is called before long.
      for (int i = 0; expire && i < 600 && service.unbound().get() < SESSIONS; i++) {
        Thread.sleep(50);
      }
      service.goOn().countDown();
      HttpResponse<String> last = underWay.get();
      answers.add(client.send(request("/", cookies.get(0)), text()).body());
      return "%s; under way: %d %s; destroyed %d, unbound %d"
          .formatted(
              String.join(" ", answers),
              last.statusCode(),
              last.body(),
              service.destroyed().get(),
              service.unbound().get());
    }

    private HttpRequest request(String path, String cookie) {
      HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + path));
      return (cookie.isEmpty() ? request : request.header("Cookie", cookie)).build();
    }

    private HttpResponse.BodyHandler<String> text() {
      return HttpResponse.BodyHandlers.ofString();
    }
  }
}
