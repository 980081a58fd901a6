package dev.diverge.plugins.otel;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** A web service of Spring Boot's that knows neither OpenTelemetry nor us. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@RestController
public class BootService {

  public static void main(String[] arguments) {
    SpringApplication.run(BootService.class, arguments);
  }

  @GetMapping("/order")
  public String order() {
    return "ordered";
  }
}
