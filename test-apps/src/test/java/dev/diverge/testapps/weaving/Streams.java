package dev.diverge.testapps.weaving;

import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Writes instances of classes without a serialVersionUID, or reads them. */
public final class Streams {

  /** A rule takes its flag from a field. */
  static class Cart implements Serializable {
    final String token = String.valueOf("x");
  }

  /** A rule gives it a static initialiser, and it is a subclass of one that is woven too. */
  static class BigCart extends Cart {
    static transient Object cache;
    int size = 5;
  }

  /** Serialisable by its superclass alone, with a transient final field that a rule resets. */
  static final class Order implements Comparator<String>, Serializable {
    static final Object LOCK = new Object();
    private final transient String id = String.valueOf("id");
    final StringBuilder log = new StringBuilder();

    @Override
    public int compare(String a, String b) {
      return a.compareTo(b);
    }

    String id() {
      return id;
    }
  }

  private Streams() {}

  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[1]);
    if (arguments[0].equals("write")) {
      List<Object> all = new ArrayList<>();
      all.add(new Cart());
      all.add(new BigCart());
      all.add(new TreeSet<>(new Order()));
      try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
        out.writeObject(all);
      }
      return;
    }
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
      System.out.println("read " + ((List<?>) in.readObject()).size());
    }
  }
}
