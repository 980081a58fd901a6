package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;

/**
 * The JDK's connections. Two clones that go on with one would both be its end: the peer sees one
 * stream that two write. So they are cut, the pools above them emptied, and what was learnt of the
 * network forgotten.
 */
public final class JdkConnections implements Integration {

  private static final String HERE = "dev.diverge.integrations.jdk.";
  private static final String ASYNCHRONOUS =
      "(ZLjava/nio/ByteBuffer;[Ljava/nio/ByteBuffer;JLjava/util/concurrent/TimeUnit;"
          + "Ljava/lang/Object;Ljava/nio/channels/CompletionHandler;)"
          + "Ljava/util/concurrent/Future;";

  @Override
  public void describe(Library library) {
    library.name("jdk-connections");
    sockets(library);
    http(library);
    library.type("java.net.InetAddress").trackedStatics();
    library.trackedReset(HERE.concat("NameCaches"));
    library
        .type("sun.rmi.transport.DGCClient")
        .trackedStatics()
        .noticed("registerRefs(Lsun/rmi/transport/Endpoint;Ljava/util/List;)V");
    library.trackedReset(HERE.concat("RmiLeases"));
  }

  private static void sockets(Library library) {
    // What is begun after a clone must not be cut as if it were older: each beginning notices.
    library
        .type(Ends.SOCKET)
        .tracked()
        .noticed(
            "connect(Ljava/net/SocketAddress;I)V", "endAccept(Z)V", "read([BII)I", "write([BII)V");
    library
        .type(Ends.CHANNEL)
        .tracked()
        .noticed(
            "connect(Ljava/net/SocketAddress;)Z",
            "blockingConnect(Ljava/net/SocketAddress;J)V",
            "read(Ljava/nio/ByteBuffer;)I",
            "read([Ljava/nio/ByteBuffer;II)J",
            "write(Ljava/nio/ByteBuffer;)I",
            "write([Ljava/nio/ByteBuffer;II)J",
            "blockingRead([BIIJ)I",
            "blockingWriteFully([BII)V");
    library
        .type(Ends.ASYNCHRONOUS)
        .tracked()
        .noticed(
            "connect(Ljava/net/SocketAddress;)Ljava/util/concurrent/Future;",
            "connect(Ljava/net/SocketAddress;Ljava/lang/Object;"
                + "Ljava/nio/channels/CompletionHandler;)V",
            "read".concat(ASYNCHRONOUS),
            "write".concat(ASYNCHRONOUS));
    library.type(Datagrams.CHANNEL).tracked();
    library.trackedReset(HERE.concat("Sockets")).trackedReset(HERE.concat("Datagrams"));
  }

  private static void http(Library library) {
    library.type(HttpKeepAlive.CLIENT).trackedStatics();
    library
        .type("sun.net.www.http.KeepAliveCache")
        .noticed("get(Ljava/net/URL;Ljava/lang/Object;)Lsun/net/www/http/HttpClient;");
    library.type(HttpClientPools.CLIENT).tracked();
    library
        .type("jdk.internal.net.http.ConnectionPool")
        .noticed(
            "getConnection(ZLjava/net/InetSocketAddress;Ljava/net/InetSocketAddress;)"
                + "Ljdk/internal/net/http/HttpConnection;");
    library
        .type("jdk.internal.net.http.Http2ClientImpl")
        .noticed(
            "getConnectionFor(Ljdk/internal/net/http/HttpRequestImpl;"
                + "Ljdk/internal/net/http/Exchange;)Ljava/util/concurrent/CompletableFuture;");
    library.type(DigestNonces.PARAMETERS).tracked();
    library
        .trackedReset(HERE.concat("HttpKeepAlive"))
        .trackedReset(HERE.concat("HttpClientPools"))
        .trackedReset(HERE.concat("DigestNonces"));
  }
}
