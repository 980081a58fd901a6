package dev.diverge.testapps.clients;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.diverge.testlab.DrawFrom;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.Make;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.bson.Document;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.Protocol;

/**
 * Clients that open their connections on the thread that asks for one, so that a forked clone can
 * use them. The value is the server's own name for the connection, and how often it was used.
 *
 * @param url of PostgreSQL
 * @param redis a port
 * @param mongo of a {@link MongoPeer}
 */
record PoolEmitters(String url, int redis, String mongo) implements EmitterSet {

  @Override
  public void describe(Emitters emitters) {
    String jdbc = url;
    int redisPort = redis;
    String mongoUrl = mongo;
    add(emitters, "Commons DBCP2", () -> dbcp2(jdbc), PoolEmitters::backend);
    add(emitters, "tomcat-jdbc", () -> tomcatJdbc(jdbc), PoolEmitters::backend);
    add(emitters, "Jedis", () -> new JedisPool("127.0.0.1", redisPort), PoolEmitters::client);
    add(emitters, "MongoDB", () -> MongoClients.create(mongoUrl), PoolEmitters::channel);
  }

  /** Each use is numbered: one connection serves several, and all that must differ is whose. */
  private static <S> void add(
      Emitters emitters, String name, Make<S> make, DrawFrom<S> connection) {
    AtomicInteger uses = new AtomicInteger();
    emitters.add(name, make, state -> connection.draw(state) + " use " + uses.incrementAndGet());
  }

  private static DataSource dbcp2(String url) {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl(url);
    return pool;
  }

  private static DataSource tomcatJdbc(String url) {
    org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
    pool.setUrl(url);
    pool.setDriverClassName("org.postgresql.Driver");
    pool.setInitialSize(1);
    return pool;
  }

  static Object backend(DataSource pool) throws Exception {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Object client(JedisPool pool) {
    try (Jedis jedis = pool.getResource()) {
      return jedis.sendCommand(Protocol.Command.CLIENT, "ID"); // clientId() is not in all versions
    }
  }

  private static Object channel(MongoClient client) {
    Document answer = client.getDatabase("admin").runCommand(new Document(MongoPeer.WHO, 1));
    return answer.getString("channel");
  }
}
