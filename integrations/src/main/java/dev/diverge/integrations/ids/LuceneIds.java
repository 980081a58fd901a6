package dev.diverge.integrations.ids;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.math.BigInteger;

/** Lucene names commits and segments by a number that it drew once, and counts on from there. */
public final class LuceneIds implements Integration {

  private static final int BYTES = 16;

  @Override
  public void describe(Library library) {
    library
        .name("lucene-ids")
        .verifiedOn("org.apache.lucene:lucene-core", "5.0.0", "9.12.3")
        .state("the id that segments and commits are named by, which is counted on")
        .reset("drawn anew before the next id is made");
    library
        .type("org.apache.lucene.util.StringHelper")
        .checked("randomId")
        .onClone(
            statics ->
                statics
                    .set("nextId", fresh -> new BigInteger(1, fresh.bytes(BYTES)))
                    .under("idLock"));
  }
}
