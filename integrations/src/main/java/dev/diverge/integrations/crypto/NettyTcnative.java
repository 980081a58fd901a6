package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.integrations.Tools;
import java.lang.reflect.Array;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;

/**
 * Netty's OpenSSL engines. A server's context gets a fresh session id context: sessions and tickets
 * carry the one they were made in, and are resumed in no other, wherever they were kept. Sessions
 * are in caches of Netty's own, or in the native context before 4.1.60; tickets are under keys in
 * the native context.
 */
public final class NettyTcnative implements Integration {

  private static final String GRPC = "io.grpc.netty.shaded.";
  private static final String HANDLER = "io.netty.handler.ssl.";
  private static final String TCNATIVE = "io.netty.internal.tcnative.";
  private static final String SESSIONS = HANDLER + "OpenSslSessionContext";

  @Override
  public void describe(Library library) {
    library
        .name("netty-tcnative")
        .severity(Severity.SECURITY)
        .verifiedOn("io.netty:netty-handler", "4.1.42.Final", "4.2.20.Final")
        .verifiedOn("io.netty:netty-tcnative-boringssl-static", "2.0.26.Final", "2.0.84.Final")
        .state("TLS sessions to resume, of clients and servers; ticket keys; the native generator")
        .reset("caches are emptied, a server resumes nothing of before, and has a fresh ticket key")
        .limits(
            "a ticket key that the application gave is replaced too: give the next one as always;"
                + " BoringSSL's own, renewed every two days, by one that stays until then. Live"
                + " connections are aborted as sockets= says; one that stays within the machine goes on, under the same keys in each clone")
        .uncovered(
            "the generator, in native memory: BoringSSL has one for each thread, and mixes in what"
                + " Intel's processors draw; on others, a thread of two clones may draw the same until"
                + " it is reseeded, once in 4096 draws: use SslProvider.JDK there");
    for (String shaded : new String[] {"", GRPC}) {
      library.type(shaded + SESSIONS).tracked().noticed("setSessionFromCache", "getSession");
      library
          .type(shaded + HANDLER + "ReferenceCountedOpenSslContext")
          .noticed("newEngine", "newHandler");
      library.type(shaded + TCNATIVE + "SSLContext");
    }
    library.trackedReset(TcnativeSessions.class.getName());
  }

  /** What is done with them. */
  public static final class TcnativeSessions extends NativeTlsSessions {

    private static final int ID_CONTEXT_BYTES = 32; // at most
    private static final int KEY_BYTES = 16;

    public TcnativeSessions() {
      super("netty-tcnative", SESSIONS, GRPC + SESSIONS);
    }

    /** As Netty does it: the native context is used, and freed, under this lock. */
    @Override
    boolean forget(Instance sessions, Tools tools) throws Exception {
      Instance context = sessions.get("context");
      Lock lock = context.get("ctxLock").as(ReadWriteLock.class).writeLock();
      lock.lockInterruptibly();
      try {
        long pointer = context.get("ctx").as(Long.class);
        if (pointer == 0) {
          return false; // released
        }
        if (sessions.hasField("sessionCache")) {
          sessions.get("sessionCache").call("clear");
        }
        if (sessions.className().endsWith("." + "OpenSslServerSessionContext")) {
          sessions.call("setSessionIdContext", tools.fresh(ID_CONTEXT_BYTES));
          renewTicketKey(sessions, pointer, tools);
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    /**
     * Not by Netty's own method, which would allow tickets as well: they are allowed for each
     * engine, and a key alone changes nothing.
     */
    private static void renewTicketKey(Instance sessions, long pointer, Tools tools)
        throws Exception {
      String name = sessions.className();
      String tcnative = name.substring(0, name.indexOf(HANDLER)) + TCNATIVE;
      Object key =
          sessions
              .type(tcnative + "SessionTicketKey")
              .make(tools.fresh(KEY_BYTES), tools.fresh(KEY_BYTES), tools.fresh(KEY_BYTES))
              .as(Object.class);
      Object keys = Array.newInstance(key.getClass(), 1);
      Array.set(keys, 0, key);
      sessions.type(tcnative + "SSLContext").call("setSessionTicketKeys", pointer, keys);
    }
  }
}
