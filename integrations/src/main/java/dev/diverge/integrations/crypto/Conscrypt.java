package dev.diverge.integrations.crypto;

import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Integration;
import dev.diverge.integrations.Library;
import dev.diverge.integrations.Severity;
import dev.diverge.integrations.Tools;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Conscrypt keeps TLS sessions twice, in Java and in the native context, which has the keys of
 * tickets too. A server's is exchanged for a fresh one, since nothing else drops them: another
 * session id context would break clients, whose engines are made in a server's context. Only
 * SPAKE2+ sets there what cannot be read back.
 */
public final class Conscrypt implements Integration {

  private static final String CONSCRYPT = "org.conscrypt.";
  private static final String SESSIONS = CONSCRYPT + "AbstractSessionContext";
  private static final String SPAKE = CONSCRYPT + "Spake2PlusKeyManager";

  @Override
  public void describe(Library library) {
    library
        .name("conscrypt")
        .severity(Severity.SECURITY)
        .verifiedOn("org.conscrypt:conscrypt-openjdk-uber", "2.0.0", "2.5.2")
        .verifiedOn("org.conscrypt:conscrypt-openjdk-uber", "2.6.0", "2.9.0")
        .state("TLS sessions to resume, of clients and servers; ticket keys; the native generator")
        .reset(
            "caches are emptied; a server's native context, with sessions and keys, is made anew")
        .limits(
            "the connection that a thread waits for in a server socket's accept(), and a server's"
                + " engine made before the clone, may still resume, as may what an"
                + " SSLClientSessionCache or SSLServerSessionCache of the application's holds; where"
                + " SPAKE2+ is used, native contexts are left alone; before 2.6 the old one's memory"
                + " is not freed. Live connections are aborted as sockets= says; one that stays within"
                + " the machine goes on, under the same keys in each clone")
        .uncovered(
            "the generator, in native memory: BoringSSL has one for each thread, and mixes in what"
                + " Intel's processors draw; on others, a thread of two clones may draw the same until"
                + " it is reseeded, once in 4096 draws, fresh ticket keys included: terminate TLS with"
                + " the JDK's provider there. What is drawn through SecureRandom is mixed with fresh"
                + " bytes all the same");
    library.type(CONSCRYPT + "OpenSSLProvider");
    library.type(SESSIONS).tracked().noticed("newSsl", "getSession");
    library.type(CONSCRYPT + "NativeSsl").noticed("newInstance");
    library.type(SPAKE).tracked();
    library.trackedReset(ConscryptSessions.class.getName());
  }

  /** What is done with them. */
  public static final class ConscryptSessions extends NativeTlsSessions {

    public ConscryptSessions() {
      super("conscrypt", SESSIONS);
    }

    private static final String POINTER = "sslCtxNativePointer";

    @Override
    boolean forget(Instance context, Tools tools) throws Exception {
      boolean isServer = context.className().endsWith(".ServerSessionContext");
      boolean used = !isServer || !tools.living(SPAKE).isEmpty() || renew(context);
      clear(context, "sessions");
      if (!isServer) {
        clear(context, "sessionsByHostAndPort");
      }
      return used;
    }

    /**
     * Connections hold the native context that they are of. Before 2.6 there is no lock: who is
     * about to make a connection may have read the old pointer, so that is never freed.
     */
    private static boolean renew(Instance context) throws Exception {
      boolean locked = context.hasField("lock");
      Lock lock =
          locked ? context.get("lock").as(ReadWriteLock.class).writeLock() : new ReentrantLock();
      lock.lockInterruptibly();
      try {
        long old = context.get(POINTER).as(Long.class);
        if (old == 0) {
          return false; // freed
        }
        context.set(POINTER, fresh(context));
        if (locked) {
          context
              .type(CONSCRYPT + "NativeCrypto")
              .call("SSL_CTX_free", old, context.as(Object.class));
        }
        return true;
      } finally {
        lock.unlock();
      }
    }

    /** As Conscrypt makes one, with the time-out that was set in the old one, if any was. */
    private static long fresh(Instance context) throws Exception {
      Instance crypto = context.type(CONSCRYPT + "NativeCrypto");
      Object holder = context.as(Object.class);
      long pointer = crypto.call("SSL_CTX_new").as(Long.class);
      crypto.call("SSL_CTX_set_session_id_context", pointer, holder, new byte[] {' '});
      Integer seconds = context.get("timeout").as(Integer.class);
      if (!seconds.equals(context.get("DEFAULT_SESSION_TIMEOUT_SECONDS").value())) {
        long timeout = seconds > 0 ? seconds : Integer.MAX_VALUE; // for ever
        crypto.call("SSL_CTX_set_timeout", pointer, holder, timeout);
      }
      return pointer;
    }

    private static void clear(Instance context, String field) throws Exception {
      Map<?, ?> sessions = context.get(field).as(Map.class);
      synchronized (sessions) {
        sessions.clear();
      }
    }
  }
}
