package dev.diverge.integrations.ids;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Baidu's UidGenerator numbers workers once, and may keep a ring of ids made in advance. */
public final class BaiduUids implements Integration {

  private static final String[] PLACES = {
    "com.baidu.fsg.uid.impl.", "com.github.wujun234.uid.impl.", "com.xfvape.uid.impl."
  };

  @Override
  public void describe(Library library) {
    library
        .name("baidu-uids")
        .verifiedOn("com.xfvape.uid:uid-generator", "0.0.4-RELEASE", "0.0.4-RELEASE")
        .state("the worker of a generator, and the ids that it has made in advance")
        .reset("the worker is drawn anew, and the ring filled anew")
        .limits("a worker has 22 bits unless configured; `node-number` gives each clone its own");
    for (String place : PLACES) {
      library
          .type(place + "DefaultUidGenerator")
          .drawn("getUID")
          .onCloneEach(each -> each.run("workerId", BaiduUids::renew));
      library
          .type(place + "CachedUidGenerator")
          .drawn("getUID")
          .onCloneEach(each -> each.run(BaiduUids::renew).run(BaiduUids::refill));
    }
  }

  private static void renew(Instance generator, Fresh fresh) throws Exception {
    long most = generator.get("bitsAllocator").call("getMaxWorkerId").as(Long.class);
    int bits = Math.min(Long.SIZE - Long.numberOfLeadingZeros(most), Integer.SIZE - 1);
    generator.set("workerId", (long) fresh.node(bits));
  }

  /** Takes all that is there out of the ring, and has the generator put more there. */
  private static void refill(Instance generator, Fresh fresh) throws Exception {
    Instance ring = generator.get("ringBuffer");
    long tail = ring.get("tail").as(AtomicLong.class).get();
    AtomicLong cursor = ring.get("cursor").as(AtomicLong.class);
    List<Instance> flags = ring.get("flags").each();
    for (long taken = cursor.getAndSet(tail) + 1; taken <= tail; taken++) {
      flags.get((int) (taken % flags.size())).as(AtomicLong.class).set(0);
    }
    generator.get("bufferPaddingExecutor").call("paddingBuffer");
  }
}
