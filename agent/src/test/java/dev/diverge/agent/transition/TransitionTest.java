package dev.diverge.agent.transition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.guard.Entropy;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.hooks.Hooks;
import dev.diverge.agent.libraries.Integrations;
import dev.diverge.agent.process.Report;
import dev.diverge.driver.Generation;
import dev.diverge.driver.SourceSpec;
import dev.diverge.integrations.Phase;
import dev.diverge.integrations.Tools;
import dev.diverge.integrations.TrackedReset;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a thread that notices a change does, with a page that is a file. */
@Timeout(60)
class TransitionTest {

  private static final int CHANGES = 2_000;

  @TempDir Path folder;

  private final GuardCell cell = new GuardCell();
  private final Report report = new Report("off");
  private final Settlement settlement = new Settlement(cell);
  private final History history = new History();
  private final AtomicInteger resetsRun = new AtomicInteger();
  private final AtomicReference<Runnable> inAReset = new AtomicReference<>(() -> {});
  private final AtomicReference<@Nullable RuntimeException> fault = new AtomicReference<>();
  private final Resets resets = new Resets(List::of, NoToolsAtAll.TOOLS, settlement, report);
  private final Completion completion =
      new Completion(
          report, new Hooks(new Integrations()), resets, settlement, new Actions(), history, 1_000);
  private final Transition transition =
      new Transition(cell, new Entropy(), report, new Parts(), 60_000);
  private ByteBuffer page = ByteBuffer.allocate(8);
  private Generation generation = Generation.open(List.of(), new Rehearsal.Deaf());

  @BeforeEach
  void open() throws Exception {
    Path file = folder.resolve("page");
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(4096);
      page =
          access
              .getChannel()
              .map(FileChannel.MapMode.READ_WRITE, 0, 8)
              .order(ByteOrder.nativeOrder());
    }
    change(1);
    generation.close();
    generation = Generation.open(SourceSpec.parse("page:" + file), new Rehearsal.Deaf());
    cell.watch(Objects.requireNonNull(generation.mapped()), 1);
    transition.follow(generation);
    resets.accept(new Counting());
  }

  @AfterEach
  void close() {
    generation.close();
  }

  @Test
  void nothingHappensAsLongAsNothingChanges() {
    transition.run();
    transition.tend();
    assertEquals(1, cell.mark());
    assertEquals(0, read(GuardLayout.SALT));
    assertEquals(0, generation.epoch());
    assertEquals(0, resetsRun.get());
  }

  @Test
  void whoeverNoticesDoesAllOfIt() {
    change(2);
    transition.run();
    assertEquals(2, cell.seen());
    assertEquals(2, cell.mark());
    assertNotEquals(0, read(GuardLayout.SALT));
    assertEquals(1, read(GuardLayout.EPOCH));
    assertEquals(1, resetsRun.get());
    assertEquals(1, transition.watcher().confirmed());
    assertEquals("page", history.last().get(0).by());
    assertFalse(transition.isDue());
  }

  @Test
  void aChangeInTheMidstOfItIsAnEpochOfItsOwn() {
    inAReset.set(
        () -> {
          if (resetsRun.get() == 1) {
            change(3);
            transition.run(); // as a guard would
          }
        });
    change(2);
    transition.run();
    assertEquals(3, cell.seen());
    assertEquals(2, generation.epoch());
    assertEquals(2, resetsRun.get());
    assertEquals(2, transition.watcher().confirmed());
  }

  @Test
  void oneThatIsThrownOutOfIsTakenUpByTheFollower() {
    fault.set(new IllegalStateException("not yet"));
    change(2);
    assertThrows(IllegalStateException.class, transition::run);
    assertEquals(2, cell.mark(), "the first part is done: what is guarded is stale");
    fault.set(null);
    assertTrue(transition.isDue());
    transition.tend();
    assertFalse(transition.isDue());
    assertEquals(1, transition.watcher().confirmed());
  }

  @Test
  void theSecondReseedIsNoEpoch() {
    change(2);
    transition.run();
    long salt = read(GuardLayout.SALT);
    transition.reseedIfDue();
    assertEquals(2, cell.mark(), "not due yet");
    transition.kernelReseeded();
    transition.reseedIfDue();
    assertEquals(3, cell.mark());
    assertNotEquals(salt, read(GuardLayout.SALT));
    assertEquals(1, generation.epoch());
    assertEquals(1, resetsRun.get());
    transition.reseedIfDue();
    assertEquals(3, cell.mark(), "once");
  }

  @Test
  void aDrillIsAnEpochWithoutAChange() {
    assertEquals(1, transition.drill());
    assertEquals(1, cell.seen());
    assertEquals(2, cell.mark());
    assertEquals(1, transition.watcher().confirmed());
    assertTrue(history.last().get(0).isDrill());
  }

  @Test
  void theApplicationsInterruptIsKept() {
    AtomicInteger heard = new AtomicInteger();
    inAReset.set(() -> heard.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0));
    change(2);
    Thread.currentThread().interrupt();
    transition.run();
    assertTrue(Thread.interrupted());
    assertEquals(0, heard.get(), "nor is it heeded");
  }

  /** The reader's side of the protocol, as the guard has it. */
  @Test
  void whoFindsAWordSeenFindsWhatBelongsToIt() throws Exception {
    AtomicReference<@Nullable String> found = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              for (long seen = 0; seen < CHANGES && found.get() == null; ) {
                seen = cell.seen();
                VarHandle.acquireFence();
                long epoch = read(GuardLayout.EPOCH);
                int mark = cell.buffer().getInt(GuardLayout.MARK);
                if (epoch < seen - 1 || mark < seen || (seen > 1 && read(GuardLayout.SALT) == 0)) {
                  found.set("word " + seen + " with epoch " + epoch + ", mark " + mark);
                }
              }
            });
    reader.start();
    for (int word = 2; word <= CHANGES; word++) {
      change(word);
      transition.run();
    }
    reader.join();
    assertEquals(null, found.get());
    assertEquals(CHANGES - 1, generation.epoch());
  }

  private void change(long word) {
    page.putLong(0, word);
    VarHandle.fullFence();
  }

  private long read(int at) {
    VarHandle.fullFence();
    return cell.buffer().getLong(at);
  }

  private final class Counting implements TrackedReset {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Phase phase() {
      return Phase.POOLS;
    }

    @Override
    public int reset(Tools tools) {
      resetsRun.incrementAndGet();
      Objects.requireNonNull(inAReset.get()).run();
      return 1;
    }
  }

  private final class Parts implements Transition.Later {

    @Override
    public Completion completion() {
      RuntimeException thrown = fault.get();
      if (thrown != null) {
        throw thrown;
      }
      return completion;
    }

    @Override
    public History history() {
      return history;
    }

    @Override
    public Rehearsal rehearsal() {
      throw new IllegalStateException("not rehearsed here");
    }
  }
}
