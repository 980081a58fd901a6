package dev.diverge.plugins.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
class EndpointAutoConfiguration {

  @Bean
  @ConditionalOnAvailableEndpoint
  DivergeEndpoint divergeEndpoint() {
    return new DivergeEndpoint();
  }
}
