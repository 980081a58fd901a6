package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/**
 * Netty's epoll and io_uring transports make sockets that the JDK does not know of. They are the
 * default of reactive stacks on Linux, and many clients bring a copy moved to their own packages.
 */
public final class NettyNativeSockets implements Integration {

  static final String EPOLL = "*.channel.epoll.EpollSocketChannel";
  static final String IO_URING = "*.channel.uring.IoUringSocketChannel";
  static final String INCUBATOR = "*.channel.uring.IOUringSocketChannel";
  static final String EPOLL_DATAGRAMS = "*.channel.epoll.EpollDatagramChannel";
  static final String IO_URING_DATAGRAMS = "*.channel.uring.IoUringDatagramChannel";
  static final String INCUBATOR_DATAGRAMS = "*.channel.uring.IOUringDatagramChannel";

  @Override
  public void describe(Library library) {
    library
        .name("netty-native-transport")
        .severity(Severity.SECURITY)
        .verifiedOn("io.netty:netty-transport-native-epoll", "4.1.42.Final", "4.2.17.Final")
        .verifiedOn("io.netty:netty-transport-native-io_uring", "4.2.0.Final", "4.2.17.Final")
        .verifiedOn(
            "io.netty.incubator:netty-incubator-transport-native-io_uring",
            "0.0.26.Final",
            "0.0.26.Final")
        .verifiedOn("io.grpc:grpc-netty-shaded", "1.30.0", "1.85.1")
        .state("sockets of Netty's epoll and io_uring transports, also where Netty was relocated")
        .reset("cut as sockets= and datagrams= say, as the JDK's are; listeners stay")
        .limits(
            "what io_uring received before the clone was noticed reaches the application, its"
                + " answer is not sent");
    for (String type : new String[] {EPOLL, IO_URING, INCUBATOR}) {
      library.type(type).tracked();
    }
    for (String type : new String[] {EPOLL_DATAGRAMS, IO_URING_DATAGRAMS, INCUBATOR_DATAGRAMS}) {
      library.type(type).tracked();
    }
    // What is begun after a clone must not be cut as if it were older: each beginning notices.
    library.type("*.channel.epoll.AbstractEpollChannel").noticed("doConnect", "doReadBytes");
    library.type("*.channel.epoll.AbstractEpollStreamChannel").noticed("doWrite");
    for (String type : new String[] {"AbstractIoUringChannel", "AbstractIOUringChannel"}) {
      library
          .type("*.channel.uring.".concat(type))
          .noticed("submitConnect", "doBeginRead", "doWrite");
    }
    // And once more before the kernel is told of what was prepared.
    library
        .type("*.channel.uring.SubmissionQueue")
        .noticed("submit", "submitAndGet", "submitAndGetNow");
    library.type("*.channel.uring.IOUringSubmissionQueue").noticed("submit", "submitAndWait");
    library.trackedReset("dev.diverge.integrations.pools.NativeConnections");
  }
}
