package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Netty's resolver shuffles the ids of queries in advance: a clone's could be foretold. */
public final class NettyDnsIds implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("netty-dns")
        .severity(Severity.SECURITY)
        .verifiedOn("io.netty:netty-resolver-dns", "4.1.115.Final", "4.2.20.Final")
        .state("the order in which ids of DNS queries are used")
        .reset("shuffled anew before the next query");
    library
        .type("*.resolver.dns.DnsQueryIdSpace")
        .drawn("nextId")
        .onCloneEach(each -> each.run(NettyDnsIds::shuffle));
  }

  private static void shuffle(Instance space, Fresh fresh) throws Exception {
    for (Instance bucket : space.get("idBuckets").each()) {
      if (bucket.value() != null) {
        short[] ids = bucket.itself().get("ids").as(short[].class);
        int count = bucket.itself().get("count").as(Integer.class);
        shuffle(ids, count, fresh.bytes(count * 2));
      }
    }
  }

  private static void shuffle(short[] ids, int count, byte[] fresh) {
    for (int i = count - 1; i > 0; i--) {
      int number = (fresh[2 * i] & 0xff) << 8 | (fresh[2 * i + 1] & 0xff);
      int other = number % (i + 1);
      short moved = ids[i];
      ids[i] = ids[other];
      ids[other] = moved;
    }
  }
}
