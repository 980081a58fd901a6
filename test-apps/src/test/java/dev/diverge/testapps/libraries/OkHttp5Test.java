package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import okhttp3.OkHttpClient;

/** From version 5 on, threads of its own connect. */
@Versions(
    value = {"com.squareup.okhttp3:okhttp-jvm:5.0.0", "com.squareup.okhttp3:okhttp-jvm:5.5.1"},
    unforked = true)
class OkHttp5Test implements LibraryTest {
  @Override
  public void describe(Emitters emitters) throws Exception {
    String server = NumberingServer.start();
    emitters.add("connection", OkHttpClient::new, client -> OkHttpTest.get(client, server)).slow();
  }
}
