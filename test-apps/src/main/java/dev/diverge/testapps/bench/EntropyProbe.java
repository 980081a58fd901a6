package dev.diverge.testapps.bench;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.Arrays;

/**
 * What the clock's jitter is worth, by the estimators of SP 800-90B, and what it costs: prints the
 * bits a sample by either, the samples and the microseconds of one rekeying, and the worst of many.
 */
public final class EntropyProbe {
  private static final int BLOCK = 1024;

  private final Class<?> jitter;
  private final Class<?> sha256;
  private final Constructor<?> newJitter;
  private final Constructor<?> newSha256;

  private EntropyProbe() throws ReflectiveOperationException {
    ClassLoader agent = new AgentClasses();
    jitter = agent.loadClass("dev.diverge.agent.guard.Jitter");
    sha256 = agent.loadClass("dev.diverge.agent.guard.Sha256");
    newJitter = jitter.getDeclaredConstructor();
    newSha256 = sha256.getDeclaredConstructor();
    newJitter.setAccessible(true);
    newSha256.setAccessible(true);
  }

  /**
   * Measures.
   *
   * @param arguments how many samples to judge, and how many rekeyings to time
   */
  public static void main(String[] arguments) throws Throwable {
    EntropyProbe probe = new EntropyProbe();
    int samples = Integer.parseInt(arguments[0]);
    int times = Integer.parseInt(arguments[1]);
    double[] first = probe.time(1);
    double[] later = probe.time(times);
    byte[] steps = probe.steps(samples);
    System.out.println(MinEntropy.mostCommonValue(steps));
    System.out.println(MinEntropy.collision(steps) * 8);
    System.out.println(probe.taken());
    System.out.println(first[0]);
    System.out.println(later[later.length / 2]);
    System.out.println(later[later.length * 99 / 100]);
  }

  /** The low eight bits of a million steps, from as many beginnings as rekeyings would have. */
  private byte[] steps(int count) throws Throwable {
    MethodHandle step = handle(jitter.getDeclaredMethod("step"), long.class, Object.class);
    byte[] steps = new byte[count];
    Object source = newJitter.newInstance();
    for (int i = 0; i < count; i++) {
      if (i % BLOCK == 0) {
        source = newJitter.newInstance();
      }
      steps[i] = (byte) (long) step.invokeExact(source);
    }
    return steps;
  }

  /** How many samples a rekeying takes now. */
  private int taken() throws Throwable {
    Object source = newJitter.newInstance();
    add().invokeExact(source, newSha256.newInstance());
    var taken = jitter.getDeclaredField("taken");
    taken.setAccessible(true);
    return taken.getInt(source);
  }

  /** Microseconds, sorted. */
  private double[] time(int times) throws Throwable {
    MethodHandle add = add();
    double[] micros = new double[times];
    for (int i = 0; i < times; i++) {
      Object hash = newSha256.newInstance();
      long began = System.nanoTime();
      Object source = newJitter.newInstance();
      add.invokeExact(source, hash);
      micros[i] = (System.nanoTime() - began) / 1e3;
    }
    Arrays.sort(micros);
    return micros;
  }

  private MethodHandle add() throws ReflectiveOperationException {
    return handle(
        jitter.getDeclaredMethod("addTo", sha256), void.class, Object.class, Object.class);
  }

  private static MethodHandle handle(Method method, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    method.setAccessible(true);
    return MethodHandles.lookup()
        .unreflect(method)
        .asType(java.lang.invoke.MethodType.methodType(result, parameters));
  }
}
