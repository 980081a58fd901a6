package dev.diverge.testapps.lifecycle;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers one request; prints its port whenever Tomcat begins to listen. */
@SpringBootApplication
@RestController
public class Service {

  private final Worker worker;

  Service(Worker worker) {
    this.worker = worker;
  }

  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }

  @GetMapping("/")
  String shown() {
    return "started " + worker.starts() + " times";
  }

  @EventListener
  void listens(ServletWebServerInitializedEvent event) {
    System.out.println("port " + event.getWebServer().getPort());
  }
}
