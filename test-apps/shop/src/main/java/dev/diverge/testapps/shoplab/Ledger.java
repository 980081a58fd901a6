package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.servers.Postgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The orders that the database holds. */
public record Ledger(List<Row> rows) {
  /** A placed order's row. */
  public record Row(long id, String number, String wish) {}

  public static Ledger read() throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(Postgres.url());
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("select id, number, wish from placed_order")) {
      while (found.next()) {
        rows.add(new Row(found.getLong(1), found.getString(2), found.getString(3)));
      }
    }
    return new Ledger(rows);
  }

  /** Confirmed to a customer, and yet not there. */
  public List<Receipt> lost(Collection<Receipt> receipts) {
    Set<String> there = new HashSet<>();
    rows.forEach(row -> there.add(key(row.id(), row.number(), row.wish())));
    return receipts.stream()
        .filter(receipt -> !there.contains(key(receipt.id(), receipt.number(), receipt.wish())))
        .toList();
  }

  /** Wishes that were ordered once and are there more than once. */
  public List<String> doubled() {
    Map<String, Integer> times = new HashMap<>();
    rows.forEach(row -> times.merge(row.wish(), 1, Integer::sum));
    return times.keySet().stream().filter(wish -> times.getOrDefault(wish, 0) > 1).toList();
  }

  /** Numbers that two orders share. */
  public long repeatedNumbers() {
    return rows.size() - rows.stream().map(Row::number).distinct().count();
  }

  private static String key(long id, String number, String wish) {
    return id + " " + number + " " + wish;
  }
}
