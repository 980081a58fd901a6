package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.session.MapSession;
import org.springframework.session.MapSessionRepository;

@Versions({
  "org.springframework.session:spring-session-core:2.0.0.RELEASE",
  "org.springframework.session:spring-session-core:4.1.0"
})
class SpringSessionsTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("session of a cookie", Visit::new, Visit::again);
    emitters.add("session of a request under way", Visit::new, Visit::saveAndAgain);
  }

  private static final class Visit {
    private final MapSessionRepository repository =
        new MapSessionRepository(new ConcurrentHashMap<>());
    private final MapSession underWay = repository.createSession();
    private int visits;

    Visit() {
      repository.save(underWay);
    }

    /** The session that a request with the old cookie is given, and a number of it. */
    String again() {
      MapSession session = repository.findById(underWay.getId());
      if (session == null) {
        session = repository.createSession();
        repository.save(session);
      }
      return session.getId() + " " + ++visits;
    }

    /** As a request does that began before the clone and ends after it. */
    String saveAndAgain() {
      repository.save(underWay);
      return again();
    }
  }
}
