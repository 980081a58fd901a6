package dev.diverge.testapps.forklab;

import dev.diverge.testlab.StaleBuffers;
import dev.diverge.testlab.fork.ForkedClone;
import dev.diverge.testlab.fork.Libc;
import dev.diverge.testlab.fork.OpenJars;
import dev.diverge.testlab.fork.OtherThreads;
import dev.diverge.testlab.fork.QuietFork;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function of Lambda's with SnapStart. The snapshot is taken where its runtime client asks for
 * the restore, which it does by HTTP: the JDK asks whether by a proxy, and there, on the client's
 * own thread, this process is cloned. The original asks for nothing itself, it ends after its
 * clones.
 */
public final class SnapStartFunction extends ProxySelector {
  private static final int SECONDS_TO_LIVE = 60;
  private static final int CLONES = Integer.getInteger("snapstart.restores");

  /** How long it does nothing before the snapshot. */
  private static final int LULL_MILLIS = Integer.getInteger("snapstart.lull");

  /** By a clock that all processes here have in common. */
  private static volatile long calledAt;

  private static final Map<String, Supplier<String>> DRAWS = new TreeMap<>();
  private static final StringBuilder ANSWER = new StringBuilder();

  /** The context holds it weakly. */
  @SuppressWarnings("UnusedVariable")
  private static final Object HOOK;

  static {
    warm();
    HOOK = hook("com.amazonaws.services.lambda.crac.");
    ProxySelector.setDefault(new SnapStartFunction());
  }

  /** Made by the runtime client, too. */
  public SnapStartFunction() {}

  private static void warm() {
    try {
      SecureRandom drbg = SecureRandom.getInstance("DRBG");
      SecureRandom sha1 = SecureRandom.getInstance("SHA1PRNG");
      SecureRandom usual = new SecureRandom();
      Random random = new Random();
      DRAWS.put("drbg", () -> Long.toHexString(drbg.nextLong()));
      DRAWS.put("math", () -> Double.toString(Math.random()));
      DRAWS.put("random", () -> Long.toHexString(random.nextLong()));
      DRAWS.put("secure", () -> Long.toHexString(usual.nextLong()));
      DRAWS.put("sha1", () -> Long.toHexString(sha1.nextLong()));
      DRAWS.put("local", () -> Long.toHexString(ThreadLocalRandom.current().nextLong()));
      DRAWS.put("uuid", () -> UUID.randomUUID().toString());
      StaleBuffers.fill();
      draw("warm");
      ANSWER.setLength(0);
      Thread.sleep(LULL_MILLIS);
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** What a function registers: after the agent, hence called after it. */
  private static Object hook(String in) {
    try {
      Class<?> resource = Class.forName(in.concat("Resource"));
      Object hook =
          Proxy.newProxyInstance(
              resource.getClassLoader(), new Class<?>[] {resource}, SnapStartFunction::called);
      Object context = Class.forName(in.concat("Core")).getMethod("getGlobalContext").invoke(null);
      Class.forName(in.concat("Context")).getMethod("register", resource).invoke(context, hook);
      return hook;
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static @Nullable Object called(Object hook, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "afterRestore" -> {
        calledAt = System.nanoTime();
        draw("hook");
      }
      case "hashCode" -> {
        return 1;
      }
      case "equals" -> {
        return arguments[0] == hook;
      }
      default -> {
        // Before the checkpoint there is nothing to do.
      }
    }
    return null;
  }

  private static void draw(String where) {
    DRAWS.forEach(
        (name, draw) ->
            ANSWER
                .append(where)
                .append(' ')
                .append(name)
                .append(' ')
                .append(draw.get())
                .append('\n'));
  }

  /** The handler: draws, or ends. */
  public void handle(InputStream event, OutputStream answer) throws IOException {
    if (new String(event.readAllBytes(), StandardCharsets.UTF_8).contains(LambdaStandIn.END)) {
      Libc._exit(0);
    }
    draw("handler");
    if (CLONES == 0) {
      ANSWER.setLength(0);
      ANSWER.append(calledAt);
    }
    answer.write(ANSWER.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<java.net.Proxy> select(URI to) {
    if (to.getPath().endsWith(LambdaStandIn.RESTORE)) {
      Frozen.begin();
      snapshot();
    }
    return List.of(java.net.Proxy.NO_PROXY);
  }

  /** Tells the log of loaded classes that the snapshot is taken. */
  static final class Frozen {
    private Frozen() {}

    static void begin() {}
  }

  /** Returns in each clone; in the original where it is not to be cloned, but timed. */
  private static void snapshot() {
    if (CLONES == 0) {
      return;
    }
    StaleBuffers.fill();
    OpenJars jars = OpenJars.look();
    for (int number = 0; number < CLONES; number++) {
      int pid = fork();
      if (pid == 0) {
        Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
        jars.openAnew();
        return;
      }
      int status = new ForkedClone(number, pid).awaitEnd(SECONDS_TO_LIVE);
      if (status != 0) {
        System.err.println("restore " + number + " ended with " + status);
        Libc._exit(1);
      }
    }
    Libc._exit(0);
  }

  /** As {@link QuietFork}, but a clone goes on. */
  private static int fork() {
    while (true) {
      try (OtherThreads others = new OtherThreads()) {
        if (!others.sleep()) {
          Libc.usleep(500);
          continue;
        }
        int pid = Libc.fork();
        if (pid == 0 || others.sleptOn()) {
          return pid;
        }
        Libc.kill(pid, Libc.SIGKILL);
        Libc.waitpid(pid, new int[1], 0);
      }
    }
  }

  @Override
  public void connectFailed(URI to, SocketAddress address, IOException failure) {}
}
