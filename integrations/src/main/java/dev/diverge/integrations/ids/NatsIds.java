package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Severity;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A NATS client is answered under a subject that it made up: two clones that listen to one subject
 * get each other's answers.
 */
public final class NatsIds implements Integration {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 22;
  private static final String ALL = ".*";

  @Override
  public void describe(Library library) {
    library
        .name("nats")
        .severity(Severity.SECURITY)
        .verifiedOn("io.nats:jnats", "2.0.0", "2.26.2")
        .state("each NUID; the subject that a connection's answers come under")
        .reset("drawn anew; the next request subscribes to a subject of this clone's")
        .limits("a request under way ends without its answer");
    library
        .type("io.nats.client.NUID")
        .drawn("next", "nextSequence")
        .onCloneEach(
            each ->
                each.apply("pre", char[].class, NatsIds::fill)
                    .set("seq", fresh -> fresh.number() >>> 6)
                    .set("inc", fresh -> 33L + fresh.bits(8)));
    library
        .type("io.nats.client.impl.NatsConnection")
        .noticed("request", "requestAsync", "requestWithTimeout", "createInbox")
        .phase(Phase.CONNECTIONS)
        .onCloneEach(
            each ->
                each.run("mainInbox", NatsIds::move)
                    .apply("inboxDispatcher", AtomicReference.class, NatsIds::forget));
  }

  private static void fill(char[] prefix, Fresh fresh) {
    for (int i = 0; i < prefix.length; i++) {
      prefix[i] = digit(fresh);
    }
  }

  /** From {@code PREFIX.ID.*} to another id. */
  private static void move(Instance connection, Fresh fresh) throws Exception {
    String inbox = connection.get("mainInbox").as(String.class);
    StringBuilder moved = new StringBuilder(inbox);
    moved.setLength(inbox.length() - ALL.length() - ID_LENGTH);
    for (int i = 0; i < ID_LENGTH; i++) {
      moved.append(digit(fresh));
    }
    connection.set("mainInbox", moved.append(ALL).toString());
  }

  private static void forget(AtomicReference<?> dispatcher, Fresh fresh) {
    dispatcher.set(null);
  }

  private static char digit(Fresh fresh) {
    return DIGITS.charAt(fresh.bits(31) % DIGITS.length());
  }
}
