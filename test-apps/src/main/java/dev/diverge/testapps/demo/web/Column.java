package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.demo.KeyRecovery;
import dev.diverge.testapps.demo.SignedMessage;
import java.io.IOException;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One frozen service and all that its clones gave away so far. Not for use by two threads. */
final class Column implements AutoCloseable {
  private final String title;
  private final Frozen frozen;
  private final List<Visit> visits = new ArrayList<>();
  private int thawed;

  Column(String title, Frozen frozen) {
    this.title = title;
    this.frozen = frozen;
  }

  String title() {
    return title;
  }

  List<Visit> visits() {
    return visits;
  }

  boolean hasMore() {
    return frozen.hasMore();
  }

  boolean canAsk() {
    return thawed > 0 && frozen.staysAwake();
  }

  void thaw() throws IOException {
    visits.add(frozen.thaw());
    thawed++;
  }

  void askAll() throws IOException {
    for (int clone = 1; clone <= thawed; clone++) {
      visits.add(frozen.ask(clone));
    }
  }

  /** What more than one visitor was given; of a receipt, the nonce's part of the signature. */
  Set<String> repeated() {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (Visit visit : visits) {
      visit.given().forEach((name, value) -> note(shown(name, value), seen, repeated));
    }
    return repeated;
  }

  private static void note(String value, Set<String> seen, Set<String> repeated) {
    if (!seen.add(value)) {
      repeated.add(value);
    }
  }

  /** What a person compares. */
  static String shown(String name, String value) {
    return name.equals(ServiceDesk.RECEIPT)
        ? SignedMessage.parse(value).signature().r().toString(16)
        : value;
  }

  /** The service's private key, if any two of the receipts give it away. */
  Optional<ECPrivateKey> stolen() {
    return KeyRecovery.attempt(visits.stream().map(Visit::receipt).toList());
  }

  @Override
  public void close() {
    frozen.close();
  }
}
