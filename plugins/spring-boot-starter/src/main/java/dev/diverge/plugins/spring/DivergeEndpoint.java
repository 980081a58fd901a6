package dev.diverge.plugins.spring;

import dev.diverge.Diverge;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/diverge}: what the command {@code status} tells of this JVM. */
@Endpoint(id = "diverge")
public final class DivergeEndpoint {

  private static final String BEAN = "dev.diverge:type=Diverge";
  private static final String[] ATTRIBUTES = {
    "Epoch",
    "ConfirmedEpoch",
    "Confirmed",
    "Source",
    "SourceUsable",
    "HooksInPlace",
    "RefusedConnections",
    "StaleCiphers",
    "ParentEpoch",
    "MillisSinceClone",
    "Transitions",
    "Failures"
  };

  /** The agent registers its bean once there is a server: some seconds after this. */
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  DivergeEndpoint() {}

  /**
   * The bean's attributes; while there is no bean ({@code jmx=off}, say), what is known without.
   */
  @ReadOperation
  public Map<String, Object> status() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("agent", Diverge.isActive());
    if (!Diverge.isActive()) {
      return status;
    }
    try {
      for (Object attribute : server.getAttributes(new ObjectName(BEAN), ATTRIBUTES)) {
        String name = ((Attribute) attribute).getName();
        status.put(
            Character.toLowerCase(name.charAt(0)) + name.substring(1),
            ((Attribute) attribute).getValue());
      }
    } catch (JMException noBean) {
      Figures figures = Figures.now();
      status.put("epoch", Diverge.epoch());
      status.put("confirmedEpoch", figures.epoch());
      status.put("confirmed", figures.areConfirmed());
      status.put("refusedConnections", figures.refusedConnections());
      status.put("staleCiphers", figures.refusedCiphers());
    }
    return status;
  }
}
