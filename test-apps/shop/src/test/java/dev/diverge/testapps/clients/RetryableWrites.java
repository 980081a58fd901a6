package dev.diverge.testapps.clients;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bson.BsonDocument;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Each draw inserts a document that no other process inserts; the value is the name under which the
 * server knows the write.
 */
record RetryableWrites(String url, String collection) implements EmitterSet {
  static final String DATABASE = "shop";
  static final String NAME = "retryable write";
  static final String NAME_AFTER_SESSION = "retryable write once a session has ended";

  @Override
  public void describe(Emitters emitters) {
    String to = collection;
    String from = url;
    emitters.add(NAME, () -> new Writer(from, to), Writer::write);
    emitters.add(NAME_AFTER_SESSION, () -> new Writer(from, to), Writer::writeAfterSession);
  }

  private static final class Writer implements CommandListener {
    private final MongoClient client;
    private final String collection;
    private String last = "";
    private int writes;
    private @Nullable ClientSession session;

    Writer(String url, String collection) {
      this.collection = collection;
      client =
          MongoClients.create(
              MongoClientSettings.builder()
                  .applyConnectionString(new ConnectionString(url))
                  .addCommandListener(this)
                  .build());
    }

    Object write() throws IOException {
      Document document = new Document("by", process()).append("number", ++writes);
      client.getDatabase(DATABASE).getCollection(collection).insertOne(document);
      return last;
    }

    /** What was in use is idle now, and is used first; another session is in use afterwards. */
    Object writeAfterSession() throws IOException {
      if (session != null) {
        session.close();
      }
      Object name = write();
      session = client.startSession();
      Object unused = session.getServerSession(); // taken from the pool when it is asked for
      return name;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
      BsonDocument command = event.getCommand();
      last = command.get("lsid") + " " + command.get("txnNumber");
    }

    /** The kernel's word; what the JVM has read of it is older than the clone. */
    private static String process() throws IOException {
      return Files.readSymbolicLink(Path.of("/proc/self")).toString();
    }
  }
}
