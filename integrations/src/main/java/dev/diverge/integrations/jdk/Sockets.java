package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import dev.diverge.integrations.jdk.Ends.End;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Aborts the TCP connections of an earlier epoch, as {@code sockets} says; listeners stay.
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
public final class Sockets implements TrackedReset {

  private static final String[] TYPES = {Ends.SOCKET, Ends.CHANNEL, Ends.ASYNCHRONOUS};

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public Phase phase() {
    return Phase.CONNECTIONS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    String policy = tools.option("sockets");
    if (policy.equals("keep")) {
      return 0;
    }
    Cut cut = null;
    for (String type : TYPES) {
      List<Object> owners = tools.living(type);
      if (!owners.isEmpty()) {
        cut = cut == null ? new Cut(tools, policy.equals("abort-all")) : cut;
        cut.all(owners, Ends.of(type, tools));
      }
    }
    return cut == null ? 0 : cut.done();
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    boolean any = false;
    for (String type : TYPES) {
      List<Object> owners = tools.living(type);
      if (!owners.isEmpty()) {
        any = true;
        Ends.Kind kind = Ends.of(type, tools);
        for (Object owner : owners) {
          End end = kind.end(owner);
          if (end != null) {
            isWithinMachine(end.remote(), end.remote());
            break;
          }
        }
      }
    }
    if (any) {
      new Cut(tools, false).done();
      new Wire(tools).rehearse();
    }
    return any;
  }

  /** Whether both ends are in this machine, so that {@code abort} keeps the connection. */
  public static boolean isWithinMachine(InetSocketAddress remote, InetSocketAddress local) {
    return remote.getAddress() == null
        || remote.getAddress().isLoopbackAddress()
        || remote.getAddress().equals(local.getAddress());
  }

  private static final class Cut {

    private final Wire wire;
    private final boolean forked;
    private final boolean all;
    private int done;
    private int failed;
    private @Nullable Throwable first;

    Cut(Tools tools, boolean all) throws ReflectiveOperationException {
      this.wire = new Wire(tools);
      this.forked = tools.isForkedChild();
      this.all = all || forked;
    }

    void all(List<Object> owners, Ends.Kind kind) {
      for (Object owner : owners) {
        try {
          End end = kind.end(owner);
          if (end != null && cut(end)) {
            done++;
          }
        } catch (IOException | IllegalAccessException e) {
          failed++;
          first = first == null ? e : first;
        }
      }
    }

    private boolean cut(End end) throws IOException {
      // Without a lock, the descriptor may just have been closed and become another file's: what
      // the kernel says of it must be what Java says.
      int port = wire.remotePort(end.fd());
      if (end.connecting() ? port != 0 : port != end.remote().getPort()) {
        return false;
      }
      if (!all && isWithinMachine(end.remote(), wire.local(end.fd()))) {
        return false;
      }
      if (forked) {
        wire.detach(end.fd());
      } else {
        wire.abort(end.fd());
      }
      return true;
    }

    int done() throws IOException {
      if (failed > 0) {
        throw new IOException(
            failed + " connections could not be aborted, " + done + " were; the first:", first);
      }
      return done;
    }
  }
}
