package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import io.netty.channel.DefaultChannelId;

@Versions({"io.netty:netty-transport:4.1.42.Final", "io.netty:netty-transport:4.2.20.Final"})
class NettyChannelIdTest implements LibraryTest {
  @Override
  public void describe(Emitters emitters) {
    emitters.add("the random part", () -> DefaultChannelId.newInstance().asShortText());
    // machine, process and sequence; the time and the random part follow.
    emitters.add(
        "the place",
        () -> DefaultChannelId.newInstance().asLongText().replaceAll("-.{16}-.{8}$", ""));
  }
}
