package dev.diverge.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardCellTest {

  private static final int SEEN = 8;
  private static final int MARK = 16;
  private static final int SALT = 24;

  private final GuardCell cell = new GuardCell();

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
    long seen = cell.seen();
    cell.distrust();
    assertNotEquals(cell.word(), cell.seen());
    cell.trust(seen);
    assertEquals(cell.word(), cell.seen());
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
