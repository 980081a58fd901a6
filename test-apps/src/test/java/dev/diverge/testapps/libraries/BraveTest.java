package dev.diverge.testapps.libraries;

import brave.Tracer;
import brave.Tracing;
import brave.sampler.BoundarySampler;
import brave.sampler.CountingSampler;
import brave.sampler.Sampler;
import dev.diverge.testlab.Emitters;

@Versions({"io.zipkin.brave:brave:5.0.0", "io.zipkin.brave:brave:6.3.1"})
class BraveTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("trace id", () -> tracer(false), tracer -> tracer.newTrace().context().traceId());
    emitters.add("span id", () -> tracer(false), BraveTest::child);
    emitters.add("the high half of a trace id", () -> tracer(true), BraveTest::highHalf);
    emitters
        .add("what is sampled by count", () -> CountingSampler.create(0.5f), BraveTest::sampled)
        .mustEqual();
    emitters
        .add("what is sampled by id", () -> BoundarySampler.create(0.5f), BraveTest::sampled)
        .mustEqual();
  }

  private static Tracer tracer(boolean wide) {
    return Tracing.newBuilder().traceId128Bit(wide).build().tracer();
  }

  private static long child(Tracer tracer) {
    return tracer.newChild(tracer.newTrace().context()).context().spanId();
  }

  /** Of its 64 bits the upper half is the time. */
  private static int highHalf(Tracer tracer) {
    return (int) tracer.newTrace().context().traceIdHigh();
  }

  private static String sampled(Sampler sampler) {
    StringBuilder decisions = new StringBuilder();
    for (long id = 1; id <= 100; id++) {
      decisions.append(sampler.isSampled(id << 40) ? '1' : '0');
    }
    return decisions.toString();
  }
}
