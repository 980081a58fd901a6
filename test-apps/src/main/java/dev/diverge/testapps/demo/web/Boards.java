package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.vmlab.AtOnce;
import dev.diverge.testapps.vmlab.GuestPlan;
import dev.diverge.testapps.vmlab.GuestWork;
import dev.diverge.testapps.vmlab.Kernel;
import dev.diverge.testapps.vmlab.Workshop;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.JavaHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.catalina.util.StandardSessionIdGenerator;
import org.jspecify.annotations.Nullable;

/** Makes the boards: without Diverge on the left, with it on the right, both frozen at once. */
public final class Boards {
  private static final List<String> TITLES = List.of("Without Diverge", "With Diverge");

  private interface Freeze {
    Frozen with(@Nullable AgentJar agent) throws IOException;
  }

  private Boards() {}

  /** Of forked JVMs; so many clones of each can be thawed. */
  public static Board ofProcesses(JavaHome jdk, int clones) {
    return board(agent -> FrozenJvm.start(jdk, agent, clones));
  }

  /** Of restored VMs, as many as one likes. */
  public static Board ofVms(JavaHome jdk, Kernel kernel, String source) {
    GuestPlan plan =
        GuestPlan.plain(kernel, jdk.home())
            .withWork(
                GuestWork.of(ServiceDesk.class).withLibraryOf(StandardSessionIdGenerator.class))
            .withJvmOptions(List.of(ForkLab.EGD));
    return board(
        agent ->
            new FrozenGuest(
                Workshop.standard(), agent == null ? plan : plan.withAgent(agent.jar(), source)));
  }

  private static Board board(Freeze freeze) {
    AgentJar agent = AgentJar.required();
    return new Board(
        () ->
            AtOnce.all(
                IntStream.range(0, TITLES.size()),
                at -> {
                  try {
                    return new Column(TITLES.get(at), freeze.with(at == 0 ? null : agent));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                }));
  }
}
