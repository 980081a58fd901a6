package dev.diverge.plugins.spring;

import dev.diverge.Diverge;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the application fares as a clone, in the words of Spring Boot's health.
 *
 * @param status UNKNOWN without the agent, OUT_OF_SERVICE from a clone's notice until its
 *     confirmation, DOWN if something could not be reset
 */
record Condition(String status, Map<String, Object> details) {

  static Condition now() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("agent", Diverge.isActive());
    if (!Diverge.isActive()) {
      return new Condition("UNKNOWN", details);
    }
    Figures figures = Figures.now();
    boolean confirmed = figures.areConfirmed();
    details.put("epoch", Diverge.epoch());
    details.put("confirmed", confirmed);
    details.put("failures", figures.failures());
    String status = !confirmed ? "OUT_OF_SERVICE" : figures.failures() > 0 ? "DOWN" : "UP";
    return new Condition(status, details);
  }
}
