package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({"org.eclipse.jetty:jetty-server:11.0.0", "org.eclipse.jetty:jetty-server:11.0.26"})
class Jetty11SessionsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("session id", JettyVisit::new, JettyVisit::newId);
    emitters.add("session of a cookie", JettyVisit::new, JettyVisit::again);
  }
}
