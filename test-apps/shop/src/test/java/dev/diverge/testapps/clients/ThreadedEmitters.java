package dev.diverge.testapps.clients;

import com.zaxxer.hikari.HikariDataSource;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;

/**
 * Clients that open their connections on threads of their own. The value is the server's own name
 * for the connection.
 *
 * @param url of PostgreSQL
 * @param redis a port
 */
record ThreadedEmitters(String url, int redis) implements EmitterSet {

  @Override
  public void describe(Emitters emitters) {
    String jdbc = url;
    int port = redis;
    emitters.add("HikariCP", () -> hikari(jdbc), PoolEmitters::backend).slow();
    emitters.add("Lettuce", () -> lettuce(port), RedisCommands::clientId).slow();
  }

  private static HikariDataSource hikari(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMaximumPoolSize(1);
    return pool;
  }

  private static RedisCommands<String, String> lettuce(int port) {
    System.setProperty("io.lettuce.core.epoll", "false"); // sockets that the JDK does not know of
    return RedisClient.create(RedisURI.create("127.0.0.1", port)).connect().sync();
  }
}
