package dev.diverge.agent.transition;

import dev.diverge.integrations.Tools;
import java.lang.reflect.Proxy;

/** For resets that need none: each of them does nothing. */
final class NoToolsAtAll {

  static final Tools TOOLS =
      (Tools)
          Proxy.newProxyInstance(
              Tools.class.getClassLoader(),
              new Class<?>[] {Tools.class},
              (self, method, arguments) -> null);

  private NoToolsAtAll() {}
}
