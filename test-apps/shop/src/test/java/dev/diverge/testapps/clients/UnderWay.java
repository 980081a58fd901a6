package dev.diverge.testapps.clients;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.UUID;

/**
 * Commands are under way when the machine is cloned: Redis has read them and does them, but has not
 * answered. The value is what became of each.
 *
 * @param redis a port
 * @param counter a key that is incremented, and is not there before
 */
record UnderWay(int redis, String counter) implements EmitterSet {
  static final String NAME = "commands under way";

  /** Keeps Redis, which does one thing at a time, for a second or more. */
  private static final String BUSY = "for i = 1, 2e8 do end";

  @Override
  public void describe(Emitters emitters) {
    int port = redis;
    String key = counter;
    emitters.add(NAME, () -> new Commands(port, key), Commands::outcome).slow().warmedBy(0);
  }

  private static final class Commands {
    private final StatefulRedisConnection<String, String> connection;
    private final String counter;
    private final RedisFuture<Long> write;
    private final RedisFuture<Long> read;

    Commands(int port, String counter) {
      System.setProperty("io.lettuce.core.epoll", "false"); // sockets that the JDK does not know of
      this.counter = counter;
      connection = RedisClient.create(RedisURI.create("127.0.0.1", port)).connect();
      connection.sync().configSet("lua-time-limit", "0"); // else it looks up after five seconds
      connection.setAutoFlushCommands(false); // in one packet: Redis does all that it has read
      RedisAsyncCommands<String, String> commands = connection.async();
      Object unused = commands.eval(BUSY, ScriptOutputType.STATUS);
      write = commands.incr(counter);
      read = commands.strlen(counter);
      connection.flushCommands();
      connection.setAutoFlushCommands(true);
    }

    Object outcome() throws Exception {
      Object unused = UUID.randomUUID(); // the clone is noticed at the latest
      return "write " + of(write) + ", read " + of(read) + ", is " + connection.sync().get(counter);
    }

    private static String of(RedisFuture<Long> command) throws Exception {
      return command
          .handle((answer, e) -> e == null ? "gave " + answer : "failed: " + e.getMessage())
          .toCompletableFuture()
          .get();
    }
  }
}
