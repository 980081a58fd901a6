package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Tools;
import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketImpl;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Our ends of TCP connections, read from the fields of the JDK's three kinds of them without their
 * locks. What is read may be outdated; the kernel is asked as well.
 */
final class TcpEndpoints {

  static final String SOCKET = "sun.nio.ch.NioSocketImpl";
  static final String CHANNEL = "sun.nio.ch.SocketChannelImpl";
  static final String ASYNCHRONOUS = "sun.nio.ch.AsynchronousSocketChannelImpl";

  /** Constants of the three classes; the same on every JDK from 17 on. */
  private static final int SOCKET_CONNECTING = 2;

  private static final int SOCKET_CONNECTED = 3;
  private static final int CHANNEL_CONNECTING = 1;
  private static final int CHANNEL_CONNECTED = 2;

  private final Tools tools;

  /**
   * One end.
   *
   * @param owner the Java object to close
   * @param connecting whether the handshake is under way
   */
  record Endpoint(Object owner, FileDescriptor fd, InetSocketAddress remote, boolean connecting) {}

  /** Reads the ends of one kind. */
  interface EndpointKind {
    @Nullable Endpoint end(Object owner) throws IllegalAccessException;
  }

  private TcpEndpoints(Tools tools) {
    this.tools = tools;
  }

  /** Those of this class. */
  static EndpointKind of(String type, Tools tools) throws ReflectiveOperationException {
    TcpEndpoints ends = new TcpEndpoints(tools);
    return type.equals(SOCKET) ? ends.sockets() : ends.channels(type);
  }

  /** Sockets of {@code java.net}, the accepted ones and those below TLS included. */
  private EndpointKind sockets() throws ReflectiveOperationException {
    Field state = tools.field(SocketCalls.jdk(SOCKET), "state");
    Field fd = tools.field(SocketImpl.class, "fd");
    Field address = tools.field(SocketImpl.class, "address");
    Field port = tools.field(SocketImpl.class, "port");
    return new EndpointKind() {
      @Override
      public @Nullable Endpoint end(Object owner) throws IllegalAccessException {
        int now = state.getInt(owner);
        FileDescriptor descriptor = (FileDescriptor) fd.get(owner);
        InetAddress peer = (InetAddress) address.get(owner);
        if ((now != SOCKET_CONNECTING && now != SOCKET_CONNECTED)
            || descriptor == null
            || peer == null) {
          return null;
        }
        InetSocketAddress remote = new InetSocketAddress(peer, port.getInt(owner));
        return new Endpoint(owner, descriptor, remote, now == SOCKET_CONNECTING);
      }
    };
  }

  /** SocketChannels, asynchronous ones by their own class. */
  private EndpointKind channels(String type) throws ReflectiveOperationException {
    Class<?> c = SocketCalls.jdk(type);
    Field state = tools.field(c, "state");
    Field fd = tools.field(c, "fd");
    Field peer = tools.field(c, "remoteAddress");
    return new EndpointKind() {
      @Override
      public @Nullable Endpoint end(Object owner) throws IllegalAccessException {
        int now = state.getInt(owner);
        FileDescriptor descriptor = (FileDescriptor) fd.get(owner);
        if ((now != CHANNEL_CONNECTING && now != CHANNEL_CONNECTED)
            || descriptor == null
            || !((Channel) owner).isOpen()
            || !(peer.get(owner) instanceof InetSocketAddress remote)) { // else it is a Unix one
          return null;
        }
        return new Endpoint(owner, descriptor, remote, now == CHANNEL_CONNECTING);
      }
    };
  }
}
