package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.lang.reflect.Field;
import java.util.List;

/**
 * Client nonces of HTTP digest authentication: the next request draws a new one. Their count goes
 * on with the server's nonce, which the server may call stale; the JDK then asks for another.
 */
public final class DigestNonces implements TrackedReset {

  static final String PARAMETERS = "sun.net.www.protocol.http.DigestAuthentication$Parameters";

  @Override
  public String name() {
    return "digest-nonces";
  }

  @Override
  public Phase phase() {
    return Phase.ID_GENERATORS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    List<Object> all = tools.living(PARAMETERS);
    if (!all.isEmpty()) {
      Field used = tools.field(all.get(0).getClass(), "cnonce_count");
      Field limit = tools.field(all.get(0).getClass(), "cnonceRepeat");
      for (Object parameters : all) {
        used.setInt(parameters, limit.getInt(null)); // used up
      }
    }
    return all.size();
  }
}
