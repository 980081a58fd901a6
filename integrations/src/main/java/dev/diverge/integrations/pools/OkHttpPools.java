package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;

/** OkHttp recovers from a connection that it finds broken, but not from one that works. */
public final class OkHttpPools implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("okhttp")
        .verifiedOn("com.squareup.okhttp3:okhttp", "3.12.13", "4.12.0")
        .verifiedOn("com.squareup.okhttp3:okhttp-jvm", "5.0.0", "5.5.1")
        .severity(Severity.SECURITY)
        .state("the idle connections of a client")
        .reset("closed; the next request opens a new one");
    library
        .type("okhttp3.ConnectionPool")
        .phase(Phase.POOLS)
        .onCloneEach(pool -> pool.call("evictAll"));
    library.type("okhttp3.OkHttpClient").borrowing("newCall");
  }
}
