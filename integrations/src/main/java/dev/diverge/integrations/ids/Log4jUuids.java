package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/** Log4j's time-based UUIDs, as of the pattern %uuid{TIME}, keep node and clock sequence. */
public final class Log4jUuids implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("log4j-uuids")
        .verifiedOn("org.apache.logging.log4j:log4j-core", "2.0", "2.26.1")
        .state("node and clock sequence of UuidUtil, by which %uuid{TIME} names log events")
        .reset("drawn anew")
        .limits("log4j2.uuidSequence, if set, is replaced too");
    library
        .type("org.apache.logging.log4j.core.util.UuidUtil")
        .checked("getTimeBasedUuid")
        .onClone(
            statics ->
                statics
                    .set("least", TimeBasedUuid::lowHalf)
                    .ifThere()
                    .set("LEAST", TimeBasedUuid::lowHalf)
                    .ifThere());
  }
}
