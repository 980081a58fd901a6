package dev.diverge.integrations.web;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.integrations.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Jetty's sessions that are in its cache and nowhere else. New ids come from SecureRandom, which is
 * the JDK's.
 */
public final class JettySessions implements Integration {

  private static final String JETTY_11 = "org.eclipse.jetty.server.session.";
  private static final String JETTY_12 = "org.eclipse.jetty.session.";
  private static final String CACHE = "DefaultSessionCache";

  @Override
  public void describe(Library library) {
    library
        .name("jetty-sessions")
        .severity(Severity.SECURITY)
        .verifiedOn("org.eclipse.jetty:jetty-server", "11.0.0", "11.0.26")
        .verifiedOn("org.eclipse.jetty:jetty-session", "12.0.0", "12.1.14")
        .state(
            "the sessions in each DefaultSessionCache; ids of new ones come from the JDK's generators")
        .reset("sessions=expire: invalidated by Jetty, listeners called; keep: left alone")
        .limits(
            "sessions that a SessionDataStore keeps as well are left alone; a session that is being"
                + " made while the VM is cloned may be kept");
    for (String jetty : new String[] {JETTY_11, JETTY_12}) {
      library.type(jetty + CACHE).tracked();
      library.type(jetty + "AbstractSessionCache").borrowing("getAndEnter", "get", "newSession");
    }
    library.trackedReset(InJetty11.class.getName()).trackedReset(InJetty12.class.getName());
  }

  private abstract static class JettyReset extends StoredSessions {

    JettyReset(String jetty) {
      super("jetty-sessions", jetty + CACHE);
    }

    @Override
    final int count(Instance cache) throws Exception {
      boolean isOnly = cache.get("_sessionDataStore").className().endsWith(".NullSessionDataStore");
      return isOnly ? cache.get("_sessions").as(Map.class).size() : 0;
    }

    @Override
    final List<Instance> withdraw(Instance cache, Tools tools) throws Exception {
      List<Instance> sessions = new ArrayList<>();
      for (Object id : cache.get("_sessions").as(Map.class).keySet()) {
        Instance session = cache.call("doDelete", id);
        if (session.value() != null) {
          sessions.add(session);
        }
      }
      return sessions;
    }

    /** By all contexts that have it; a request that ends meanwhile may have put it back. */
    @Override
    final void expire(Instance session) throws Exception {
      session.call("invalidate");
    }
  }

  /** Those of Jetty 10 and 11. */
  public static final class InJetty11 extends JettyReset {
    public InJetty11() {
      super(JETTY_11);
    }
  }

  /** Those of Jetty 12, whatever its environment. */
  public static final class InJetty12 extends JettyReset {
    public InJetty12() {
      super(JETTY_12);
    }
  }
}
