package dev.diverge.integrations.web;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.integrations.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

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
      return all(WEB_FLUX, "sessions", tools)
          + all(ONE_TIME, "oneTimeTokenByToken", tools)
          + all(SHIRO, "sessions", tools)
          + all(KTOR, "sessions", tools)
          + all(VERTX, "localMap", tools);
    }

    private int all(String type, String field, Tools tools) throws Exception {
      int count = 0;
      for (Object store : tools.living(type)) {
        Object sessions = tools.instance(store).get(field).value();
        if (sessions instanceof Map<?, ?> map && !map.isEmpty()) { // it has begun to keep some
          count += map.size();
          tools.whileUsersWait(name(), new Emptying(map, type.equals(WEB_FLUX), tools));
        }
      }
      return count;
    }

    @Override
    public boolean rehearse(Tools tools) throws Exception {
      new Emptying(new HashMap<>(), false, tools).call();
      return true;
    }
  }

  private record Emptying(Map<?, ?> sessions, boolean invalidates, Tools tools)
      implements Callable<Object> {

    @Override
    public Object call() throws Exception {
      List<Object> held = new ArrayList<>(sessions.values());
      sessions.clear();
      for (Object session : invalidates ? held : List.of()) {
        tools.instance(session).call("invalidate"); // so that no request stores it again
      }
      return false; // they are counted already
    }
  }
}
