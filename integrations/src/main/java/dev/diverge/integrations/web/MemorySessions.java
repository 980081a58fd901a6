package dev.diverge.integrations.web;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.integrations.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sessions, and tokens that are good for one use, in a map and known to nobody else. */
public final class MemorySessions implements Integration {

  private static final String WEB_FLUX =
      "org.springframework.web.server.session.InMemoryWebSessionStore";
  private static final String ONE_TIME =
      "org.springframework.security.authentication.ott.InMemoryOneTimeTokenService";
  private static final String SHIRO = "org.apache.shiro.session.mgt.eis.MemorySessionDAO";
  private static final String KTOR = "io.ktor.server.sessions.SessionStorageMemory";
  private static final String VERTX = "io.vertx.ext.web.sstore.impl.LocalSessionStoreImpl";

  @Override
  public void describe(Library library) {
    library
        .name("memory-sessions")
        .severity(Severity.SECURITY)
        .verifiedOn("org.springframework:spring-web", "5.0.0.RELEASE", "7.0.10")
        .verifiedOn("org.springframework.security:spring-security-core", "6.4.0", "7.1.2")
        .verifiedOn("org.apache.shiro:shiro-core", "1.1.0", "1.1.0")
        .state(
            "the sessions of WebFlux's InMemoryWebSessionStore, Shiro's MemorySessionDAO, Ktor's"
                + " SessionStorageMemory and Vert.x's LocalSessionStore; Spring Security's one-time"
                + " tokens")
        .reset("sessions=expire: removed, and WebFlux's expired; keep: left alone")
        .limits(
            "a request under way in Ktor, Vert.x or Shiro may store its session again; Ktor's and"
                + " Vert.x's are described by their code, and not tried");
    library.type(WEB_FLUX).tracked().borrowing("createWebSession", "retrieveSession");
    library.type(ONE_TIME).tracked().borrowing("generate", "consume");
    library.type(SHIRO).tracked().borrowing("doCreate", "doReadSession", "getActiveSessions");
    library.type(KTOR).tracked().borrowing("read", "write");
    library.type(VERTX).tracked().borrowing("get", "put", "size");
    library.trackedReset(Sessions.class.getName());
  }

  /** What is done with them. */
  public static final class Sessions extends SessionReset {

    public Sessions() {
      super("memory-sessions");
    }

    @Override
    int end(Tools tools) throws Exception {
      int count = 0;
      for (Object store : tools.living(WEB_FLUX)) {
        for (Object session : emptied(store, "sessions", tools)) {
          tools.instance(session).call("invalidate"); // so that no request stores it again
          count++;
        }
      }
      count += all(ONE_TIME, "oneTimeTokenByToken", tools);
      count += all(SHIRO, "sessions", tools);
      count += all(KTOR, "sessions", tools);
      count += all(VERTX, "localMap", tools);
      return count;
    }

    private static int all(String type, String field, Tools tools) throws Exception {
      int count = 0;
      for (Object store : tools.living(type)) {
        count += emptied(store, field, tools).size();
      }
      return count;
    }

    /** What was in a store that has begun to keep sessions. */
    private static List<Object> emptied(Object store, String field, Tools tools) throws Exception {
      Instance sessions = tools.instance(store).get(field);
      if (!(sessions.value() instanceof Map<?, ?> map)) {
        return List.of();
      }
      List<Object> held = new ArrayList<>(map.values());
      map.clear();
      return held;
    }
  }
}
