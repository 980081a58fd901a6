package dev.diverge.integrations.web;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Tomcat's sessions in memory. New ids come from SecureRandom, which is the JDK's; a session that
 * was there is not to be two clones', under one cookie.
 */
public final class TomcatSessions implements Integration {

  private static final String MANAGERS = "org.apache.catalina.session.";
  private static final String STANDARD = MANAGERS + "StandardManager";

  @Override
  public void describe(Library library) {
    library
        .name("tomcat-sessions")
        .severity(Severity.SECURITY)
        .verifiedOn("org.apache.tomcat.embed:tomcat-embed-core", "9.0.1", "11.0.27")
        .state(
            "the sessions of each StandardManager; ids of new ones come from the JDK's generators")
        .reset("sessions=expire: expired by Tomcat, listeners called; keep: left alone")
        .limits(
            "sessions of PersistentManager, of a cluster's and of other managers are left alone:"
                + " they are kept outside, too; a session that is being made while the VM is cloned"
                + " may be kept");
    library.type(STANDARD).tracked();
    library.type(MANAGERS + "ManagerBase").borrowing("findSession", "createSession");
    library.trackedReset(TomcatReset.class.getName());
  }

  /** What is done with them. */
  public static final class TomcatReset extends StoredSessions {

    public TomcatReset() {
      super("tomcat-sessions", STANDARD);
    }

    @Override
    void expire(Instance session) throws Exception {
      session.call("expire");
    }
  }
}
