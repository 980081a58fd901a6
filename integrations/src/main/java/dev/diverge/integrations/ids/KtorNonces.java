package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Ktor draws nonces a thousand in advance: session ids, OAuth states, digest challenges. They wait
 * in a channel, and some more in the coroutine that fills it, so both are made anew.
 */
public final class KtorNonces implements Integration {

  private static final String COROUTINES = "kotlinx.coroutines.";
  private static final String FILLER = "io.ktor.util.NonceKt$nonceGeneratorJob$1";
  private static final int CAPACITY = 1024;

  @Override
  public void describe(Library library) {
    library
        .name("ktor-nonces")
        .severity(Severity.SECURITY)
        .verifiedOn("io.ktor:ktor-utils-jvm", "1.0.0", "3.6.1")
        .state("nonces drawn in advance, which ids of sessions and OAuth states are")
        .reset("thrown away, before the next is taken");
    library
        .type("io.ktor.util.NonceKt")
        .checked("getNonceChannel", "getSeedChannel", "ensureNonceGeneratorRunning")
        .onClone(
            statics ->
                statics
                    .run("nonceChannel", (state, fresh) -> empty(state, "nonceChannel"))
                    .ifThere() // from 3.5
                    .run("seedChannel", (state, fresh) -> empty(state, "seedChannel"))
                    .ifThere()
                    .run("nonceGeneratorJob", KtorNonces::fillAnew));
  }

  private static void empty(Instance statics, String field) throws Exception {
    if (statics.hasField(field)) {
      Instance channels = statics.type(COROUTINES + "channels.ChannelKt");
      statics.set(field, channels.call("Channel", CAPACITY).value());
    }
  }

  /** As Ktor does: lazily, and where the one before was run. */
  private static void fillAnew(Instance statics, Fresh fresh) throws Exception {
    Instance job = statics.get("nonceGeneratorJob");
    Instance key = statics.type(COROUTINES + "Job").get("Key");
    Object where = job.call("getContext").call("minusKey", key.value()).value();
    Object nowhere = statics.type(COROUTINES + "GlobalScope").get("INSTANCE").value();
    Object lazily = statics.type(COROUTINES + "CoroutineStart").get("LAZY").value();
    Object filler = statics.type(FILLER).make((Object) null).value();
    Instance builders = statics.type(COROUTINES + "BuildersKt");
    statics.set(
        "nonceGeneratorJob", builders.call("launch", nowhere, where, lazily, filler).value());
  }
}
