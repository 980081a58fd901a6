package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.shoplab.Customer.Login;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.io.IOException;

/** What customers get from a shop that goes by another port in each clone. For one thread. */
final class Visits implements EmitterSet {
  /** Tomcat's threads take turns, and each has a generator of its own. */
  private static final int TURNS = 24;

  private final String wishes;
  private final int clones;
  private int port;
  private Customer here;
  private int wished;

  /** To the original; each wish begins with that word and is wished once. */
  Visits(int port, String wishes, int clones) {
    this.port = port;
    this.wishes = wishes;
    this.clones = clones;
    here = new Customer(port);
  }

  /** From now on customers go there. */
  void goTo(int port) {
    this.port = port;
    here = new Customer(port);
  }

  @Override
  public void describe(Emitters emitters) {
    emitters.add("trace id", () -> here.trace()).drawn(TURNS);
    emitters.add("session cookie", () -> login().session());
    emitters.add("order number", () -> here.number());
    emitters.add(ShopEmitters.NONCE, () -> ShopEmitters.nonce(login().token()));
    emitters.add(ShopEmitters.ORDER, this::order);
    emitters
        .add("TLS session", () -> new Regulars(clones + 1, port), regulars -> regulars.visit(port))
        .slow();
  }

  private Login login() throws IOException, InterruptedException {
    return new Customer(port).login("ann");
  }

  private String order() throws IOException, InterruptedException {
    Customer customer = new Customer(port);
    customer.login("ann");
    Receipt receipt = customer.order(wishes + "-" + wished++);
    return receipt.id() + " " + receipt.number();
  }
}
