package dev.diverge.testapps.emitters;

import java.security.Provider;

/** A provider of generators such as users bring along. */
final class ThirdPartyProvider extends Provider {
  static final String SEEDABLE = "SEEDABLE";
  static final String UNSEEDABLE = "UNSEEDABLE";

  private static final long serialVersionUID = 1;

  ThirdPartyProvider() {
    super("ThirdParty", "1", "generators that the JDK did not make");
    put("SecureRandom." + SEEDABLE, ThirdPartySpi.class.getName());
    put("SecureRandom." + UNSEEDABLE, ThirdPartySpi.IgnoresSeed.class.getName());
  }
}
