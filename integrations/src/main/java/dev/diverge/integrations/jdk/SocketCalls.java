package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Tools;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;

/**
 * The JDK's own system calls on a socket's descriptor, below every lock of the classes above them.
 */
final class SocketCalls {

  private static final int BOTH_WAYS = 2;

  private final Method disconnect;
  private final Method shutdown;
  private final Method detach;
  private final Method localAddress;
  private final Method remotePort;

  SocketCalls(Tools tools) throws ReflectiveOperationException {
    Class<?> net = jdk("sun.nio.ch.Net");
    disconnect =
        tools.method(
            jdk("sun.nio.ch.DatagramChannelImpl"),
            "disconnect0",
            FileDescriptor.class,
            boolean.class);
    shutdown = tools.method(net, "shutdown", FileDescriptor.class, int.class);
    localAddress = tools.method(net, "localAddress", FileDescriptor.class);
    remotePort = tools.method(net, "remotePort", FileDescriptor.class);
    detach = tools.method(dispatcher(), "preClose0", FileDescriptor.class);
  }

  /**
   * {@code connect} to no address: on a TCP socket that is RFC 9293's ABORT. The peer gets a reset,
   * what was not sent yet never is, and every thread or selector that waits for the socket finds it
   * reset. The descriptor stays open for its owner to close.
   */
  void abort(FileDescriptor fd) throws IOException {
    call(disconnect, fd, false);
  }

  /** Of one that was aborted: whoever waits for it to be readable finds that it is, at its end. */
  void hangUp(FileDescriptor fd) throws IOException {
    call(shutdown, fd, BOTH_WAYS);
  }

  /** Puts a dead socket in its place: this process lets go of it, others keep it as it is. */
  void detach(FileDescriptor fd) throws IOException {
    call(detach, fd);
  }

  InetSocketAddress local(FileDescriptor fd) throws IOException {
    return (InetSocketAddress) call(localAddress, fd);
  }

  /** 0 if it is not connected. */
  int remotePort(FileDescriptor fd) {
    try {
      return (int) call(remotePort, fd);
    } catch (IOException notConnected) {
      return 0;
    }
  }

  /** Each call once, on a descriptor that is none: the kernel refuses. */
  void rehearse() {
    FileDescriptor none = new FileDescriptor();
    remotePort(none);
    refused(localAddress, none);
    refused(disconnect, none, false);
    refused(shutdown, none, BOTH_WAYS);
    refused(detach, none);
  }

  private static void refused(Method method, Object... arguments) {
    try {
      call(method, arguments);
    } catch (IOException refused) {
      // As it should be.
    }
  }

  private static Object call(Method method, Object... arguments) throws IOException {
    try {
      return method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw new IOException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IOException(e);
    }
  }

  private static Class<?> dispatcher() throws ClassNotFoundException {
    try {
      return jdk("sun.nio.ch.UnixDispatcher");
    } catch (ClassNotFoundException before21) {
      return jdk("sun.nio.ch.FileDispatcherImpl");
    }
  }

  static Class<?> jdk(String name) throws ClassNotFoundException {
    return Class.forName(name, true, null);
  }
}
