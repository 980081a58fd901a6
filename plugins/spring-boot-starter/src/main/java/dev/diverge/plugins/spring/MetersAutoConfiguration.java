package dev.diverge.plugins.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

@AutoConfiguration
@ConditionalOnClass(MeterBinder.class)
class MetersAutoConfiguration {

  @Bean
  MeterBinder divergeMeters() {
    return new CloneMeters();
  }
}
