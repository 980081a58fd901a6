package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.session.ManagerBase;
import org.apache.catalina.session.PersistentManager;
import org.apache.catalina.session.StandardManager;
import org.apache.catalina.util.StandardSessionIdGenerator;

@Versions({
  "org.apache.tomcat.embed:tomcat-embed-core:9.0.1",
  "org.apache.tomcat.embed:tomcat-embed-core:11.0.27"
})
class TomcatSessionsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "session id",
        StandardSessionIdGenerator::new,
        StandardSessionIdGenerator::generateSessionId);
    emitters.add("session of a cookie", () -> new Visit(new StandardManager()), Visit::again);
    emitters
        .add("persistent session", () -> new Visit(new PersistentManager()), Visit::again)
        .mustEqual(); // others may go on with it
  }

  private static final class Visit {
    private final ManagerBase manager;
    private final String cookie;
    private int visits;

    Visit(ManagerBase manager) {
      this.manager = manager;
      manager.setContext(new StandardContext());
      manager.setSessionIdGenerator(new StandardSessionIdGenerator());
      cookie = manager.createSession(null).getId();
    }

    /** The session that a request with the old cookie is given, and a number of it. */
    String again() throws Exception {
      boolean known = manager.findSession(cookie) != null;
      return (known ? cookie : manager.createSession(null).getId()) + " " + ++visits;
    }
  }
}
