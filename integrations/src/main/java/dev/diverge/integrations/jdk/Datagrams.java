package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.channels.Channel;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Connected datagram sockets, closed if {@code datagrams} says so. By default they are kept: a
 * datagram is whole by itself, and those who send metrics or logs that way seldom open another.
 */
public final class Datagrams implements TrackedReset {

  static final String CHANNEL = "sun.nio.ch.DatagramChannelImpl";

  @Override
  public String name() {
    return "datagrams";
  }

  @Override
  public Phase phase() {
    return Phase.CONNECTIONS;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    List<Object> channels = List.of();
    if (tools.option("datagrams").equals("abort")) {
      channels = tools.living(CHANNEL);
    }
    if (channels.isEmpty()) {
      return 0;
    }
    Class<?> type = SocketCalls.jdk(CHANNEL);
    Field remote = tools.field(type, "remoteAddress");
    Field fd = tools.field(type, "fd");
    SocketCalls wire = new SocketCalls(tools);
    boolean forked = tools.isForkedChild();
    List<Object> those = channels;
    return tools.bounded(
        new Callable<Integer>() {
          @Override
          public Integer call() throws Exception {
            return close(those);
          }

          private int close(List<Object> owners) throws IOException, IllegalAccessException {
            int closed = 0;
            for (Object owner : owners) {
              if (!((Channel) owner).isOpen() || remote.get(owner) == null) {
                continue;
              }
              closed++;
              if (forked) {
                wire.detach((FileDescriptor) fd.get(owner));
              } else {
                ((Channel) owner).close();
              }
            }
            return closed;
          }
        });
  }
}
