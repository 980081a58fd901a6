package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import io.undertow.server.session.SecureRandomSessionIdGenerator;

/** Its sessions cannot be made without a connection: SessionsTest has those. */
@Versions({"io.undertow:undertow-core:2.2.0.Final", "io.undertow:undertow-core:2.4.4.Final"})
class UndertowSessionsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "session id",
        SecureRandomSessionIdGenerator::new,
        SecureRandomSessionIdGenerator::createSessionId);
  }
}
