package dev.diverge.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.integrations.Severity;
import dev.diverge.scan.judge.Finding;
import dev.diverge.scan.judge.Kind;
import dev.diverge.scan.judge.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingsTest {

  private static final String PACKAGE = "dev.diverge.scan.fixtures.";

  private static Map<String, Finding> findings = Map.of();

  @BeforeAll
  static void scan() {
    findings = Scans.of(Scans.FIXTURES);
  }

  @ParameterizedTest
  @CsvSource({
    "Node#ID, RANDOM",
    "Node#TEXT_ID, RANDOM",
    "Node#TOKEN_SECRET, SECRET",
    "Node#WIDE, RANDOM",
    "Node#NEXT, RANDOM",
    "StubUuidGenerator#address, RANDOM",
    "OwnedLock#owner, RANDOM",
    "OwnedLock$Listener#instanceId, RANDOM",
    "HashNodeFunction#nodeIdentifier, RANDOM",
  })
  void whatIsDrawnWholeHasARule(String target, Kind kind) {
    Finding finding = found(target);
    assertEquals(kind, finding.kind());
    assertEquals(Verdict.UNCOVERED, finding.verdict());
    assertEquals(PACKAGE + target + " = fresh", finding.rule());
  }

  @ParameterizedTest
  @CsvSource({
    "Node#WORKER_ID, RANDOM",
    "Node#HOST_ID, HOST",
    "Node#PROCESS_ID, PROCESS",
    "Node#SEQUENCE, COUNTER",
    "Xorshift#state, OWN_GENERATOR",
    "Congruential#state, OWN_GENERATOR",
    "BlockIdGenerator#nextId, COUNTER",
    "Registry#byHelper, RANDOM",
    "BlockIdGenerator#lastId, COUNTER",
    "HiLoIdGenerator#base, COUNTER",
    "HiLoIdGenerator#low, COUNTER",
    "StubUuidGenerator#UNIQUE_STUB, START",
    "StubUuidGenerator#instances, COUNTER",
    "StubUuidGenerator#seed, START",
    "StubUuidGenerator#sequence, COUNTER",
    "SnowflakeIdWorker#workerId, NODE",
    "PermutedRandom#state, OWN_GENERATOR",
    "PermutedRandom#increment, OWN_GENERATOR",
    "FetchedIdGenerator#keys, COUNTER",
    "FetchedIdGenerator#inFile, COUNTER",
    "FetchedIdGenerator#limit, COUNTER",
    "JoinedIdGenerator#nodeBits, NODE",
    "JoinedIdGenerator#workId, NODE",
    "JoinedIdGenerator#serverNumber, NODE",
    "DigestedIds#HOST_ID, HOST",
    "Harmless#BESIDE_KEPT, COUNTER",
    "Harmless#WORKER_PID, PROCESS",
    "DigestedIds#PROCESS_PREFIX, PROCESS",
  })
  void whatMayNotBeAnyValueHasNone(String target, Kind kind) {
    Finding finding = found(target);
    assertEquals(kind, finding.kind());
    assertEquals(Verdict.UNCOVERED, finding.verdict());
    assertNull(finding.rule());
    assertEquals(PACKAGE + target + " = fresh", finding.doubtful());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Node#SEEDED",
        "Node#FIXED",
        "Node#STARTED",
        "Node#LENGTH",
        "Node#HASH_SEED",
        "Node#COIN",
        "Registry#fresh",
        "Registry#size",
        "Registry$Helper#PADDED",
        "Registry$Request#id",
        "StubUuidGenerator#DIGITS",
        "StubUuidGenerator#HEADER",
        "StubUuidGenerator#shown",
        "StubUuidGenerator#lastTime",
        "SnowflakeIdWorker#shift",
        "SnowflakeIdWorker#lastTime",
        "HiLoIdGenerator#fetches",
        "PermutedRandom#TWO",
        "Harmless#BESIDE_DRAWN",
        "Harmless#LOG_INDEX",
        "Harmless#PID",
        "Harmless$Timestamper#VALUE",
        "PooledNumbers#nextEntry",
        "PooledNumbers#TABLE",
        "FetchedIdGenerator#read",
        "JoinedIdGenerator#serverPort",
        "JoinedIdGenerator#lastTimestamp",
        "OwnedLock$Listener#step",
        "HashNodeFunction#seed",
      })
  void theRestIsNoMatter(String target) {
    assertNull(findings.get(PACKAGE + target));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PooledNumbers#nextByte", "FetchedIdGenerator#nextKey"})
  void whatIsAPlaceInAnArrayMayNotBeJustAnyNumber(String target) {
    Finding finding = found(target);
    assertEquals(Kind.COUNTER, finding.kind());
    assertNull(finding.rule());
    assertNull(finding.doubtful());
  }

  @Test
  void lettersThatAreDrawnAreNoLessRandom() {
    assertEquals(Kind.RANDOM, found("StubUuidGenerator#letters").kind());
  }

  @Test
  void aGeneratorOfTheJdkIsGuarded() {
    Finding finding = found("Node#RANDOM");
    assertEquals(Verdict.GUARDED, finding.verdict());
    assertEquals(Kind.GENERATOR, finding.kind());
  }

  @Test
  void secretsComeFirst() {
    assertEquals(Severity.SECURITY, found("Node#TOKEN_SECRET").severity());
    assertEquals(Severity.UNIQUENESS, found("Node#ID").severity());
    List<String> order = List.copyOf(findings.keySet());
    assertTrue(order.indexOf(PACKAGE + "Node#TOKEN_SECRET") < order.indexOf(PACKAGE + "Node#ID"));
  }

  @Test
  void theWayIsShown() {
    assertEquals(
        List.of("new Registry", "Registry.Helper.draw", "Random.nextLong"),
        found("Registry#byHelper").origin());
    assertEquals(List.of("Registry.use"), found("Registry#instanceId").users());
  }

  private static Finding found(String target) {
    Finding finding = findings.get(PACKAGE + target);
    assertNotNull(finding, () -> target + " is not among " + findings.keySet());
    return finding;
  }
}
