package dev.diverge.plugins.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;

@AutoConfiguration(
    afterName =
        "org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration")
class ClonesAutoConfiguration {

  @Bean
  Clones divergeClones(ApplicationEventPublisher publisher, ApplicationAvailability availability) {
    return new Clones(publisher, availability);
  }
}
