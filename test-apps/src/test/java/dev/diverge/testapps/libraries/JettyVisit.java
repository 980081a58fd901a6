package dev.diverge.testapps.libraries;

/** A visitor of Jetty 11 or 12 who has a cookie; without requests, which need other threads. */
final class JettyVisit {
  private static final String JETTY_12 = "org.eclipse.jetty.session.SessionHandler";

  private final boolean isJetty12 = Loose.exists(JETTY_12);
  private final Loose ids;
  private final Loose sessions;
  private final String cookie;
  private int visits;

  JettyVisit() throws Exception {
    Loose handler =
        Loose.make(isJetty12 ? JETTY_12 : "org.eclipse.jetty.server.session.SessionHandler");
    Loose server = Loose.make("org.eclipse.jetty.server.Server");
    server.call("setHandler", handler.value());
    server.call("start");
    ids = handler.call("getSessionIdManager");
    sessions = handler.call("getSessionCache");
    cookie = newSession();
  }

  String newId() throws Exception {
    return (String) ids.call("newSessionId", 1L).value();
  }

  /** The session that a request with the old cookie is given, and a number of it. */
  String again() throws Exception {
    boolean known = sessions.call("get", cookie).value() != null;
    return (known ? cookie : newSession()) + " " + ++visits;
  }

  private String newSession() throws Exception {
    String id = newId();
    Loose session =
        isJetty12
            ? sessions.call("newSession", id, 1L, 60_000L)
            : sessions.call("newSession", null, id, 1L, 60_000L);
    sessions.call("add", id, session.value());
    return id;
  }
}
