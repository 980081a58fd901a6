package dev.diverge.testapps.connections;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;

/** The JDK's three HTTP clients with a pool, each as a call that returns the answer. */
final class HttpClients {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** One request. */
  interface Client {
    String get(String address) throws IOException, InterruptedException;
  }

  private HttpClients() {}

  static Map<String, Client> all(SSLContext tls) {
    Map<String, Client> all = new LinkedHashMap<>();
    all.put("HttpClient HTTP/2", modern(tls, Version.HTTP_2));
    all.put("HttpClient HTTP/1.1", modern(tls, Version.HTTP_1_1));
    SSLSocketFactory factory = tls.getSocketFactory(); // idle connections are told apart by it
    all.put("HttpURLConnection", address -> classic(factory, address));
    return all;
  }

  private static Client modern(SSLContext tls, Version version) {
    HttpClient client = HttpClient.newBuilder().sslContext(tls).version(version).build();
    return address -> {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(LIMIT).build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200 || response.version() != version) {
        throw new IllegalStateException(response + " " + response.version());
      }
      return response.body();
    };
  }

  private static String classic(SSLSocketFactory factory, String address) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(address).openConnection();
    if (connection instanceof HttpsURLConnection secure) {
      secure.setSSLSocketFactory(factory);
    }
    connection.setReadTimeout((int) LIMIT.toMillis());
    try (InputStream body = connection.getInputStream()) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
