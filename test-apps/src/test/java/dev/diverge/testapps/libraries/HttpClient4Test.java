package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;

@Versions({
  "org.apache.httpcomponents:httpclient:4.3.6",
  "org.apache.httpcomponents:httpclient:4.5.14"
})
class HttpClient4Test implements LibraryTest {
  @Override
  public void describe(Emitters emitters) throws Exception {
    String server = NumberingServer.start();
    emitters.add(
        "connection",
        () -> HttpClients.custom().disableAutomaticRetries().build(),
        new NumberedUses<>(
            client ->
                client.execute(
                    new HttpPost(server), answer -> EntityUtils.toString(answer.getEntity()))));
  }
}
