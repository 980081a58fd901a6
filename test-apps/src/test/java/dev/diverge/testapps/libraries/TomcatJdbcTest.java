package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import javax.sql.DataSource;
import org.apache.tomcat.jdbc.pool.PoolProperties;

@Versions({"org.apache.tomcat:tomcat-jdbc:8.5.20", "org.apache.tomcat:tomcat-jdbc:11.0.27"})
class TomcatJdbcTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("connection", TomcatJdbcTest::pool, new NumberedUses<>(NamedConnections::lentBy));
  }

  private static DataSource pool() {
    PoolProperties properties = new PoolProperties();
    properties.setDataSource(NamedConnections.source());
    properties.setInitialSize(1);
    return new org.apache.tomcat.jdbc.pool.DataSource(properties);
  }
}
