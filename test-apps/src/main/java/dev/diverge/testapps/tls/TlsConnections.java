package dev.diverge.testapps.tls;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLException;

/**
 * Live connections that are cloned: each clone sends one record of its own on each of them, from
 * either side, and gives its plaintext along. A refusal is what it gives instead.
 *
 * @param identity the server's
 */
public record TlsConnections(Identity identity) implements EmitterSet {
  /** What a clone says instead of a record. */
  public static final String REFUSED = "refused: ";

  /** The kinds of connection, {@code protocol, suite}. */
  static final List<List<String>> KINDS =
      List.of(
          List.of("TLSv1.3", "TLS_AES_128_GCM_SHA256"),
          List.of("TLSv1.3", "TLS_CHACHA20_POLY1305_SHA256"),
          List.of("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
          List.of("TLSv1.2", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"),
          List.of("DTLSv1.2", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"));

  @Override
  public void describe(Emitters emitters) throws Exception {
    TlsContexts tls = new TlsContexts(identity, "TLS");
    TlsContexts dtls = new TlsContexts(identity, "DTLS");
    for (List<String> kind : KINDS) {
      TlsContexts contexts = kind.get(0).startsWith("D") ? dtls : tls;
      EnginePair pair = new EnginePair(contexts, kind.get(0), kind.get(1));
      emitters.add(name(kind, "client"), () -> send(pair::clientRecord)).onlyRecorded().warmedBy(1);
      emitters.add(name(kind, "server"), () -> send(pair::serverRecord)).onlyRecorded().warmedBy(1);
    }
  }

  static String name(List<String> kind, String side) {
    return String.join(" ", kind) + " " + side;
  }

  private interface Sender {
    byte[] record(byte[] plaintext) throws SSLException;
  }

  /** The plaintext and the record, in hexadecimal and joined by a colon. */
  private static String send(Sender sender) throws Exception {
    byte[] plaintext = secretOfThisProcess();
    try {
      return Hex.of(plaintext) + ":" + Hex.of(sender.record(plaintext));
    } catch (SSLException refused) {
      return REFUSED + refused.getMessage();
    }
  }

  private static byte[] secretOfThisProcess() throws Exception {
    String pid = Files.readSymbolicLink(Path.of("/proc/self")).toString();
    return "the secret of process %8s".formatted(pid).getBytes(StandardCharsets.US_ASCII);
  }
}
