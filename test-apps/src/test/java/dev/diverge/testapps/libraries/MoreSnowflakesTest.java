package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({
  "me.ahoo.cosid:cosid-core:1.4.14",
  "me.ahoo.cosid:cosid-core:2.13.3",
  "com.yomahub:tlog-common:1.2.4",
  "com.yomahub:tlog-common:1.5.2"
})
class MoreSnowflakesTest implements LibraryTest {

  private static final String COSID = "me.ahoo.cosid.snowflake.MillisecondSnowflakeId";
  private static final String TLOG = "com.yomahub.tlog.id.snowflake.UniqueIdGenerator";
  private static final int SEQUENCE_BITS = 12;
  private static final String WORKERS_PLACE = "WORKER_ID_LEFT_SHIFT_BITS";
  private static final int WORKER_BITS = 10;

  @Override
  public void describe(Emitters emitters) {
    if (Loose.exists(COSID)) {
      emitters
          .add(
              "worker of a key",
              () -> Inside.canMake(COSID, 7) ? Inside.make(COSID, 7) : Inside.make(COSID, 7L),
              made -> worker(Inside.call(made, "generate"), SEQUENCE_BITS))
          .constant()
          .ofBits(WORKER_BITS);
    }
    if (Loose.exists(TLOG)) {
      emitters
          .add(
              "worker of a trace",
              () -> Inside.call(TLOG, "generateId"), // before the clones, or each draws its own
              before ->
                  worker(Inside.call(TLOG, "generateId"), (long) Inside.get(TLOG, WORKERS_PLACE)))
          .constant()
          .ofBits(WORKER_BITS);
    }
  }

  private static long worker(Object id, long place) {
    return (long) id >>> place & (1 << WORKER_BITS) - 1;
  }
}
