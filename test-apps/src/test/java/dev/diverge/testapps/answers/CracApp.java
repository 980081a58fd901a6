package dev.diverge.testapps.answers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Registers resources with org.crac as frameworks do, and is cloned. */
final class CracApp {

  private static final List<String> LOG = new CopyOnWriteArrayList<>();

  private CracApp() {}

  record Part(String name) implements Resource {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      LOG.add("stop " + name);
      if (name.equals("b")) {
        throw new IllegalStateException("b cannot stop");
      }
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
      LOG.add("start " + name);
    }
  }

  record Exempt() implements Resource {
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
      LOG.add("exempt");
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
  }

  public static void main(String[] args) throws InterruptedException {
    List<Resource> parts = List.of(new Part("a"), new Part("b"), new Part("c"), new Exempt());
    parts.forEach(Core.getGlobalContext()::register);
    new Page(Path.of(args[0])).raise();
    UUID.randomUUID();
    Thread.sleep(700); // if it was the follower that noticed, it was not we who waited
    System.out.println(new ArrayList<>(LOG));
    System.out.println(parts.size());
  }
}
