package dev.diverge.testapps.shoplab;

import dev.diverge.testapps.shoplab.Customer.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Customers who order one thing after the other until they are told to stop. */
public final class Load implements AutoCloseable {
  private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();
  private final Queue<String> unknown = new ConcurrentLinkedQueue<>();
  private final List<Thread> customers = new ArrayList<>();
  private volatile boolean closed;

  private Load() {}

  /** So many at once; their wishes begin with that name. */
  public static Load of(int customers, String name, int port) {
    Load load = new Load();
    for (int i = 0; i < customers; i++) {
      String own = name + "-" + i;
      Thread thread = new Thread(() -> load.shop(own, port), own);
      load.customers.add(thread);
      thread.start();
    }
    return load;
  }

  /** Orders that the shop has confirmed. */
  public List<Receipt> receipts() {
    return List.copyOf(receipts);
  }

  /** What the shop said where it did not take an order. */
  public List<String> refused() {
    return List.copyOf(refused);
  }

  /** Wishes whose answer never came. */
  public List<String> unknown() {
    return List.copyOf(unknown);
  }

  /** Returns once every customer has got the last answer. */
  @Override
  public void close() {
    closed = true;
    try {
      for (Thread customer : customers) {
        customer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void shop(String name, int port) {
    Customer customer = new Customer(port);
    boolean known = false;
    for (int i = 0; !closed; i++) {
      String wish = name + "-" + i;
      try {
        if (!known) {
          customer.login(name);
          known = true;
        }
        receipts.add(customer.order(wish));
      } catch (Refusal e) {
        refused.add(wish + ": " + e.getMessage());
      } catch (IOException e) {
        unknown.add(wish);
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
