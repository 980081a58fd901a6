package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.lang.reflect.Proxy;
import java.sql.Driver;
import java.sql.DriverManager;
import java.util.UUID;
import javax.sql.DataSource;

@Versions(
    value = {
      "com.alibaba:druid:1.0.31 + com.h2database:h2:2.5.252",
      "com.alibaba:druid:1.2.28 + com.h2database:h2:2.5.252",
      "com.mchange:c3p0:0.9.5.5",
      "com.mchange:c3p0:0.14.1",
      "commons-pool:commons-pool:1.6",
      "org.apache.tomcat:tomcat-dbcp:11.0.18",
      "com.h2database:h2:2.5.252"
    },
    unforked = true)
class JdbcPoolsTest implements LibraryTest {

  private static final String DRUID = "com.alibaba.druid.pool.DruidDataSource";
  private static final String NAMES = "jdbc:h2:mem:names;DB_CLOSE_DELAY=-1";
  private static final String C3P0 = "com.mchange.v2.c3p0.ComboPooledDataSource";
  private static final String POOL_1 = "org.apache.commons.pool.";
  private static final String TOMCAT = "org.apache.tomcat.dbcp.pool2.";
  private static final String H2 = "org.h2.jdbcx.JdbcConnectionPool";

  @Override
  public void describe(Emitters emitters) {
    if (Loose.exists(DRUID)) {
      emitters.add("connection", JdbcPoolsTest::druid, JdbcPoolsTest::session).slow();
    }
    if (Loose.exists(C3P0)) {
      emitters.add("connection", JdbcPoolsTest::c3p0, NamedConnections::lentBy).slow();
    }
    pool(emitters, POOL_1 + "impl.GenericObjectPool", POOL_1 + "PoolableObjectFactory");
    pool(emitters, TOMCAT + "impl.GenericObjectPool", TOMCAT + "PooledObjectFactory");
    if (Loose.exists(H2) && !Loose.exists(DRUID)) {
      emitters.add("connection", JdbcPoolsTest::h2, JdbcPoolsTest::session).slow();
    }
  }

  private static void pool(Emitters emitters, String pool, String factory) {
    if (Loose.exists(pool)) {
      emitters
          .add(
              "object",
              () -> Inside.make(pool, names(factory)),
              made -> {
                Object lent = Inside.call(made, "borrowObject");
                Inside.call(made, "returnObject", lent);
                return lent;
              })
          .slow();
    }
  }

  /** Makes strings, wrapped where the pool wants that. */
  private static Object names(String factory) throws Exception {
    Class<?> type = Class.forName(factory);
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "makeObject" -> made(method.getReturnType());
              case "validateObject" -> true;
              default -> null;
            });
  }

  private static Object made(Class<?> type) throws Exception {
    String name = UUID.randomUUID().toString();
    return type == Object.class ? name : Inside.make(TOMCAT + "impl.DefaultPooledObject", name);
  }

  private static DataSource druid() throws Exception {
    Object pool = Inside.make(DRUID);
    Inside.call(pool, "setDriverClassLoader", JdbcPoolsTest.class.getClassLoader());
    Inside.call(pool, "setDriverClassName", "org.h2.Driver");
    Inside.call(pool, "setUrl", NAMES);
    Inside.call(pool, "setMaxActive", 2);
    Inside.call(pool, "setMinIdle", 1);
    return (DataSource) pool;
  }

  private static DataSource c3p0() throws Exception {
    DriverManager.registerDriver(driver());
    Object pool = Inside.make(C3P0);
    Inside.call(pool, "setJdbcUrl", "jdbc:names:");
    Inside.call(pool, "setMinPoolSize", 1);
    Inside.call(pool, "setInitialPoolSize", 1);
    Inside.call(pool, "setMaxPoolSize", 1);
    return (DataSource) pool;
  }

  private static Driver driver() {
    return (Driver)
        Proxy.newProxyInstance(
            JdbcPoolsTest.class.getClassLoader(),
            new Class<?>[] {Driver.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "connect" -> NamedConnections.source().getConnection();
                  case "acceptsURL" -> true;
                  case "getMajorVersion", "getMinorVersion" -> 1;
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> 1;
                  default -> null;
                });
  }

  private static DataSource h2() throws Exception {
    return (DataSource) Inside.call(H2, "create", NAMES, "sa", "");
  }

  private static String session(DataSource pool) throws Exception {
    try (var connection = pool.getConnection();
        var rows = connection.createStatement().executeQuery("select session_id()")) {
      rows.next();
      return rows.getString(1);
    }
  }
}
