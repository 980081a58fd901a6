package dev.diverge.testapps.libraries;

import com.baomidou.mybatisplus.core.toolkit.IdWorker;
import com.baomidou.mybatisplus.core.toolkit.Sequence;
import dev.diverge.testlab.Emitters;

@Versions({"com.baomidou:mybatis-plus-core:3.3.0", "com.baomidou:mybatis-plus-core:3.5.17"})
class MybatisPlusTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters
        .add("node of a key", WallClockSequence::new, sequence -> node(sequence.nextId()))
        .ofBits(10);
    emitters.add("UUID", () -> IdWorker.get32UUID());
  }

  private static long node(long key) {
    return key & 0x3f_f000;
  }

  /** The library's own clock is a thread that wakes every millisecond: the lab could never fork. */
  private static final class WallClockSequence extends Sequence {
    WallClockSequence() {
      super(1, 1);
    }

    @Override
    protected long timeGen() {
      return System.currentTimeMillis();
    }
  }
}
