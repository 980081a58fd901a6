package dev.diverge.integrations.web;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.integrations.Tools;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentMap;

/** Spring Session's sessions in memory; nobody is told when they end. */
public final class SpringSessions implements Integration {

  private static final String SPRING = "org.springframework.session.";
  private static final String SESSION = SPRING + "MapSession";
  private static final String[] REPOSITORIES = {
    SPRING + "MapSessionRepository", SPRING + "ReactiveMapSessionRepository"
  };

  @Override
  public void describe(Library library) {
    library
        .name("spring-sessions")
        .severity(Severity.SECURITY)
        .verifiedOn("org.springframework.session:spring-session-core", "2.0.0.RELEASE", "4.1.0")
        .state(
            "the sessions of each MapSessionRepository, reactive or not; ids of new ones come from"
                + " the JDK's generators")
        .reset(
            "sessions=expire: removed, as the repository does what has expired; keep: left alone")
        .limits(
            "repositories on another map than a concurrent one of the JDK's, which may be shared,"
                + " are left alone");
    library.type(SESSION).tracked();
    for (String repository : REPOSITORIES) {
      library.type(repository).tracked().borrowing("findById", "save");
    }
    library.trackedReset(SpringReset.class.getName());
  }

  /** What is done with them. */
  public static final class SpringReset extends SessionReset {

    public SpringReset() {
      super("spring-sessions");
    }

    @Override
    int end(Tools tools) throws Exception {
      int count = 0;
      List<Map<?, ?>> all = new ArrayList<>();
      for (String type : REPOSITORIES) {
        for (Object repository : tools.living(type)) {
          Object sessions = tools.instance(repository).get("sessions").value();
          if (sessions instanceof ConcurrentMap<?, ?> map
              && map.getClass().getClassLoader() == null
              && !map.isEmpty()) {
            count += map.size();
            all.add(map);
          }
        }
      }
      if (count > 0) {
        tools.whileUsersWait(name(), new Removal(all, tools));
      }
      return count;
    }

    @Override
    public boolean rehearse(Tools tools) throws Exception {
      new Removal(List.of(), tools).call();
      return true;
    }
  }

  private record Removal(List<Map<?, ?>> repositories, Tools tools) implements Callable<Object> {

    @Override
    public Object call() throws Exception {
      Set<Object> ids = new HashSet<>();
      for (Map<?, ?> sessions : repositories) {
        Set<Object> own = new HashSet<>(sessions.keySet());
        sessions.keySet().removeAll(own);
        ids.addAll(own);
      }
      expire(ids);
      return false; // they are counted already
    }

    /** A request has a copy of its session, which it saves when it ends. */
    private void expire(Set<Object> ids) throws Exception {
      for (Object each : ids.isEmpty() ? List.of() : tools.living(SESSION)) {
        Instance session = tools.instance(each);
        if (ids.contains(session.get("id").value())) {
          session.set("lastAccessedTime", Instant.EPOCH).set("maxInactiveInterval", Duration.ZERO);
        }
      }
    }
  }
}
