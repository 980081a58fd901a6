package dev.diverge.integrations.web;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Stores of sessions that are known and left as they are. */
public final class UnresetSessions implements Integration {

  private static final String[] STORES = {
    "cn.dev33.satoken.dao.SaTokenDaoDefaultImpl",
    "com.ibm.ws.session.store.memory.MemoryStore",
    "io.jooby.internal.MemorySessionStore",
    "io.micronaut.session.InMemorySessionStore",
    "org.eclipse.jetty.server.session.NullSessionCache",
    "org.glassfish.grizzly.http.server.DefaultSessionManager",
    "org.springframework.security.oauth2.provider.token.store.InMemoryTokenStore",
    "org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService",
    "ratpack.session.internal.LocalMemorySessionStore"
  };

  @Override
  public void describe(Library library) {
    library
        .name("unreset-sessions")
        .severity(Severity.SECURITY)
        .state(
            "sessions in the memory of Grizzly, Jooby, Micronaut, Open Liberty, Ratpack and"
                + " Sa-Token; tokens in that of Spring's authorization servers")
        .uncovered(
            "they are good in every clone: keep none over a snapshot, or register their reset"
                + " (docs/registering-state.md)");
    for (String store : STORES) {
      library.type(store);
    }
  }
}
