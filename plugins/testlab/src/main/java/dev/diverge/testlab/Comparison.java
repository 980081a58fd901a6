package dev.diverge.testlab;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The control beside the protected arm, if there is an agent to protect it. */
public record Comparison(Outcome control, @Nullable Outcome guarded) {
  /** Both arms at once, alike but for the agent. */
  public static Comparison run(ForkLab lab, Optional<AgentJar> agent) {
    CompletableFuture<Outcome> control = CompletableFuture.supplyAsync(lab::run);
    CompletableFuture<@Nullable Outcome> guarded =
        CompletableFuture.supplyAsync(
            () -> agent.map(lab::protectedBy).map(ForkLab::run).orElse(null));
    try {
      return new Comparison(control.join(), guarded.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
