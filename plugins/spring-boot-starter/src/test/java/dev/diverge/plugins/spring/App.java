package dev.diverge.plugins.spring;

import dev.diverge.Diverge;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/** A web application of either line, which says what it is told. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class App {

  App(ApplicationAvailability availability) {
    Diverge.onClone(this, app -> say("within " + availability.getReadinessState()));
  }

  public static void main(String[] arguments) {
    SpringApplication.run(App.class, arguments);
  }

  @EventListener
  void readiness(AvailabilityChangeEvent<ReadinessState> event) {
    say("readiness " + event.getState());
  }

  @EventListener
  void cloned(CloneEvent event) {
    say("cloned " + event.epoch() + " " + event.failures() + " " + !event.transition().isZero());
  }

  @EventListener
  void ready(ApplicationReadyEvent event) {
    say("port " + event.getApplicationContext().getEnvironment().getProperty("local.server.port"));
  }

  private static void say(String line) {
    System.out.println("app: " + line);
  }
}
