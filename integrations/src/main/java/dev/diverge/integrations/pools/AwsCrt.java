package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** The AWS Common Runtime makes its connections, with their TLS, in native code. */
public final class AwsCrt implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("aws-crt")
        .severity(Severity.SECURITY)
        .state(
            "connections of the AWS Common Runtime, with their TLS sessions and keys (S3's CRT client, IoT's MQTT)")
        .uncovered(
            "they are native and not aborted: use the SDK's Netty, Apache or URL client, or close the client before the snapshot and make another in each clone");
    library.type("software.amazon.awssdk.crt.io.EventLoopGroup");
  }
}
