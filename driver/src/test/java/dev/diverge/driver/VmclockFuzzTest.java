package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A page may hold anything; what it says of the generation must be right, or be called wrong. */
@Timeout(120)
class VmclockFuzzTest {
  private static final int PAGES = 1_200_000;
  private static final int[] FIELDS = {0x00, 0x04, 0x08, 0x0c, 0x10, 0x18, 0x22, 0x28, 0x48, 0x68};

  @Test
  void noPageIsMistakenForNoClone() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int good = 0;
    int changed = 0;
    ByteBuffer page = Vclk.page(0);
    for (int i = 0; i < PAGES; i++) {
      long before = random.nextLong();
      page.put(0, Vclk.page(before), 0, VmclockPage.BYTES);
      mutate(page, random);
      String trouble = VmclockPage.fault(page);
      long generation = VmclockPage.generation(page);
      String hint = "seed " + seed + ", page " + i;
      // Whatever else is wrong with it, a counter that moved is seen to have moved.
      assertEquals(page.getLong(Vclk.GENERATION), generation, hint);
      if (isGood(page)) {
        assertNull(trouble, hint);
        good++;
        changed += generation != before ? 1 : 0;
      } else {
        assertNotNull(trouble, hint);
        assertTrue(!trouble.contains(Long.toString(generation)) || generation < 10_000, hint);
      }
    }
    assertTrue(good > PAGES / 10 && good < PAGES * 9 / 10, "one-sided: " + good + " good");
    assertTrue(changed > 10_000, "few changed: " + changed);
  }

  @Test
  void aPageThatIsWrittenMeanwhileIsNeverHalfRead() throws Exception {
    ByteBuffer page = ByteBuffer.allocateDirect(4096).order(ByteOrder.LITTLE_ENDIAN);
    page.put(0, Vclk.page(0).array());
    Thread hypervisor =
        new Thread(
            () -> {
              for (int i = 1; i <= 200_000; i++) {
                page.putInt(Vclk.SEQUENCE, 2 * i + 1);
                java.lang.invoke.VarHandle.fullFence();
                page.putLong(Vclk.GENERATION, i * 0x1_0000_0001L);
                java.lang.invoke.VarHandle.fullFence();
                page.putInt(Vclk.SEQUENCE, 2 * i + 2);
              }
            });
    hypervisor.start();
    long last = 0;
    long distinct = 0;
    while (hypervisor.isAlive()) {
      long now = VmclockPage.generation(page);
      assertEquals(now >>> 32, now & 0xffffffffL, "torn");
      assertTrue(now >= last, "went back");
      distinct += now != last ? 1 : 0;
      last = now;
    }
    assertEquals(200_000 * 0x1_0000_0001L, VmclockPage.generation(page));
    assertTrue(distinct > 0);
  }

  /** As the header has it, said once more in other words. */
  private static boolean isGood(ByteBuffer page) {
    return page.getInt(0) == 0x4b4c4356
        && Integer.compareUnsigned(page.getInt(4), 0x70) >= 0
        && page.getShort(8) == 1
        && page.getInt(0x0c) % 2 == 0
        && (page.get(0x19) & 1) == 1;
  }

  private static void mutate(ByteBuffer page, SplittableRandom random) {
    int kind = random.nextInt(10);
    if (kind < 2) {
      page.putLong(Vclk.GENERATION, random.nextLong());
    } else if (kind < 4) {
      int bit = random.nextInt(VmclockPage.BYTES * 8);
      page.put(bit / 8, (byte) (page.get(bit / 8) ^ 1 << bit % 8));
    } else if (kind < 6) {
      page.put(random.nextInt(VmclockPage.BYTES), (byte) random.nextInt());
    } else if (kind < 8) {
      page.putInt(FIELDS[random.nextInt(FIELDS.length)], random.nextInt());
    } else if (kind < 9) {
      int field = FIELDS[random.nextInt(FIELDS.length)];
      page.putInt(field, random.nextBoolean() ? 0 : random.nextInt(256));
    } else {
      // A page of anything at all; now and then with a head that looks good.
      for (int i = random.nextBoolean() ? 0 : 0x10; i < VmclockPage.BYTES; i += 8) {
        page.putLong(i, random.nextLong());
      }
    }
  }
}
