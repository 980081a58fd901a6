package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({
  "com.alipay.sofa:tracer-core:2.1.0",
  "com.alipay.sofa:tracer-core:4.0.1",
  "org.apache.skywalking:apm-agent-core:8.0.1",
  "org.apache.skywalking:apm-agent-core:9.3.0",
  "com.navercorp.pinpoint:pinpoint-profiler:3.0.1"
})
class TracerIdsTest implements LibraryTest {

  private static final String SOFA = "com.alipay.common.tracer.core.generator.TraceIdGenerator";
  private static final String SKY_WALKING = "org.apache.skywalking.apm.agent.core.";
  private static final String SKY_WALKING_IDS = SKY_WALKING + "context.ids.GlobalIdGenerator";
  private static final String SKY_WALKING_AGENT = SKY_WALKING + "conf.Config$Agent";
  private static final String PINPOINT =
      "com.navercorp.pinpoint.profiler.context.id.DefaultTraceIdFactory";
  private static final int ADDRESS = 8;
  private static final long SEQUENCE = 7;

  @Override
  public void describe(Emitters emitters) throws Exception {
    if (Loose.exists(SOFA)) {
      emitters.add(
          "trace",
          SameMoment.of(() -> ((String) Inside.call(SOFA, "generate")).substring(0, ADDRESS)));
    }
    if (Loose.exists(SKY_WALKING_IDS)) {
      skyWalking(emitters);
    }
    if (Loose.exists(PINPOINT)) {
      emitters
          .add(
              "trace",
              () -> Inside.make(PINPOINT, "shop", 1_700_000_000_000L),
              factory -> {
                Object id = Inside.call(factory, "newTraceId", SEQUENCE);
                return Inside.call(id, "getAgentStartTime");
              })
          .constant();
    }
  }

  private static void skyWalking(Emitters emitters) throws Exception {
    Inside.set(SKY_WALKING_AGENT, "INSTANCE_NAME", "0123456789abcdef".repeat(2) + "@192.0.2.1");
    emitters.add(
        "trace",
        SameMoment.of(
            () -> {
              String id = (String) Inside.call(SKY_WALKING_IDS, "generate");
              return id.substring(0, id.indexOf('.'));
            }));
    emitters
        .add(
            "instance",
            () -> {
              Inside.call(SKY_WALKING_IDS, "generate");
              return Inside.get(SKY_WALKING_AGENT, "INSTANCE_NAME");
            })
        .constant();
  }
}
