package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Steps;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Elasticsearch and OpenSearch make document ids of a disguised address, a sequence and the time.
 */
public final class SearchEngineIds implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("search-engine-ids")
        .verifiedOn("org.elasticsearch:elasticsearch", "7.17.0", "8.19.21")
        .verifiedOn("org.opensearch:opensearch", "1.0.0", "2.19.7")
        .state("address and sequence of the time-based document ids")
        .reset("drawn anew; the last timestamp is left alone");
    for (String common : new String[] {"org.elasticsearch.common.", "org.opensearch.common."}) {
      library
          .type(common + "TimeBasedUUIDGenerator")
          .drawn("getBase64UUID")
          .onCloneEach(SearchEngineIds::generator);
    }
    library
        .type("org.elasticsearch.common.TimeBasedKOrderedUUIDGenerator")
        .drawn("getBase64UUID")
        .onCloneEach(SearchEngineIds::generator);
  }

  private static void generator(Steps each) {
    each.apply(
        "sequenceNumber",
        AtomicInteger.class,
        (sequence, fresh) -> sequence.set(fresh.bits(Integer.SIZE)));
    // The one that all generators share, and since 8.16 each one's own.
    for (String address : new String[] {"SECURE_MUNGED_ADDRESS", "macAddress"}) {
      each.apply(address, byte[].class, SearchEngineIds::fill).ifThere();
    }
  }

  private static void fill(byte[] address, Fresh fresh) {
    System.arraycopy(fresh.bytes(address.length), 0, address, 0, address.length);
  }
}
