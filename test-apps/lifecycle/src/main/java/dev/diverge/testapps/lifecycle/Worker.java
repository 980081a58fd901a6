package dev.diverge.testapps.lifecycle;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** A bean that Spring stops and starts, and knows nothing of clones. */
@Component
final class Worker implements SmartLifecycle {

  private final AtomicBoolean running = new AtomicBoolean();
  private final AtomicInteger starts = new AtomicInteger();

  int starts() {
    return starts.get();
  }

  @Override
  public void start() {
    running.set(true);
    System.out.println("worker started " + starts.incrementAndGet());
  }

  @Override
  public void stop() {
    running.set(false);
    System.out.println("worker stopped");
  }

  @Override
  public boolean isRunning() {
    return running.get();
  }
}
