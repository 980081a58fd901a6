package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * The JDK's connections. Two clones that go on with one would both be its end: the peer sees one
 * stream that two write. So they are cut, the pools above them emptied, and what was learnt of the
 * network forgotten.
 */
public final class JdkConnections implements Integration {

  private static final String HERE = "dev.diverge.integrations.jdk.";

  @Override
  public void describe(Library library) {
    library
        .name("jdk-connections")
        .severity(Severity.SECURITY)
        .state("sockets, HTTP pools, digest nonces, what was learnt of the network")
        .reset("sockets cut as sockets= says, pools and caches emptied: see connections.md");
    sockets(library);
    http(library);
    library.type("java.net.InetAddress").trackedStatics();
    library.trackedReset(HERE.concat("NameCaches"));
    library.type("sun.rmi.transport.DGCClient").trackedStatics().noticed("registerRefs");
    library.trackedReset(HERE.concat("RmiLeases"));
  }

  private static void sockets(Library library) {
    // What is begun after a clone must not be cut as if it were older: each beginning notices.
    library.type(TcpEndpoints.SOCKET).tracked().noticed("connect", "endAccept", "read", "write");
    library
        .type(TcpEndpoints.CHANNEL)
        .tracked()
        .noticed(
            "connect", "blockingConnect", "read", "write", "blockingRead", "blockingWriteFully");
    library.type(TcpEndpoints.ASYNCHRONOUS).tracked().noticed("connect", "read", "write");
    library.type(Datagrams.CHANNEL).tracked();
    library.trackedReset(HERE.concat("Sockets")).trackedReset(HERE.concat("Datagrams"));
  }

  private static void http(Library library) {
    // Where no lock of the pool's is held yet: some JDKs' are the monitors of its own methods.
    library.type(HttpKeepAlive.CLIENT).trackedStatics().borrowing("New");
    library.type(HttpClientPools.CLIENT).tracked().borrowing("send", "sendAsync");
    library.type(DigestNonces.PARAMETERS).tracked();
    library
        .trackedReset(HERE.concat("HttpKeepAlive"))
        .trackedReset(HERE.concat("HttpClientPools"))
        .trackedReset(HERE.concat("DigestNonces"));
  }
}
