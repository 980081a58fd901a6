package dev.diverge.plugins.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The two lines have their health indicators in different packages. */
@AutoConfiguration
@ConditionalOnProperty(name = "management.health.diverge.enabled", matchIfMissing = true)
class HealthAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.actuate.health.HealthIndicator.class)
  static class Three {

    @Bean
    org.springframework.boot.actuate.health.HealthIndicator divergeHealthIndicator() {
      return () -> {
        Condition now = Condition.now();
        return org.springframework.boot.actuate.health.Health.status(now.status())
            .withDetails(now.details())
            .build();
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(org.springframework.boot.health.contributor.HealthIndicator.class)
  static class Four {

    @Bean
    org.springframework.boot.health.contributor.HealthIndicator divergeHealthIndicator() {
      return () -> {
        Condition now = Condition.now();
        return org.springframework.boot.health.contributor.Health.status(now.status())
            .withDetails(now.details())
            .build();
      };
    }
  }
}
