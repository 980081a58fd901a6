package dev.diverge.agent.answers;

import dev.diverge.agent.actions.CracBridge;
import dev.diverge.agent.libraries.LibraryStatus;
import dev.diverge.agent.process.Option;
import java.util.ArrayList;
import java.util.List;

/** What a clone would go on sharing for all that the agent does here. */
final class Uncovered {

  private Uncovered() {}

  /** A line for each, for people. */
  static List<String> by(AgentState state) {
    List<String> lines = new ArrayList<>();
    if (state.late()) {
      lines.add("a Random made before the agent was attached: start the JVM with -javaagent");
    }
    if (state.options().is(Option.THIRD_PARTY_RANDOM, "keep")) {
      lines.add("SecureRandoms of other providers: third-party-random=keep");
    }
    if (state.options().is(Option.SEEDED_SHA1PRNG, "keep")) {
      lines.add("SHA1PRNGs that were seeded before their first use: seeded-sha1prng=keep");
    }
    if (state.options().is(Option.CRAC, "off") && CracBridge.isUsed(state.instrumentation())) {
      lines.add("what is registered with org.crac: crac=on drives it");
    }
    for (LibraryStatus library : state.libraries().status()) {
      if (!library.uncovered().isEmpty()) {
        lines.add(library.name() + ": " + library.uncovered());
      }
    }
    lines.add("keys, tokens and sessions made before the snapshot and kept, unless registered");
    return lines;
  }
}
