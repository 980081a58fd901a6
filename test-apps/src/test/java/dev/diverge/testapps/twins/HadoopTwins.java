package dev.diverge.testapps.twins;

import dev.diverge.testapps.answers.Page;
import dev.diverge.testapps.libraries.Inside;
import java.nio.file.Path;

/** What Hadoop's servers keep of answers, asked by each of two clones under the same number. */
final class HadoopTwins {

  private static final String IPC = "org.apache.hadoop.ipc.";
  private static final int NUMBER = 7;
  private static final long A_MINUTE = 60_000_000_000L;

  private final Object cache = Inside.make(IPC + "RetryCache", "answers", 1.0, A_MINUTE);

  private HadoopTwins() throws Exception {}

  public static void main(String[] args) throws Exception {
    Object one = client();
    Object other = client();
    Twins.alike(one, other, "clientId");
    new Page(Path.of(args[0])).raise();
    HadoopTwins server = new HadoopTwins();
    System.out.println(
        "one got "
            + server.answer(one, "one's")
            + ", other got "
            + server.answer(other, "other's"));
    System.exit(0);
  }

  private static Object client() throws Exception {
    Object configuration = Inside.make("org.apache.hadoop.conf.Configuration", false);
    Class<?> answers = Class.forName("org.apache.hadoop.io.ObjectWritable");
    return Inside.make(IPC + "Client", answers, configuration);
  }

  /** As each operation of the name node's does that is not to be done twice. */
  private Object answer(Object client, String answer) throws Exception {
    Inside.provoke(client, "call");
    Object kept = kept((byte[]) Inside.get(client, "clientId"));
    if ((boolean) Inside.call(kept, "isSuccess")) {
      return Inside.call(kept, "getPayload");
    }
    Inside.call(IPC + "RetryCache", "setState", kept, true, answer);
    return answer;
  }

  /** The cache asks for the call that is under way, or is told of it. */
  private Object kept(byte[] id) throws Exception {
    Object kind = Inside.get(IPC + "RPC$RpcKind", "RPC_PROTOCOL_BUFFER");
    @SuppressWarnings("unchecked")
    ThreadLocal<Object> current = (ThreadLocal<Object>) Inside.call(IPC + "Server", "getCurCall");
    current.set(Inside.make(IPC + "Server$Call", NUMBER, 0, kind, id));
    String wait = "waitForCompletion";
    try {
      return Inside.call(IPC + "RetryCache", wait, cache, null, id, NUMBER);
    } catch (NoSuchMethodError beforeItIsTold) {
      return Inside.call(IPC + "RetryCache", wait, cache, null);
    }
  }
}
