package dev.diverge.testapps.libraries;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.diverge.testlab.Emitters;
import javax.sql.DataSource;

@Versions(
    value = {"com.zaxxer:HikariCP:3.4.5", "com.zaxxer:HikariCP:7.1.0"},
    unforked = true)
class HikariTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("connection", HikariTest::pool, NamedConnections::lentBy).slow();
  }

  private static DataSource pool() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(NamedConnections.source());
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }
}
