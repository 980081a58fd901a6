package dev.diverge.testapps.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisServer;

/** Redis, without a password and without a file. */
public final class Redis {
  private Redis() {}

  public static int port() {
    return Started.SERVER.ports().get(0);
  }

  private static final class Started {
    static final RedisServer SERVER = start();

    private static RedisServer start() {
      try {
        RedisServer server =
            RedisServer.newRedisServer()
                .port(FreePort.find())
                .setting("bind 127.0.0.1")
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void stop(RedisServer server) {
      try {
        server.stop();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
