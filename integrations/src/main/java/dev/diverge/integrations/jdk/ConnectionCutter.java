package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Tools;
import java.io.FileDescriptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Cuts TCP connections of an earlier epoch, as {@code sockets} says; for one transition.
 *
 * <p>Aborted, not closed: an orderly end would be a message on a stream that another clone writes,
 * too. And aborted in the kernel, below the locks of the classes above: a thread frozen in one of
 * them stops nothing, whoever waits for the socket wakes with an ordinary "Connection reset", and
 * the owner closes it as it would any other that broke.
 *
 * <p>A connection within this machine was cloned together with its peer, so by default it is kept.
 * A forked child shares its sockets with its parent, peers and all; there each is let go of, which
 * the parent does not notice.
 */
public final class ConnectionCutter {

  private final SocketCalls wire;
  private final boolean forked;
  private final boolean all;
  private int done;
  private int failed;
  private @Nullable Throwable first;

  public ConnectionCutter(Tools tools) throws ReflectiveOperationException {
    this.wire = new SocketCalls(tools);
    this.forked = tools.isForkedChild();
    this.all = isAll(tools) || forked;
  }

  /** Whether all are kept. */
  public static boolean isOff(Tools tools) {
    return tools.option("sockets").equals("keep");
  }

  /** Whether those within the machine are cut, too. */
  public static boolean isAll(Tools tools) {
    return tools.option("sockets").equals("abort-all");
  }

  /** Whether both ends are in this machine, so that {@code abort} keeps the connection. */
  public static boolean isWithinMachine(InetSocketAddress remote, InetSocketAddress local) {
    return remote.getAddress() == null
        || remote.getAddress().isLoopbackAddress()
        || remote.getAddress().equals(local.getAddress());
  }

  /**
   * Cuts a connection, unless it is to be kept.
   *
   * @param remote the peer, as its owner says
   * @param connecting whether the handshake is under way
   * @return whether it was cut
   */
  public boolean one(FileDescriptor fd, InetSocketAddress remote, boolean connecting) {
    try {
      boolean isCut = cut(fd, remote, connecting);
      done += isCut ? 1 : 0;
      return isCut;
    } catch (IOException e) {
      failed(e);
      return false;
    }
  }

  /** Has those notice a cut who wait for more to read, and not for an error. */
  public void hangUp(FileDescriptor fd) {
    try {
      wire.hangUp(fd);
    } catch (IOException e) {
      failed(e);
    }
  }

  private boolean cut(FileDescriptor fd, InetSocketAddress remote, boolean connecting)
      throws IOException {
    // Without a lock, the descriptor may just have been closed and become another file's: what
    // the kernel says of it must be what Java says.
    int port = wire.remotePort(fd);
    if (connecting ? port != 0 : port != remote.getPort()) {
      return false;
    }
    if (!all && isWithinMachine(remote, wire.local(fd))) {
      return false;
    }
    if (forked) {
      wire.detach(fd);
    } else {
      wire.abort(fd);
    }
    return true;
  }

  /** Each call to the kernel once, on a descriptor that is none. */
  public void rehearse() {
    wire.rehearse();
  }

  /** One that cannot even be looked at. */
  public void failed(Throwable why) {
    failed++;
    first = first == null ? why : first;
  }

  /**
   * To be called once.
   *
   * @return how many were cut
   * @throws IOException if that failed for one
   */
  public int done() throws IOException {
    if (failed > 0) {
      throw new IOException(
          failed + " connections could not be aborted, " + done + " were; the first:", first);
    }
    return done;
  }
}
