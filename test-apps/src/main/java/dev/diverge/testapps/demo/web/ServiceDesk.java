package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.demo.SigningService;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.security.SecureRandom;
import java.util.UUID;
import org.apache.catalina.util.StandardSessionIdGenerator;

/** What a customer of the service is given at one visit. */
public final class ServiceDesk implements EmitterSet {
  static final String RECEIPT = "receipt";

  private static final long serialVersionUID = 1;
  private static final int TOKEN_BYTES = 16;

  @Override
  public void describe(Emitters emitters) {
    emitters
        .add(
            "session id",
            StandardSessionIdGenerator::new,
            StandardSessionIdGenerator::generateSessionId)
        .drawn(1);
    emitters.add("order number", () -> UUID.randomUUID()).drawn(1);
    emitters.add("log-in token", SecureRandom::new, ServiceDesk::token).drawn(1);
    emitters.add(RECEIPT, SigningService::start, SigningService::sign).drawn(1);
  }

  private static byte[] token(SecureRandom random) {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return token;
  }
}
