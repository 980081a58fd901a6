package dev.diverge.agent.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GuardCellTest {

  private static final int SEEN = 8;
  private static final int MARK = 16;
  private static final int SALT = 24;

  private final GuardCell cell = new GuardCell();
  private final List<ByteBuffer> buffers = new CopyOnWriteArrayList<>();

  @BeforeEach
  void link() {
    cell.linked(
        this::address,
        (expected, salt) -> {
          cell.buffer().putLong(SALT, salt);
          return expected;
        });
  }

  @Test
  void beginsWithMarkOneAndNoSalt() {
    assertEquals(1, cell.mark());
    assertEquals(1, cell.buffer().getInt(MARK));
    assertEquals(0, cell.buffer().getLong(SALT));
    assertEquals(cell.word(), cell.seen());
  }

  @Test
  void publishingMakesAllStaleAndTheWordSeen() {
    ByteBuffer page = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putLong(0, 5);
    cell.watch(page, 5);
    page.putLong(0, 6);
    assertNotEquals(cell.word(), cell.seen());
    cell.salt(new Entropy());
    cell.publish(6);
    assertEquals(cell.word(), cell.seen());
    assertEquals(2, cell.buffer().getInt(MARK));
    assertNotEquals(0, cell.buffer().getLong(SALT));
    assertEquals(6, cell.buffer().getLong(SEEN));
  }

  @Test
  void aLostPageIsNoChange() {
    ByteBuffer page = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putLong(0, 5);
    cell.watch(page, 5);
    cell.watch(null, 0);
    assertEquals(5, cell.word());
    assertEquals(5, cell.seen());
  }

  @Test
  void anotherPageWithAnotherWordIsNoticed() {
    ByteBuffer page = ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putLong(0, 9);
    cell.watch(page, cell.seen());
    assertNotEquals(cell.word(), cell.seen());
  }

  @Test
  void distrustIsTakenBack() {
    ByteBuffer page = page(5);
    cell.watch(page, 5);
    assertEquals(guardsWord(), cell.seen());
    cell.distrust();
    assertNotEquals(guardsWord(), cell.seen());
    assertEquals(cell.word(), cell.seen()); // the agent itself is not misled
    cell.trust();
    assertEquals(guardsWord(), cell.seen());
  }

  @Test
  void aPageThatIsReplacedEndsDistrust() {
    cell.watch(page(5), 5);
    cell.distrust();
    assertTrue(cell.isDistrusted());
    cell.watch(page(7), 5);
    assertFalse(cell.isDistrusted());
    assertEquals(7, guardsWord());
    cell.trust();
    assertEquals(7, guardsWord());
  }

  /** Whatever it changes to, the complement of the word seen included, while guards distrust it. */
  @Test
  void noChangeIsHiddenByDistrust() throws Exception {
    ByteBuffer page = page(1);
    cell.watch(page, 1);
    AtomicBoolean end = new AtomicBoolean();
    Thread tester =
        new Thread(
            () -> {
              while (!end.get()) {
                cell.distrust();
                cell.trust();
              }
            });
    tester.start();
    try {
      long word = 1;
      for (int i = 0; i < 200_000; i++) {
        word = i % 2 == 0 ? ~word : word + 1;
        page.putLong(0, word);
        VarHandle.fullFence();
        assertNotEquals(guardsWord(), cell.seen(), "a guard trusts a page that has changed");
        assertNotEquals(cell.word(), cell.seen());
        cell.publish(word);
        assertEquals(cell.word(), cell.seen());
      }
    } finally {
      end.set(true);
      tester.join();
    }
    assertEquals(guardsWord(), cell.seen());
  }

  /** By their number in the place of an address. */
  private long guardsWord() {
    return buffers.get((int) cell.buffer().getLong(0)).getLong(0);
  }

  private ByteBuffer page(long word) {
    return ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putLong(0, word);
  }

  private long address(ByteBuffer buffer) {
    synchronized (buffers) {
      for (int i = 0; i < buffers.size(); i++) {
        if (isSame(buffers.get(i), buffer)) {
          return i;
        }
      }
      buffers.add(buffer);
      return buffers.size() - 1L;
    }
  }

  @SuppressWarnings("ReferenceEquality") // not what is in them
  private static boolean isSame(ByteBuffer one, ByteBuffer other) {
    return one == other;
  }

  /** As a thread that was frozen with a salt in its hand, and finds that another one was there. */
  @Test
  void aSaltThatComesTooLateIsDrawnAnew() {
    List<Long> tried = new ArrayList<>();
    cell.linked(
        buffer -> 0,
        (expected, salt) -> {
          tried.add(salt);
          if (tried.size() == 1) {
            cell.buffer().putLong(SALT, 99); // meanwhile
            return 99;
          }
          assertEquals(99, expected);
          return expected;
        });
    cell.salt(new Entropy());
    assertEquals(2, tried.size());
    assertNotEquals(tried.get(0), tried.get(1));
  }
}
