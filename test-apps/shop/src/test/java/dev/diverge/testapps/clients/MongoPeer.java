package dev.diverge.testapps.clients;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * MongoDB's protocol without MongoDB, whose server no Maven repository has: mongo-java-server,
 * which knows no server sessions, and on top of it the one rule of theirs that matters here. A
 * retryable write's session and transaction number name it; what comes again under the same name
 * was done already, and is answered but not done.
 */
final class MongoPeer implements AutoCloseable {
  /** A command of its own: which connection is this? */
  static final String WHO = "whichChannel";

  private final MongoServer server = new MongoServer(new Backend());
  private final int port = server.bind().getPort();

  String url() {
    return "mongodb://127.0.0.1:" + port + "/?directConnection=true";
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  private static final class Backend extends MemoryBackend {
    private final Map<List<Object>, Document> done = new ConcurrentHashMap<>();

    @Override
    public Document handleCommand(
        Channel channel, String database, String command, Document query) {
      return switch (command.toLowerCase(Locale.ROOT)) {
        case "hello", "ismaster" ->
            asReplicaSet(super.handleCommand(channel, database, command, query));
        case "whichchannel" -> new Document("channel", channel.id().asLongText()).append("ok", 1.0);
        case "endsessions" -> new Document("ok", 1.0);
        default -> once(query, () -> super.handleCommand(channel, database, command, query));
      };
    }

    private Document once(Document query, Supplier<Document> command) {
      Object number = query.get("txnNumber");
      return number == null
          ? command.get()
          : done.computeIfAbsent(List.of(query.get("lsid"), number), name -> command.get());
    }

    /** Drivers use sessions, and repeat writes, with members of replica sets alone. */
    private static Document asReplicaSet(Document answer) {
      return answer
          .append("setName", "rs")
          .append("isWritablePrimary", true)
          .append("logicalSessionTimeoutMinutes", 30);
    }
  }
}
