package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;

@Versions({
  "org.apache.httpcomponents.client5:httpclient5:5.0",
  "org.apache.httpcomponents.client5:httpclient5:5.6.5"
})
class HttpClient5Test implements LibraryTest {
  @Override
  public void describe(Emitters emitters) throws Exception {
    String server = NumberingServer.start();
    for (PoolConcurrencyPolicy policy : PoolConcurrencyPolicy.values()) {
      emitters.add(
          "connection, " + policy,
          () ->
              HttpClients.custom()
                  .setConnectionManager(
                      PoolingHttpClientConnectionManagerBuilder.create()
                          .setPoolConcurrencyPolicy(policy)
                          .build())
                  .disableAutomaticRetries()
                  .build(),
          new NumberedUses<>(
              client ->
                  client.execute(
                      new HttpPost(server), answer -> EntityUtils.toString(answer.getEntity()))));
    }
  }
}
