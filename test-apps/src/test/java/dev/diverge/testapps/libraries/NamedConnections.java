package dev.diverge.testapps.libraries;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.UUID;
import javax.sql.DataSource;

/** Connections to no database: all they know is their name, which they call the catalog. */
final class NamedConnections {
  private NamedConnections() {}

  /** Gives another connection each time. */
  static DataSource source() {
    return proxy(
        DataSource.class,
        (source, method, arguments) ->
            method.getName().equals("getConnection")
                ? connection(UUID.randomUUID().toString())
                : null);
  }

  /** The name of the connection that a pool lends. */
  static String lentBy(DataSource pool) throws Exception {
    try (Connection connection = pool.getConnection()) {
      return connection.getCatalog();
    }
  }

  private static Connection connection(String name) {
    return proxy(
        Connection.class,
        (connection, method, arguments) ->
            switch (method.getName()) {
              case "getCatalog" -> name;
              case "isValid", "getAutoCommit" -> true;
              case "isClosed", "isReadOnly", "equals" -> false;
              case "hashCode" -> System.identityHashCode(connection);
              case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
              case "getNetworkTimeout" -> 0;
              default -> null;
            });
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    Class<?>[] types = {type};
    return type.cast(
        Proxy.newProxyInstance(NamedConnections.class.getClassLoader(), types, handler));
  }
}
