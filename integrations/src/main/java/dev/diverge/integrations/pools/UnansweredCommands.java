package dev.diverge.integrations.pools;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import dev.diverge.integrations.jdk.ConnectionCutter;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/**
 * Ends the commands that a Lettuce connection has sent and Redis has not answered, with an
 * exception: what became of them is not known. Lettuce would send them again once it has
 * reconnected, and so would every clone. Those that only read may be sent again.
 *
 * <p>A connection's commands are its event loop's to touch, and that may be waiting for this very
 * transition, so it is asked and not waited for. It is asked before the socket is aborted: what it
 * does about that comes later in its queue. The commands stay where they are, in case they are
 * answered; Lettuce sends none that is done.
 */
public final class UnansweredCommands implements TrackedReset {

  static final String HANDLER = "io.lettuce.core.protocol.CommandHandler";

  private static final String UNKNOWN =
      "the machine was cloned before this was answered: it may have been done or not";

  @Override
  public String name() {
    return "lettuce-commands";
  }

  @Override
  public Phase phase() {
    return Phase.REQUESTS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    if (ConnectionCutter.isOff(tools) || tools.isForkedChild()) { // whose event loops have ended
      return 0;
    }
    int count = 0;
    Exception failure = null;
    for (Object each : tools.living(HANDLER)) {
      try {
        Instance handler = tools.instance(each);
        Instance channel = handler.get("channel");
        if (channel.value() != null && isCut(channel, ConnectionCutter.isAll(tools))) {
          channel.call("eventLoop").as(Executor.class).execute(() -> end(handler));
          count++;
        }
      } catch (Exception e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
    return count;
  }

  /** What is no TCP connection is not. */
  private static boolean isCut(Instance channel, boolean all) throws Exception {
    return channel.call("isActive").as(Boolean.class)
        && channel.call("remoteAddress").value() instanceof InetSocketAddress remote
        && channel.call("localAddress").value() instanceof InetSocketAddress local
        && (all || !ConnectionCutter.isWithinMachine(remote, local));
  }

  private static void end(Instance handler) {
    try {
      Instance readOnly = readOnly(handler);
      Instance exception = handler.type("io.lettuce.core.RedisException");
      for (Instance command : handler.get("stack").each()) {
        Object type = command.call("getType").value();
        if (!readOnly.call("isReadOnlyCommand", type).as(Boolean.class)) {
          command.call("completeExceptionally", exception.make(UNKNOWN).value());
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException("commands under way may be sent again", e); // Netty logs it
    }
  }

  /** The older place first: a newer Lettuce may be behind an older one on the class path. */
  private static Instance readOnly(Instance handler) throws ClassNotFoundException {
    try {
      return handler.type("io.lettuce.core.cluster.ReadOnlyCommands");
    } catch (ClassNotFoundException newer) {
      return handler.type("io.lettuce.core.protocol.ReadOnlyCommands");
    }
  }
}
