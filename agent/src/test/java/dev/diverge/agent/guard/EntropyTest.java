package dev.diverge.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntropyTest {

  private final Entropy entropy = new Entropy();

  @TempDir Path folder;

  @Test
  void noTwoPiecesAreAlike() {
    entropy.rekey(1, false);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      seen.add(Arrays.toString(entropy.apply(16)));
    }
    assertEquals(2000, seen.size());
  }

  @Test
  void noTwoThreadsGetTheSamePiece() throws Exception {
    entropy.rekey(1, false);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 2000; i++) {
                  seen.add(Arrays.toString(entropy.apply(40)));
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(16_000, seen.size());
  }

  @Test
  void everyKeyHasItsSalt() {
    entropy.rekey(1, false);
    long one = entropy.salt();
    entropy.rekey(1, true);
    assertNotEquals(one, entropy.salt());
    assertNotEquals(0, one);
  }

  @Test
  void lengthsAreExact() {
    for (int n : new int[] {0, 1, 31, 32, 33, 100}) {
      assertEquals(n, entropy.apply(n).length);
    }
  }

  @Test
  void theKeyThatAPieceCameFromIsGone() throws Exception {
    entropy.rekey(1, false);
    byte[] before = key().get();
    entropy.apply(32);
    assertTrue(isWiped(before));
    byte[] between = key().get();
    assertFalse(isWiped(between));
    entropy.rekey(1, false);
    assertTrue(isWiped(between));
  }

  /** With a constant kernel, page and beginning, there is but the clock's jitter. */
  @Test
  void aKernelThatRepeatsIsNotTheOnlySource() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      Entropy clone = new Entropy("/dev/zero");
      clone.rekey(7, false);
      keys.add(Arrays.toString(clone.apply(16)));
      assertNull(clone.trouble());
    }
    assertEquals(200, keys.size());
  }

  @Test
  void aKernelThatIsMissingIsSaidOnce() {
    Entropy without = new Entropy(folder.resolve("none").toString());
    assertNotNull(without.trouble());
    without.rekey(1, false);
    assertNull(without.trouble());
    assertFalse(isWiped(without.apply(32)));
  }

  @Test
  void aKernelThatFailsIsSaidOnceAndTheKeyIsFreshAllTheSame() throws Exception {
    Path empty = folder.resolve("empty");
    new FileOutputStream(empty.toFile()).close();
    Entropy failing = new Entropy(empty.toString());
    assertNull(failing.trouble());
    failing.rekey(1, false);
    String said = failing.trouble();
    assertTrue(said != null && said.contains("gives nothing"), said);
    failing.rekey(1, false);
    assertNull(failing.trouble());
  }

  @SuppressWarnings("unchecked")
  private AtomicReference<byte[]> key() throws ReflectiveOperationException {
    Field field = Entropy.class.getDeclaredField("key");
    field.setAccessible(true);
    return (AtomicReference<byte[]>) Objects.requireNonNull(field.get(entropy));
  }

  private static boolean isWiped(byte[] key) {
    return Arrays.equals(key, new byte[key.length]);
  }
}
