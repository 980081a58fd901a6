package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import dev.diverge.integrations.jdk.TcpEndpoints.Endpoint;
import java.util.List;

/** Aborts the TCP connections of an earlier epoch, as {@code sockets} says; listeners stay. */
public final class Sockets implements TrackedReset {

  private static final String[] TYPES = {
    TcpEndpoints.SOCKET, TcpEndpoints.CHANNEL, TcpEndpoints.ASYNCHRONOUS
  };

  /** Which take 3 ms in a JVM that has never cut one, and 0.3 ms later. */
  private static final int MANY = 20;

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public Phase phase() {
    return Phase.CONNECTIONS;
  }

  @Override
  public boolean isLong(Tools tools) {
    return !ConnectionCutter.isOff(tools) && living(tools) > MANY;
  }

  @Override
  public int reset(Tools tools) throws Exception {
    if (ConnectionCutter.isOff(tools)) {
      return 0;
    }
    ConnectionCutter cut = null;
    for (String type : TYPES) {
      List<Object> owners = tools.living(type);
      if (!owners.isEmpty()) {
        cut = cut == null ? new ConnectionCutter(tools) : cut;
        cut(cut, owners, TcpEndpoints.of(type, tools));
      }
    }
    return cut == null ? 0 : cut.done();
  }

  /** All kinds as soon as there is one: the others may follow. */
  @Override
  public boolean rehearse(Tools tools) throws Exception {
    if (living(tools) == 0) {
      return false;
    }
    for (String type : TYPES) {
      TcpEndpoints.EndpointKind kind = TcpEndpoints.of(type, tools);
      for (Object owner : tools.living(type)) {
        Endpoint end = kind.end(owner);
        if (end != null) {
          ConnectionCutter.isWithinMachine(end.remote(), end.remote());
          break;
        }
      }
    }
    ConnectionCutter cut = new ConnectionCutter(tools);
    cut.rehearse();
    cut.done();
    return true;
  }

  private static int living(Tools tools) {
    int living = 0;
    for (String type : TYPES) {
      living += tools.living(type).size();
    }
    return living;
  }

  private static void cut(
      ConnectionCutter cut, List<Object> owners, TcpEndpoints.EndpointKind kind) {
    for (Object owner : owners) {
      try {
        Endpoint end = kind.end(owner);
        if (end != null) {
          cut.one(end.fd(), end.remote(), end.connecting());
        }
      } catch (IllegalAccessException e) {
        cut.failed(e);
      }
    }
  }
}
