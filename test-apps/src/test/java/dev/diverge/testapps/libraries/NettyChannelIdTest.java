package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;

@Versions({
  "io.netty:netty-transport:4.1.42.Final",
  "io.netty:netty-transport:4.2.20.Final",
  "io.grpc:grpc-netty-shaded:1.30.0",
  "io.grpc:grpc-netty-shaded:1.85.1"
})
class NettyChannelIdTest implements LibraryTest {

  private static final String TYPE = "io.netty.channel.DefaultChannelId";
  private static final String RELOCATED = "io.grpc.netty.shaded.".concat(TYPE);

  @Override
  public void describe(Emitters emitters) throws Exception {
    Class<?> type = Class.forName(Loose.exists(RELOCATED) ? RELOCATED : TYPE);
    emitters.add("the random part", () -> text(type, "asShortText"));
    // machine, process and sequence; the time and the random part follow.
    emitters.add("the place", () -> text(type, "asLongText").replaceAll("-.{16}-.{8}$", ""));
  }

  private static String text(Class<?> type, String form) throws Exception {
    Object id = type.getMethod("newInstance").invoke(null);
    return (String) type.getMethod(form).invoke(id);
  }
}
