package dev.diverge.integrations.pools;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;

/** Netty's epoll and io_uring transports make sockets that the JDK does not know of. */
public final class NettyNativeSockets implements Integration {

  @Override
  public void describe(Library library) {
    library
        .name("netty-native-transport")
        .severity(Severity.SECURITY)
        .state("sockets of Netty's epoll and io_uring transports")
        .uncovered(
            "they are not aborted: use Netty's NIO transport (-Dio.netty.transport.noNative=true, for"
                + " Lettuce -Dio.lettuce.core.epoll=false), or close them after a clone");
    library.type("io.netty.channel.epoll.EpollSocketChannel");
    library.type("io.grpc.netty.shaded.io.netty.channel.epoll.EpollSocketChannel");
    library.type("io.netty.channel.uring.IoUringSocketChannel");
    library.type("io.netty.incubator.channel.uring.IOUringSocketChannel");
  }
}
