package dev.diverge.plugins.spring;

import dev.diverge.Diverge;
import dev.diverge.Registration;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationEventPublisher;

/** Tells the application of each clone, and has it refuse traffic until the clone is its own. */
final class Clones implements InitializingBean, DisposableBean {

  private static final Log LOG = LogFactory.getLog(Clones.class);
  private static final long LOOK_NANOS = 2_000_000;

  private final ApplicationEventPublisher publisher;
  private final ApplicationAvailability availability;
  private @Nullable Registration registration;
  private volatile boolean closed;

  Clones(ApplicationEventPublisher publisher, ApplicationAvailability availability) {
    this.publisher = publisher;
    this.availability = availability;
  }

  @Override
  public void afterPropertiesSet() {
    if (!Diverge.isActive()) {
      LOG.info(
          "Diverge's agent is not in this JVM: clones of it would go unnoticed."
              + " Start it with -javaagent:diverge-agent.jar");
    }
    registration = Diverge.onClone(this, Integer.MIN_VALUE, Clones::cloned);
  }

  @Override
  public void destroy() {
    closed = true;
    if (registration != null) {
      registration.close();
    }
  }

  /** Within the transition. The thread is a new one each time: a forked process has no older. */
  private void cloned() {
    long epoch = Diverge.epoch();
    refuse();
    Thread thread = new Thread(null, () -> settle(epoch), "diverge-clone", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  private void settle(long epoch) {
    Figures figures = Figures.now();
    while (!figures.areConfirmed()) {
      if (closed) {
        return;
      }
      LockSupport.parkNanos(LOOK_NANOS);
      figures = Figures.now();
    }
    try {
      accept();
      publisher.publishEvent(
          new CloneEvent(epoch, Duration.ofNanos(figures.nanos()), figures.failures()));
    } catch (RuntimeException e) {
      LOG.warn("A listener failed on the clone of epoch " + epoch, e);
    }
  }

  private synchronized void refuse() {
    if (availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC) {
      AvailabilityChangeEvent.publish(publisher, this, ReadinessState.REFUSING_TRAFFIC);
    }
  }

  /** Unless it is somebody else who refuses, or the epoch has moved on. */
  private synchronized void accept() {
    AvailabilityChangeEvent<ReadinessState> last =
        availability.getLastChangeEvent(ReadinessState.class);
    if (last != null
        && last.getSource() == this
        && last.getState() == ReadinessState.REFUSING_TRAFFIC
        && Figures.now().areConfirmed()) {
      AvailabilityChangeEvent.publish(publisher, this, ReadinessState.ACCEPTING_TRAFFIC);
    }
  }
}
