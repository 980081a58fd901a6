package dev.diverge.integrations.pools;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import dev.diverge.integrations.jdk.ConnectionCutter;
import java.io.FileDescriptor;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the sockets of Netty's native transports by their descriptors, as those of the JDK: its
 * event loop finds them reset, and tells the application of an ordinary "Connection reset".
 */
public final class NativeConnections implements TrackedReset {

  /** Of Netty's FileDescriptor, in all versions. */
  private static final int CLOSED = 1;

  @Override
  public String name() {
    return "native-sockets";
  }

  @Override
  public Phase phase() {
    return Phase.CONNECTIONS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    int count = 0;
    if (!ConnectionCutter.isOff(tools)) {
      ConnectionCutter cut = new ConnectionCutter(tools);
      connections(cut, tools, NettyNativeSockets.EPOLL, false);
      connections(cut, tools, NettyNativeSockets.IO_URING, true);
      connections(cut, tools, NettyNativeSockets.INCUBATOR, true);
      count = cut.done();
    }
    if (tools.option("datagrams").equals("abort")) {
      count += datagrams(tools, NettyNativeSockets.EPOLL_DATAGRAMS);
      count += datagrams(tools, NettyNativeSockets.IO_URING_DATAGRAMS);
      count += datagrams(tools, NettyNativeSockets.INCUBATOR_DATAGRAMS);
    }
    return count;
  }

  @Override
  public boolean rehearse(Tools tools) throws Exception {
    boolean any = rehearse(tools, NettyNativeSockets.EPOLL);
    any |= rehearse(tools, NettyNativeSockets.IO_URING);
    any |= rehearse(tools, NettyNativeSockets.INCUBATOR);
    if (any) {
      ConnectionCutter cut = new ConnectionCutter(tools);
      cut.rehearse();
      cut.done();
    }
    return any;
  }

  private static boolean rehearse(Tools tools, String type) throws Exception {
    for (Object channel : tools.living(type)) {
      new Members(tools, channel.getClass()).look(channel);
      new Closing(tools.instance(channel)).rehearse();
      return true;
    }
    return false;
  }

  /**
   * Cuts those of one kind.
   *
   * @param uring whether its event loops wait for what there is to read, and for no errors
   */
  private static void connections(ConnectionCutter cut, Tools tools, String type, boolean uring) {
    Members members = null; // thousands of one class: they are looked up once
    for (Object channel : tools.living(type)) {
      try {
        if (members == null || members.owner != channel.getClass()) {
          members = new Members(tools, channel.getClass());
        }
        if (members.cut(channel, cut, uring) && uring && !tools.isForkedChild()) {
          Closing.ask(tools.instance(channel));
        }
      } catch (Exception e) {
        cut.failed(e);
      }
    }
  }

  /** In a forked child there is no event loop that would use them. */
  private static int datagrams(Tools tools, String type) throws Exception {
    int count = 0;
    for (Object each : tools.isForkedChild() ? List.of() : tools.living(type)) {
      Instance channel = tools.instance(each);
      if (channel.call("isConnected").as(Boolean.class)) {
        Closing.ask(channel);
        count++;
      }
    }
    return count;
  }

  /**
   * Closes a channel, on its event loop: that may be waiting for this very transition, so it is
   * asked, and not waited for.
   */
  private static final class Closing implements Runnable {

    private final Instance channel;

    private Closing(Instance channel) {
      this.channel = channel;
    }

    static void ask(Instance channel) throws Exception {
      channel.call("eventLoop").as(Executor.class).execute(new Closing(channel));
    }

    /** All but the asking. */
    void rehearse() throws Exception {
      channel.call("eventLoop").as(Executor.class);
      channel.hasMethod("close");
    }

    @Override
    public void run() {
      try {
        channel.call("close");
      } catch (Exception e) {
        throw new IllegalStateException(e); // Netty logs it
      }
    }
  }

  /** Fields of one copy of a channel's class. */
  private static final class Members {

    private final Class<?> owner;
    private final Field socket;
    private final Field fd;
    private final Field state;
    private final Field remote;
    private final Field requested;
    private final Field descriptor;

    Members(Tools tools, Class<?> owner) throws NoSuchFieldException {
      this.owner = owner;
      socket = field(tools, owner, "socket");
      fd = field(tools, socket.getType(), "fd");
      state = field(tools, socket.getType(), "state");
      remote = field(tools, owner, "remote");
      requested = field(tools, owner, "requestedRemoteAddress");
      descriptor = tools.field(FileDescriptor.class, "fd");
    }

    private static Field field(Tools tools, Class<?> type, String name)
        throws NoSuchFieldException {
      for (Class<?> c = type; c != null; c = c.getSuperclass()) {
        for (Field declared : c.getDeclaredFields()) {
          if (declared.getName().equals(name)) {
            return tools.field(c, name);
          }
        }
      }
      throw new NoSuchFieldException(type.getName() + "." + name);
    }

    boolean cut(Object channel, ConnectionCutter cut, boolean hangUp)
        throws IllegalAccessException {
      Object open = socket.get(channel);
      if (open == null || (state.getInt(open) & CLOSED) != 0) {
        return false;
      }
      InetSocketAddress connected = address(remote.get(channel));
      InetSocketAddress peer = peer(channel, connected);
      if (peer == null) {
        return false;
      }
      FileDescriptor borrowed = new FileDescriptor();
      descriptor.setInt(borrowed, fd.getInt(open));
      boolean isCut = cut.one(borrowed, peer, connected == null);
      if (isCut && hangUp) {
        cut.hangUp(borrowed);
      }
      return isCut;
    }

    /** Reads each once. */
    void look(Object channel) throws IllegalAccessException {
      Object open = socket.get(channel);
      if (open != null) {
        state.getInt(open);
        fd.getInt(open);
      }
      FileDescriptor none = new FileDescriptor();
      descriptor.setInt(none, -1);
      InetSocketAddress connected = address(remote.get(channel));
      InetSocketAddress peer = peer(channel, connected);
      if (peer != null) {
        ConnectionCutter.isWithinMachine(peer, peer);
      }
    }

    /** Whom it is connected to, or is about to be. */
    private @Nullable InetSocketAddress peer(Object channel, @Nullable InetSocketAddress connected)
        throws IllegalAccessException {
      return connected != null ? connected : address(requested.get(channel));
    }

    private static @Nullable InetSocketAddress address(@Nullable Object address) {
      return address instanceof InetSocketAddress inet ? inet : null;
    }
  }
}
