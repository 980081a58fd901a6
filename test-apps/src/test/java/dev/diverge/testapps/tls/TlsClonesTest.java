package dev.diverge.testapps.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Comparison;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.JavaHome;
import dev.diverge.testlab.Outcome;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clones of a JVM with live TLS connections and with sessions to resume. Two clones of a connection
 * give away what they send, unless neither sends anything.
 */
class TlsClonesTest {
  private static final int CLONES = 3;
  private static final int TLS_HEADER = 5;
  private static final int DTLS_HEADER = 13;
  private static final int EXPLICIT_NONCE = 8;

  @TempDir private static Path folder;

  private static Outcome control;
  private static Outcome guarded;

  @BeforeAll
  static void cloneThem() {
    Identity identity = Identity.make(JavaHome.forTests(), folder);
    EmitterSet connections = new TlsConnections(identity);
    EmitterSet stateless = new TlsResumptions(identity, true);
    EmitterSet stateful = new TlsResumptions(identity, false);
    EmitterSet all =
        emitters -> {
          connections.describe(emitters);
          stateless.describe(emitters);
          stateful.describe(emitters);
        };
    Comparison comparison =
        Comparison.run(
            new ForkLab(all).clones(CLONES).slowClones(CLONES), Optional.of(AgentJar.required()));
    control = comparison.control();
    guarded = Objects.requireNonNull(comparison.guarded());
    assertEquals(List.of(), control.complaints());
    assertEquals(List.of(), guarded.complaints(), guarded::stderr);
  }

  @Test
  void whoeverKnowsWhatOneCloneSendsReadsTheOther() {
    for (List<String> kind : TlsConnections.KINDS) {
      assertRecovered(kind, control.emitter(TlsConnections.name(kind, "client")));
      assertRecovered(kind, control.emitter(TlsConnections.name(kind, "server")));
    }
  }

  @Test
  void noConnectionSendsAnythingAfterItsEpoch() {
    for (List<String> kind : TlsConnections.KINDS) {
      assertRefused(guarded.emitter(TlsConnections.name(kind, "client")));
      assertRefused(guarded.emitter(TlsConnections.name(kind, "server")));
    }
  }

  @Test
  void noSessionInATicketIsResumedAfterItsEpoch() {
    assertResumption(true);
  }

  @Test
  void noSessionInACacheIsResumedAfterItsEpoch() {
    assertResumption(false);
  }

  private static void assertResumption(boolean stateless) {
    TlsResumptions sessions = new TlsResumptions(Identity.NONE, stateless);
    for (String protocol : TlsResumptions.PROTOCOLS) {
      String name = sessions.name(protocol);
      assertEquals(
          Collections.nCopies(CLONES, List.of("resumed, resumed")),
          control.emitter(name).drawnByClones(),
          name);
      assertEquals(
          Collections.nCopies(CLONES, List.of("full, resumed")),
          guarded.emitter(name).drawnByClones(),
          name);
    }
  }

  /** The plaintext of one clone, computed from both records and that of the other. */
  private static void assertRecovered(List<String> kind, EmitterOutcome outcome) {
    List<List<String>> clones = outcome.drawnByClones();
    String[] one = clones.get(0).get(0).split(":", -1);
    String[] other = clones.get(1).get(0).split(":", -1);
    assertNotEquals(one[0], other[0], "two plaintexts");
    byte[] recovered = Hex.bytes(one[0]);
    byte[] oneRecord = Hex.bytes(one[1]);
    byte[] otherRecord = Hex.bytes(other[1]);
    int at = payload(kind);
    for (int i = 0; i < recovered.length; i++) {
      recovered[i] ^= (byte) (oneRecord[at + i] ^ otherRecord[at + i]);
    }
    assertEquals(other[0], Hex.of(recovered), outcome.name());
  }

  private static int payload(List<String> kind) {
    int header = kind.get(0).startsWith("D") ? DTLS_HEADER : TLS_HEADER;
    boolean explicit = kind.get(1).contains("GCM") && !kind.get(0).equals("TLSv1.3");
    return explicit ? header + EXPLICIT_NONCE : header;
  }

  /** The first attempt is an exception; later ones find the engine closed, and produce nothing. */
  private static void assertRefused(EmitterOutcome outcome) {
    assertEquals(CLONES, outcome.drawnByClones().size());
    for (List<String> drawn : outcome.drawnByClones()) {
      assertTrue(drawn.get(0).startsWith(TlsConnections.REFUSED), () -> outcome.name() + drawn);
      for (String later : drawn.subList(1, drawn.size())) {
        assertTrue(later.endsWith(":"), () -> outcome.name() + drawn);
      }
    }
  }
}
