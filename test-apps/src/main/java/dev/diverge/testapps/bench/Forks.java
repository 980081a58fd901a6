package dev.diverge.testapps.bench;

import dev.diverge.testlab.JavaHome;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** One fork of JMH's at a time, so that arms can take turns. */
final class Forks {

  private Forks() {}

  /** A fork of each benchmark whose name matches. */
  static Collection<RunResult> run(JavaHome java, List<String> flags, String include, int threads)
      throws RunnerException {
    return new Runner(
            new OptionsBuilder()
                .include(include)
                .jvm(java.java().toString())
                .jvmArgs(
                    Stream.concat(flags.stream(), Stream.of("-Xmx512m", "-XX:+UseSerialGC"))
                        .toArray(String[]::new))
                .forks(1)
                .threads(threads)
                .warmupIterations(3)
                .warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(15)
                .measurementTime(TimeValue.milliseconds(100))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }

  /** What one call took in the quickest iteration: what others do can only make one slower. */
  static double nanos(RunResult result) {
    return result.getPrimaryResult().getStatistics().getMin();
  }
}
