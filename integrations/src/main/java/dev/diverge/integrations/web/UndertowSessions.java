package dev.diverge.integrations.web;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import java.util.Map;

/** Undertow's sessions in memory. New ids come from SecureRandom, which is the JDK's. */
public final class UndertowSessions implements Integration {

  private static final String SESSIONS = "io.undertow.server.session.";
  private static final String MANAGER = SESSIONS + "InMemorySessionManager";

  @Override
  public void describe(Library library) {
    library
        .name("undertow-sessions")
        .severity(Severity.SECURITY)
        .verifiedOn("io.undertow:undertow-core", "2.2.0.Final", "2.4.4.Final")
        .state(
            "the sessions of each InMemorySessionManager; ids of new ones come from the JDK's"
                + " generators")
        .reset("sessions=expire: timed out by Undertow, listeners called; keep: left alone")
        .limits(
            "without servlets, Undertow gives a new session the id of the cookie that was sent; a"
                + " session that is being made while the VM is cloned may be kept");
    library.type(MANAGER).tracked().borrowing("getSession", "createSession");
    library.trackedReset(UndertowReset.class.getName());
  }

  /** What is done with them. */
  public static final class UndertowReset extends StoredSessions {

    public UndertowReset() {
      super("undertow-sessions", MANAGER);
    }

    /** Undertow ends only what it finds in the manager, and takes it out first. */
    @Override
    @SuppressWarnings("unchecked") // from ids to sessions
    void expire(Instance session) throws Exception {
      Map<Object, Object> sessions = session.get("sessionManager").get("sessions").as(Map.class);
      Object timeout =
          session.type(SESSIONS + "SessionListener$SessionDestroyedReason").get("TIMEOUT").value();
      sessions.putIfAbsent(session.call("getId").as(String.class), session.as(Object.class));
      session.call("invalidate", null, timeout);
    }
  }
}
