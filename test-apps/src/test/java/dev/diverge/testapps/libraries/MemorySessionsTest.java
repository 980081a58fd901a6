package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

@Versions(
    value = {
      "org.springframework:spring-web:5.0.0.RELEASE",
      "org.springframework:spring-web:7.0.10",
      "org.springframework.security:spring-security-core:6.4.0",
      "org.springframework.security:spring-security-core:7.1.2",
      "org.apache.shiro:shiro-core:1.1.0"
    },
    with = "io.projectreactor:reactor-core:3.7.0",
    unforked = true)
class MemorySessionsTest implements LibraryTest {

  private static final String WEB_FLUX =
      "org.springframework.web.server.session.InMemoryWebSessionStore";
  private static final String TOKENS = "org.springframework.security.authentication.ott.";
  private static final String SHIRO = "org.apache.shiro.session.mgt.";

  @Override
  public void describe(Emitters emitters) {
    if (Loose.exists(WEB_FLUX)) {
      emitters.add("session of a cookie", Visit::new, Visit::again).slow();
    }
    if (Loose.exists(TOKENS + "InMemoryOneTimeTokenService")) {
      emitters.add("uses of a token", Tokens::new, Tokens::use).slow();
    }
    if (Loose.exists(SHIRO + "SimpleSession")) {
      emitters.add("session", Shiro::new, Shiro::again).slow();
    }
  }

  private static final class Visit {
    private final Object store = Inside.make(WEB_FLUX);
    private String id = begin();

    Visit() throws Exception {}

    private String begin() throws Exception {
      Object session = Inside.call(Inside.call(store, "createWebSession"), "block");
      Inside.call(session, "start");
      Inside.call(Inside.call(session, "save"), "block");
      return (String) Inside.call(session, "getId");
    }

    String again() throws Exception {
      if (Inside.call(Inside.call(store, "retrieveSession", id), "block") == null) {
        id = begin();
      }
      return id;
    }
  }

  private static final class Tokens {
    private final Object service = Inside.make(TOKENS + "InMemoryOneTimeTokenService");
    private final String token = begin();

    Tokens() throws Exception {}

    private String begin() throws Exception {
      Object request =
          Loose.exists(TOKENS + "GenerateOneTimeTokenRequest")
                  && Inside.canMake(
                      TOKENS + "GenerateOneTimeTokenRequest", "user", Duration.ofHours(1))
              ? Inside.make(TOKENS + "GenerateOneTimeTokenRequest", "user", Duration.ofHours(1))
              : Inside.make(TOKENS + "GenerateOneTimeTokenRequest", "user");
      return (String) Inside.call(Inside.call(service, "generate", request), "getTokenValue");
    }

    /** The token while it is good, though it is not used; else the next one. */
    String use() throws Exception {
      Inside.call(service, "consume", Inside.make(TOKENS + "OneTimeTokenAuthenticationToken", "-"));
      Map<?, ?> good = (Map<?, ?>) Inside.get(service, "oneTimeTokenByToken");
      return good.containsKey(token) ? token : begin();
    }
  }

  private static final class Shiro {
    private final Object store = Inside.make(SHIRO + "eis.MemorySessionDAO");
    private Serializable id = begin();

    Shiro() throws Exception {}

    private Serializable begin() throws Exception {
      return (Serializable) Inside.call(store, "create", Inside.make(SHIRO + "SimpleSession"));
    }

    Serializable again() throws Exception {
      if (Inside.call(store, "doReadSession", id) == null) {
        id = begin();
      }
      return id;
    }
  }
}
