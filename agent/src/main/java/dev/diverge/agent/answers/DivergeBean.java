package dev.diverge.agent.answers;

import dev.diverge.agent.bean.DivergeMXBean;
import dev.diverge.agent.process.Privileged;
import dev.diverge.agent.transition.TransitionRecord;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.StandardEmitterMBean;
import org.jspecify.annotations.Nullable;

/** The bean, and a notification {@code diverge.transition} after each transition. */
public final class DivergeBean implements DivergeMXBean {

  private static final String TRANSITION = "diverge.transition";
  private static final long NEVER = -1;

  private final AgentState state;
  private final NotificationBroadcasterSupport broadcaster =
      new NotificationBroadcasterSupport(
          new MBeanNotificationInfo(
              new String[] {TRANSITION}, Notification.class.getName(), "after each transition"));
  private final AtomicLong sequence = new AtomicLong();
  private @Nullable ObjectName name;

  private DivergeBean(AgentState state) {
    this.state = state;
  }

  /** Registers it, if there is a server or one may be made; null otherwise. */
  public static @Nullable DivergeBean register(AgentState state, boolean makeServer)
      throws JMException {
    if (!makeServer && MBeanServerFactory.findMBeanServer(null).isEmpty()) {
      return null;
    }
    DivergeBean bean = new DivergeBean(state);
    ObjectName name = new ObjectName("dev.diverge:type=Diverge");
    bean.name = name;
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(
            new StandardEmitterMBean(bean, DivergeMXBean.class, true, bean.broadcaster), name);
    return bean;
  }

  public void tell(TransitionRecord passage) {
    ObjectName source = name;
    if (source != null) {
      broadcaster.sendNotification(
          new Notification(
              TRANSITION, source, sequence.incrementAndGet(), passage.at(), passage.line()));
    }
  }

  @Override
  public long getEpoch() {
    Privileged.run(state.transition()); // a clone that nobody has noticed yet
    return state.epoch();
  }

  @Override
  public long getConfirmedEpoch() {
    return state.confirmed();
  }

  @Override
  public long getMillisSinceClone() {
    TransitionRecord clone = state.history().lastClone();
    return clone == null ? NEVER : Math.max(0, System.currentTimeMillis() - clone.at());
  }

  @Override
  public long getParentEpoch() {
    TransitionRecord clone = state.history().lastClone();
    return clone == null ? NEVER : clone.epoch() - 1;
  }

  @Override
  public boolean isConfirmed() {
    return getEpoch() == state.confirmed();
  }

  @Override
  public String getSource() {
    return state.generation().kinds();
  }

  @Override
  public boolean isSourceUsable() {
    return state.generation().usable();
  }

  @Override
  public int getHooksInPlace() {
    return state.hooks().inPlace();
  }

  @Override
  public long getRefusedConnections() {
    return state.refusals().connections();
  }

  @Override
  public long getStaleCiphers() {
    return state.refusals().ciphers();
  }

  @Override
  public List<String> getTransitions() {
    List<String> lines = new ArrayList<>();
    for (TransitionRecord passage : state.history().last()) {
      lines.add(passage.line());
    }
    return lines;
  }

  @Override
  public List<String> getFailures() {
    return state.failures();
  }

  @Override
  public String drill() {
    AtomicReference<@Nullable TransitionRecord> done = new AtomicReference<>();
    Privileged.run(() -> done.set(state.transition().drillAndWait()));
    TransitionRecord passage = done.get();
    return passage == null ? "the drill did not end in time" : passage.line();
  }
}
