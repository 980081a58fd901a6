package dev.diverge.integrations.jdk;

import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import dev.diverge.integrations.jdk.Ends.End;
import java.util.List;

/** Aborts the TCP connections of an earlier epoch, as {@code sockets} says; listeners stay. */
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
    if (Cut.isOff(tools)) {
      return 0;
    }
    Cut cut = null;
    for (String type : TYPES) {
      List<Object> owners = tools.living(type);
      if (!owners.isEmpty()) {
        cut = cut == null ? new Cut(tools) : cut;
        cut(cut, owners, Ends.of(type, tools));
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
            Cut.isWithinMachine(end.remote(), end.remote());
            break;
          }
        }
      }
    }
    if (any) {
      Cut cut = new Cut(tools);
      cut.rehearse();
      cut.done();
    }
    return any;
  }

  private static void cut(Cut cut, List<Object> owners, Ends.Kind kind) {
    for (Object owner : owners) {
      try {
        End end = kind.end(owner);
        if (end != null) {
          cut.one(end.fd(), end.remote(), end.connecting());
        }
      } catch (IllegalAccessException e) {
        cut.failed(e);
      }
    }
  }
}
