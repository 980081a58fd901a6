package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

@Versions({"com.squareup.okhttp3:okhttp:3.12.13", "com.squareup.okhttp3:okhttp:4.12.0"})
class OkHttpTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) throws Exception {
    String server = NumberingServer.start();
    emitters.add(
        "connection", OkHttpClient::new, new NumberedUses<>(client -> get(client, server)));
  }

  static String get(OkHttpClient client, String url) throws Exception {
    Request request = new Request.Builder().url(url).build();
    try (Response answer = client.newCall(request).execute()) {
      return answer.body().string();
    }
  }
}
