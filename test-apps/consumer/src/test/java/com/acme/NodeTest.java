package com.acme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.Diverge;
import dev.diverge.plugins.spring.CloneEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

/** The agent, the API and the starter, as published. */
class NodeTest {

  private static final BlockingQueue<CloneEvent> CLONES = new LinkedBlockingQueue<>();

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Service {

    @EventListener
    void cloned(CloneEvent event) {
      CLONES.add(event);
    }
  }

  @Test
  void aCloneIsAnotherNode() throws Exception {
    assertTrue(Diverge.isActive());
    Node node = new Node();
    long before = node.id();
    try (ConfigurableApplicationContext service = SpringApplication.run(Service.class)) {
      Files.writeString(Path.of("target/test-classes/generation"), "second\n");
      CloneEvent clone = CLONES.poll(2, TimeUnit.MINUTES);
      assertEquals(1, clone.epoch());
      assertEquals(0, clone.failures());
    }
    assertEquals(1, Diverge.epoch());
    assertNotEquals(before, node.id());
  }
}
