package com.acme;

import dev.diverge.Diverge;
import java.security.SecureRandom;

/** Who this process is among its like; a clone is another. */
public final class Node {

  private final SecureRandom random = new SecureRandom();
  private volatile long id = random.nextLong();

  public Node() {
    Diverge.onClone(this, node -> node.id = node.random.nextLong());
  }

  public long id() {
    return id;
  }
}
