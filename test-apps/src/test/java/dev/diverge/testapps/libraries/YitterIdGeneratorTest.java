package dev.diverge.testapps.libraries;

import com.github.yitter.contract.ISnowWorker;
import com.github.yitter.contract.IdGeneratorOptions;
import com.github.yitter.core.SnowWorkerM1;
import com.github.yitter.core.SnowWorkerM2;
import com.github.yitter.idgen.YitIdHelper;
import dev.diverge.testlab.Emitters;

@Versions({
  "com.github.yitter:yitter-idgenerator:1.0.2",
  "com.github.yitter:yitter-idgenerator:1.0.6"
})
class YitterIdGeneratorTest implements LibraryTest {
  private static final int SEQUENCE_BITS = 6;
  private static final int WORKER_BITS = 6;
  private static final int WIDE_WORKER_BITS = 15;

  @Override
  public void describe(Emitters emitters) {
    YitIdHelper.setIdGenerator(new IdGeneratorOptions((short) 1));
    emitters
        .add("worker of YitIdHelper", () -> worker(YitIdHelper.nextId(), WORKER_BITS))
        .ofBits(WORKER_BITS);
    emitters
        .add("worker of drift", () -> new SnowWorkerM1(options()), YitterIdGeneratorTest::worker)
        .ofBits(WIDE_WORKER_BITS);
    emitters
        .add("worker", () -> new SnowWorkerM2(options()), YitterIdGeneratorTest::worker)
        .ofBits(WIDE_WORKER_BITS);
  }

  private static IdGeneratorOptions options() {
    IdGeneratorOptions options = new IdGeneratorOptions((short) 1);
    options.WorkerIdBitLength = WIDE_WORKER_BITS;
    return options;
  }

  private static long worker(ISnowWorker worker) {
    return worker(worker.nextId(), WIDE_WORKER_BITS);
  }

  private static long worker(long id, int bits) {
    return id >>> SEQUENCE_BITS & ((1 << bits) - 1);
  }
}
