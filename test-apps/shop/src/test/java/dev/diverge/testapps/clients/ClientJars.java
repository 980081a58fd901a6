package dev.diverge.testapps.clients;

import dev.diverge.testapps.forklab.ForkLab;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Clients in other versions than those the shop is made with; the build has put them there. */
final class ClientJars {

  private ClientJars() {}

  /**
   * The lab with these before all else on its class path.
   *
   * @param jars names without ".jar"
   */
  static ForkLab first(ForkLab lab, List<String> jars) throws IOException {
    ForkLab with = lab;
    for (String jar : jars) {
      with = with.firstOnClassPath(Path.of("target", "clients", jar + ".jar").toRealPath());
    }
    return with;
  }
}
