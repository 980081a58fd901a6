package dev.diverge.testapps.passengers;

import java.util.List;

/**
 * An agent that traces, told to trace the application's calls and to send nothing anywhere. Where
 * it can be told briefly, it leaves the rest uninstrumented: the lab's JVMs interpret, and matching
 * every class against all it knows takes most of a minute.
 */
enum Passenger {
  OPEN_TELEMETRY(
      "io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1",
      0,
      "-Dotel.instrumentation.common.default-enabled=false",
      "-Dotel.instrumentation.http-url-connection.enabled=true",
      "-Dotel.instrumentation.methods.enabled=true",
      "-Dotel.instrumentation.methods.include=" + TracedApp.class.getName() + "[call]",
      "-Dotel.traces.exporter=none",
      "-Dotel.metrics.exporter=none",
      "-Dotel.logs.exporter=none"),
  ELASTIC(
      "co.elastic.apm:elastic-apm-agent:1.55.1",
      0,
      "-Delastic.apm.trace_methods=" + TracedApp.class.getName() + "#call",
      "-Delastic.apm.enable_instrumentations=method-matching,urlconnection",
      "-Delastic.apm.application_packages=" + TracedApp.class.getPackageName(),
      "-Delastic.apm.disable_send=true",
      "-Delastic.apm.log_level=WARN",
      "-Delastic.apm.central_config=false",
      "-Delastic.apm.cloud_provider=NONE"),
  DATADOG(
      "com.datadoghq:dd-java-agent:1.68.1",
      16, // seconds, and zeros
      "-Ddd.trace.methods=" + TracedApp.class.getName() + "[call]",
      "-Ddd.writer.type=LoggingWriter",
      "-Ddatadog.slf4j.simpleLogger.defaultLogLevel=warn",
      "-Ddd.instrumentation.telemetry.enabled=false",
      "-Ddd.remote_config.enabled=false",
      "-Ddd.trace.stats.computation.enabled=false",
      "-Ddd.data.streams.enabled=false",
      "-Ddd.dynamic.instrumentation.enabled=false",
      "-Ddd.exception.replay.enabled=false",
      "-Ddd.distributed.debugger.enabled=false",
      "-Ddd.code.origin.for.spans.enabled=false", // or it sends what its debugger is about
      "-Ddd.symbol.database.upload.enabled=false",
      "-Ddd.crashtracking.enabled=false",
      "-Ddd.jmxfetch.enabled=false");

  final String artifact;
  final int digitsOfTime;
  private final String flags;

  /**
   * What differs between them.
   *
   * @param digitsOfTime how many digits at the beginning of a trace id are the time
   */
  Passenger(String artifact, int digitsOfTime, String... flags) {
    this.artifact = artifact;
    this.digitsOfTime = digitsOfTime;
    this.flags = String.join(" ", flags);
  }

  List<String> flags() {
    return List.of(flags.split(" ", -1));
  }
}
