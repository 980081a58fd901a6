package dev.diverge.integrations.tracing;

import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Phase;

/** Tracers that name traces by the process, of which clones are one, and a count. */
public final class TracerIds implements Integration {

  private static final String SKY_WALKING = "org.apache.skywalking.apm.agent.core.";
  private static final int WORD = 8;
  private static final int UUID_DIGITS = 32;

  @Override
  public void describe(Library library) {
    library
        .name("tracer-ids")
        .verifiedOn("com.alipay.sofa:tracer-core", "2.1.0", "4.0.1")
        .verifiedOn("org.apache.skywalking:apm-agent-core", "8.0.1", "9.3.0")
        .verifiedOn("com.navercorp.pinpoint:pinpoint-profiler", "3.0.1", "3.0.1")
        .state(
            "what trace ids of SOFATracer, SkyWalking and Pinpoint begin with: an address, the"
                + " process's id, the agent's start; the instance that SkyWalking drew a name for")
        .reset("drawn anew before the next trace; Pinpoint's start is moved")
        .limits(
            "SkyWalking's instance keeps a name that was configured, and before 8 its ids hold a"
                + " number that the server gave; Pinpoint's agent id stays: clones are one agent; a"
                + " trace under way keeps its id");
    library
        .type("com.alipay.common.tracer.core.generator.TraceIdGenerator")
        .checked("generate")
        .onClone(statics -> statics.set("IP_16", fresh -> hex(fresh, WORD)));
    library
        .type(SKY_WALKING + "context.ids.GlobalIdGenerator")
        .noticed("generate")
        .phase(Phase.CONNECTIONS)
        .onClone(
            statics ->
                statics
                    .set("PROCESS_ID", fresh -> hex(fresh, UUID_DIGITS))
                    .ifThere() // from 8
                    .run(TracerIds::renameInstance));
    library
        .type("com.navercorp.pinpoint.profiler.context.id.DefaultTraceIdFactory")
        .drawn("newTraceId")
        .onCloneEach(each -> each.run("agentStartTime", TracerIds::move));
  }

  /** Its own name is a UUID and an address; one of the user's is left alone. */
  private static void renameInstance(Instance statics, Fresh fresh) throws Exception {
    Instance agent = statics.type(SKY_WALKING + "conf.Config$Agent");
    if (agent.hasField("INSTANCE_NAME")
        && agent.get("INSTANCE_NAME").value() instanceof String name
        && isDrawn(name)) {
      agent.set("INSTANCE_NAME", hex(fresh, UUID_DIGITS) + name.substring(UUID_DIGITS));
    }
  }

  private static boolean isDrawn(String name) {
    boolean is = name.length() > UUID_DIGITS && name.charAt(UUID_DIGITS) == '@';
    for (int i = 0; is && i < UUID_DIGITS; i++) {
      is = Character.digit(name.charAt(i), 16) >= 0;
    }
    return is;
  }

  /** By a few weeks, so that it stays a time; it comes with the agent's id and a count. */
  private static void move(Instance factory, Fresh fresh) throws Exception {
    long start = factory.get("agentStartTime").as(Long.class);
    factory.set("agentStartTime", start ^ (fresh.number() >>> Integer.SIZE));
  }

  private static String hex(Fresh fresh, int digits) {
    StringBuilder hex = new StringBuilder();
    while (hex.length() < digits) {
      hex.append(Character.forDigit(fresh.bits(4), 16));
    }
    return hex.toString();
  }
}
