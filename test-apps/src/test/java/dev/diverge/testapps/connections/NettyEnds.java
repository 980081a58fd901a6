package dev.diverge.testapps.connections;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A client and a server on one of Netty's transports. Told what to do in words, since it may be
 * loaded beside any version of Netty, or a shaded one.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the channel tells its handlers
public final class NettyEnds implements Function<String, String> {

  private static final int PATIENCE_SECONDS = 30;

  private final Map<String, String> names;
  private final EventLoopGroup group;
  private final Lines client = new Lines();
  private final Lines abroad = new Lines();
  private final Lines server = new Lines();
  private @Nullable Channel connection;

  /**
   * The ends.
   *
   * @param names {@code group}, {@code channel} and {@code server}: names of Netty's classes;
   *     {@code label}; {@code port} of the peer; {@code own}, an address of this machine, or empty
   */
  public NettyEnds(Map<String, String> names) throws ReflectiveOperationException {
    this.names = names;
    this.group = group(name("group"));
  }

  private String name(String key) {
    return Objects.requireNonNull(names.get(key), key);
  }

  private static EventLoopGroup group(String name) throws ReflectiveOperationException {
    Class<?> named = Class.forName(name);
    if (EventLoopGroup.class.isAssignableFrom(named)) {
      return (EventLoopGroup) named.getConstructor(int.class).newInstance(1);
    }
    Object factory = named.getMethod("newFactory").invoke(null); // from 4.2
    Class<?> any = Class.forName("io.netty.channel.MultiThreadIoEventLoopGroup");
    Class<?> factories = Class.forName("io.netty.channel.IoHandlerFactory");
    return (EventLoopGroup) any.getConstructor(int.class, factories).newInstance(1, factory);
  }

  @Override
  public String apply(String deed) {
    try {
      return switch (deed) {
        case "open" -> open();
        case "write" -> write();
        case "again" -> again();
        case "client" -> client.outcome(0);
        case "client's end" -> client.outcome(PATIENCE_SECONDS);
        case "server" -> server.outcome(0);
        case "server's end" -> server.outcome(PATIENCE_SECONDS);
        case "abroad" -> abroad.outcome(0);
        case "abroad's end" -> abroad.outcome(PATIENCE_SECONDS);
        case "close" -> String.valueOf(group.shutdownGracefully(0, 0, TimeUnit.SECONDS));
        default -> throw new IllegalArgumentException(deed);
      };
    } catch (Exception e) {
      throw new IllegalStateException(deed, e);
    }
  }

  /** The port of the server. */
  private String open() throws Exception {
    int peer = Integer.parseInt(name("port"));
    connection =
        connect(client, new InetSocketAddress(InetAddress.getLoopbackAddress(), peer), null);
    ask(connection, client, name("label"));
    if (!name("own").isEmpty()) {
      // Neither a loopback peer nor the address it leaves from: all that tells another machine's.
      InetSocketAddress from = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      ask(
          connect(
              abroad, new InetSocketAddress(InetAddress.getAllByName(name("own"))[0], peer), from),
          abroad,
          "abroad");
    }
    ServerBootstrap bootstrap = new ServerBootstrap();
    bootstrap.group(group).channel(Class.forName(name("server")).asSubclass(ServerChannel.class));
    bootstrap.childHandler(
        new ChannelInitializer<Channel>() {
          @Override
          protected void initChannel(Channel accepted) {
            accepted.pipeline().addLast(server, new Echo());
          }
        });
    Channel listener = bootstrap.bind("127.0.0.1", 0).sync().channel();
    return String.valueOf(((InetSocketAddress) listener.localAddress()).getPort());
  }

  private Channel connect(
      ChannelHandler handler, InetSocketAddress to, @Nullable InetSocketAddress from)
      throws Exception {
    Bootstrap bootstrap = new Bootstrap();
    bootstrap.group(group).channel(Class.forName(name("channel")).asSubclass(Channel.class));
    bootstrap.handler(handler);
    return (from == null ? bootstrap.connect(to) : bootstrap.connect(to, from)).sync().channel();
  }

  private static String ask(Channel on, Lines lines, String question) throws Exception {
    on.writeAndFlush(bytes(question)).sync();
    return lines.take();
  }

  /** On the connection of before. */
  private String write() throws InterruptedException {
    Channel before = Objects.requireNonNull(connection);
    return before.writeAndFlush(bytes("late")).await().isSuccess() ? "written" : "failed";
  }

  private String again() throws Exception {
    Lines lines = new Lines();
    int peer = Integer.parseInt(name("port"));
    return ask(
        connect(lines, new InetSocketAddress(InetAddress.getLoopbackAddress(), peer), null),
        lines,
        "again");
  }

  private static ByteBuf bytes(String line) {
    return Unpooled.copiedBuffer(line + "\n", StandardCharsets.UTF_8);
  }

  /** What came, and how it ended. */
  @ChannelHandler.Sharable
  private static final class Lines extends ChannelInboundHandlerAdapter {

    private final BlockingQueue<String> got = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    String take() throws InterruptedException {
      String line = got.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return line == null ? "nothing: " + outcome(0) : line.strip();
    }

    String outcome(int seconds) throws InterruptedException {
      try {
        return end.get(seconds, TimeUnit.SECONDS);
      } catch (TimeoutException goesOn) {
        return "goes on";
      } catch (java.util.concurrent.ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      got.add(((ByteBuf) message).toString(StandardCharsets.UTF_8));
      context.fireChannelRead(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      end.complete(
          String.valueOf(cause.getMessage()).contains("reset") ? "reset" : cause.toString());
      context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end.complete("ended");
    }
  }

  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (message instanceof ByteBuf line) {
        context.writeAndFlush(line);
      } else {
        ReferenceCountUtil.release(message);
      }
    }
  }
}
