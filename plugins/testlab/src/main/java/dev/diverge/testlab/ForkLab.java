package dev.diverge.testlab;

import dev.diverge.testlab.fork.Forkable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Clones a warmed JVM and compares what the clones draw.
 *
 * <pre>{@code
 * Outcome outcome = new ForkLab(new JdkEmitters()).clones(100).protectedBy(AgentJar.required()).run();
 * }</pre>
 *
 * <p>Unless {@link #protectedBy} is told, this is the control: the same JVM without the agent.
 */
public final class ForkLab {
  /** Set by many container images; every SecureRandom is a DRBG then, and stays duplicated. */
  public static final String EGD = "-Djava.security.egd=file:/dev/./urandom";

  private final EmitterSet emitters;
  private JavaHome jdk = JavaHome.forTests();
  private List<String> jvmFlags = List.of();
  private String classPath = System.getProperty("java.class.path");
  private @Nullable AgentJar agent;
  private boolean agentLast;
  private boolean attachLate;
  private boolean virtualThread;
  private boolean unforked;
  private boolean serial;
  private boolean kernelRepeats;
  private int clones = 20;
  private int slowClones = 3;
  private int generations = 1;
  private Duration cloneTimeLimit = Duration.ofSeconds(60);
  private @Nullable Duration timeLimit;

  public ForkLab(EmitterSet emitters) {
    this.emitters = Objects.requireNonNull(emitters);
  }

  private ForkLab(ForkLab other) {
    emitters = other.emitters;
    jdk = other.jdk;
    jvmFlags = other.jvmFlags;
    classPath = other.classPath;
    agent = other.agent;
    agentLast = other.agentLast;
    attachLate = other.attachLate;
    virtualThread = other.virtualThread;
    unforked = other.unforked;
    serial = other.serial;
    kernelRepeats = other.kernelRepeats;
    clones = other.clones;
    slowClones = other.slowClones;
    generations = other.generations;
    cloneTimeLimit = other.cloneTimeLimit;
    timeLimit = other.timeLimit;
  }

  public ForkLab on(JavaHome jdk) {
    ForkLab lab = new ForkLab(this);
    lab.jdk = jdk;
    return lab;
  }

  public ForkLab jvmFlags(String... flags) {
    ForkLab lab = new ForkLab(this);
    lab.jvmFlags = List.of(flags);
    return lab;
  }

  /** Before all else on the class path: a library that is on it in another version, say. */
  public ForkLab firstOnClassPath(Path jar) {
    ForkLab lab = new ForkLab(this);
    lab.classPath = jar + File.pathSeparator + classPath;
    return lab;
  }

  public ForkLab protectedBy(AgentJar agent) {
    ForkLab lab = new ForkLab(this);
    lab.agent = agent;
    return lab;
  }

  /** The agent comes after the {@link #jvmFlags}, which may name others; else before them. */
  public ForkLab agentLast() {
    ForkLab lab = new ForkLab(this);
    lab.agentLast = true;
    return lab;
  }

  /** The agent is attached once the original is warm. */
  public ForkLab attachLate() {
    ForkLab lab = new ForkLab(this);
    lab.attachLate = true;
    return lab;
  }

  /** The emitters are warmed, forked and drawn from on a virtual thread. */
  public ForkLab onVirtualThread() {
    ForkLab lab = new ForkLab(this);
    lab.virtualThread = true;
    return lab;
  }

  /**
   * Nothing is forked: the original itself goes on in the next generation, as its only clone, with
   * the threads that a forked one lacks. Of use for emitters that draw once ({@link Emitter#slow}).
   */
  public ForkLab unforked() {
    ForkLab lab = new ForkLab(this);
    lab.unforked = true;
    return lab;
  }

  /** One clone lives at a time, of one generation: for labs of a thousand. */
  public ForkLab serial() {
    ForkLab lab = new ForkLab(this);
    lab.serial = true;
    return lab;
  }

  /** The kernel's random bytes are the same in every clone: see {@link RepeatingKernel}. */
  public ForkLab kernelRepeats() {
    ForkLab lab = new ForkLab(this);
    lab.kernelRepeats = true;
    return lab;
  }

  public ForkLab clones(int clones) {
    ForkLab lab = new ForkLab(this);
    lab.clones = clones;
    return lab;
  }

  /** How many of the clones draw from the slow emitters as well. */
  public ForkLab slowClones(int slowClones) {
    ForkLab lab = new ForkLab(this);
    lab.slowClones = slowClones;
    return lab;
  }

  /** How many transitions in a row: a clone of each generation is cloned for the next. */
  public ForkLab generations(int generations) {
    ForkLab lab = new ForkLab(this);
    lab.generations = generations;
    return lab;
  }

  /** In whole seconds; a clone that takes longer hangs, and is ended. */
  public ForkLab eachWithin(Duration cloneTimeLimit) {
    ForkLab lab = new ForkLab(this);
    lab.cloneTimeLimit = cloneTimeLimit;
    return lab;
  }

  /** Instead of five minutes and five seconds more for each clone. */
  public ForkLab within(Duration timeLimit) {
    ForkLab lab = new ForkLab(this);
    lab.timeLimit = timeLimit;
    return lab;
  }

  public Outcome run() {
    try (LabFolder folder = LabFolder.make()) {
      Plan plan =
          new Plan(
              emitters,
              clones,
              slowClones,
              generations,
              GenerationPage.create(folder.page()).file().toString(),
              folder.records().toString(),
              virtualThread,
              unforked,
              serial,
              attachLate && agent != null,
              Math.toIntExact(cloneTimeLimit.toSeconds()));
      plan.write(folder.plan());
      List<String> flags = new ArrayList<>(unforked ? List.of() : Forkable.FLAGS);
      flags.addAll(jvmFlags);
      Path preloaded = null;
      if (kernelRepeats) {
        preloaded = RepeatingKernel.make(folder.folder());
        flags.addAll(RepeatingKernel.flags(folder.folder()));
      }
      return new OriginalProcess(
              jdk, flags, classPath, agent, agentLast, preloaded, folder, timeLimit())
          .run(plan.attachLate());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the lab was set up", e);
    }
  }

  private Duration timeLimit() {
    return timeLimit != null
        ? timeLimit
        : Duration.ofMinutes(5).plusSeconds(5L * clones * generations);
  }
}
