package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/**
 * JUG's time-based generators keep node and clock sequence; that of version 7 counts on within a
 * millisecond from what it drew first.
 */
public final class JavaUuidGenerator implements Integration {

  private static final String PACKAGE = "com.fasterxml.uuid.impl.";

  @Override
  public void describe(Library library) {
    library
        .name("java-uuid-generator")
        .verifiedOn("com.fasterxml.uuid:java-uuid-generator", "4.1.0", "5.2.0")
        .state(
            "node and clock sequence (versions 1 and 6), the random part within a millisecond (7)")
        .reset("a fresh node and clock sequence; a fresh random part; the time is left alone")
        .limits(
            "a node that was configured is replaced by a random one; getEthernetAddress() still"
                + " gives the old one");
    for (String generator : new String[] {"TimeBasedGenerator", "TimeBasedReorderedGenerator"}) {
      library
          .type(PACKAGE + generator)
          .drawn("generate")
          .onCloneEach(each -> each.set("_uuidL2", TimeBasedUuid::lowHalf));
    }
    library
        .type(PACKAGE + "TimeBasedEpochGenerator")
        .drawn("generate")
        .onCloneEach(
            each ->
                each.set(
                        "_lastTimestamp", fresh -> -1L) // as if none had been made this millisecond
                    .ifThere());
  }
}
