package dev.diverge.testapps.clients;

import dev.diverge.testapps.forklab.EmitterSet;
import dev.diverge.testapps.forklab.ForkLab;
import java.io.IOException;
import java.util.List;

/** The ends of what the clients are tested with; the shop is made with versions between. */
enum ClientVersions {
  OLDEST,
  NEWEST;

  ForkLab lab(EmitterSet emitters) throws IOException {
    return ClientJars.first(new ForkLab(emitters), jars());
  }

  private List<String> jars() {
    return switch (this) {
      case OLDEST ->
          List.of(
              "bson-4.0.0",
              "mongodb-driver-core-4.0.0",
              "mongodb-driver-sync-4.0.0",
              "jedis-3.1.0",
              "lettuce-core-5.3.0.RELEASE");
      case NEWEST ->
          List.of(
              "bson-5.14.0",
              "mongodb-driver-core-5.14.0",
              "mongodb-driver-sync-5.14.0",
              "jedis-8.0.2",
              "lettuce-core-7.7.0.RELEASE",
              "netty-buffer-4.2.13.Final",
              "netty-codec-base-4.2.13.Final",
              "netty-codec-dns-4.2.13.Final",
              "netty-common-4.2.13.Final",
              "netty-handler-4.2.13.Final",
              "netty-resolver-4.2.13.Final",
              "netty-resolver-dns-4.2.13.Final",
              "netty-transport-4.2.13.Final",
              "netty-transport-native-unix-common-4.2.13.Final");
    };
  }
}
