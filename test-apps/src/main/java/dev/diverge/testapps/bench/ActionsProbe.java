package dev.diverge.testapps.bench;

import dev.diverge.Diverge;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * In a JVM with the agent: registers actions that do next to nothing, raises the page, and waits
 * until all have run.
 *
 * <p>Arguments: the page's file, how many actions, how often. Prints microseconds, a line each
 * time.
 */
public final class ActionsProbe {

  private ActionsProbe() {}

  public static void main(String[] arguments) throws InterruptedException {
    GenerationPage page = new GenerationPage(Path.of(arguments[0]));
    int actions = Integer.parseInt(arguments[1]);
    AtomicInteger ran = new AtomicInteger();
    List<Object> owners = new ArrayList<>(); // held weakly by the registry
    for (int i = 0; i < actions; i++) {
      Object owner = new Object();
      owners.add(owner);
      Diverge.onClone(owner, ignored -> ran.incrementAndGet());
    }
    Lull.pass();
    for (int i = 1; i <= Integer.parseInt(arguments[2]); i++) {
      long began = System.nanoTime();
      page.write(began);
      long epoch = Diverge.epoch();
      while (ran.get() < i * actions) {
        Thread.onSpinWait(); // it may have been a thread of the agent's that noticed
      }
      System.out.println((System.nanoTime() - began) / 1000.0);
      System.err.println("epoch " + epoch);
    }
    System.err.println("owners " + owners.size());
  }
}
