package dev.diverge.testapps.vmlab;

import dev.diverge.testapps.vmlab.Hypervisor.GuestMachine;
import dev.diverge.testapps.vmlab.Hypervisor.Snapshot;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures the window: how many values a clone draws, once it runs, that every other clone draws
 * too. A stream of values runs through the snapshot. One clone keeps the snapshot's own generation,
 * so nothing tells it of anything, and it draws what all would without a reset; where another
 * clone's values part from its, there that clone was reset. A snapshot catches the guest at some
 * point between two ticks of its timer, so more than one is made.
 */
public final class WindowLab {
  private static final int OF_EACH = 2;
  private static final Duration BEFORE_SNAPSHOT = Duration.ofMillis(300);
  private static final Duration LONGER_THAN_A_WINDOW = Duration.ofSeconds(1);
  private static final Duration TO_RESET = Duration.ofSeconds(20);

  /** After the reset was reported, or where none is to be expected. */
  private static final Duration A_MOMENT = Duration.ofMillis(100);

  private final Workshop workshop;
  private final GuestPlan plan;
  private final Stopwatch times = new Stopwatch();

  public WindowLab(Workshop workshop, GuestPlan plan) {
    this.workshop = workshop;
    this.plan = plan;
  }

  /** So many clones, two of each snapshot. */
  public WindowTable windows(int clones) {
    HostTools.require(List.of(plan.kernel()));
    GuestMachine machine =
        new GuestMachine(
            plan.kernel().bootImage(), new GuestImage(workshop).of(plan), plan.hardware());
    try (Hypervisor hypervisor = new Hypervisor(plan.kernel())) {
      long magic = new SecureRandom().nextLong();
      UUID generation = UUID.randomUUID();
      Vm original = hypervisor.boot(machine, generation);
      original.awaitWarm();
      original.ask("stream start " + Long.toHexString(magic));
      WindowTable table = new WindowTable(times);
      while (table.windows().size() < clones) {
        rest(BEFORE_SNAPSHOT.plusMillis(ThreadLocalRandom.current().nextInt(100)));
        Snapshot snapshot = hypervisor.copy(original, machine, generation);
        long drawn = MemoryImage.numberAfter(snapshot.memory(), magic, GuestStream.DRAWN_OFFSET);
        windowsOf(hypervisor, snapshot, drawn, table);
        hypervisor.discard(snapshot);
        original.qmp().resume();
      }
      return table;
    }
  }

  private void windowsOf(Hypervisor hypervisor, Snapshot snapshot, long drawn, WindowTable table) {
    try (Vm reference = hypervisor.restore(snapshot, snapshot.generation())) {
      reference.qmp().resume();
      rest(LONGER_THAN_A_WINDOW);
      Stream expected = Stream.of(reference);
      for (int i = 0; i < OF_EACH; i++) {
        table.add(windowOf(hypervisor, snapshot, drawn, expected));
      }
    }
  }

  private WindowTable.Window windowOf(
      Hypervisor hypervisor, Snapshot snapshot, long from, Stream expected) {
    try (Vm vm = times.time("restore", () -> hypervisor.restore(snapshot, UUID.randomUUID()))) {
      vm.qmp().resume();
      String sign = plan.agent().isPresent() ? Vm.DETECTED : Vm.RESEEDED;
      if (!vm.awaitConsole(sign, TO_RESET)) {
        throw new LabTrouble("no \"" + sign + "\" on the console:\n" + vm.console().tail());
      }
      rest(A_MOMENT);
      Stream drawn = Stream.of(vm);
      return drawn.partsFrom(expected, from);
    }
  }

  /** A stopped stream in a VM. */
  private record Stream(Vm vm, long drawn, double perMilli) {
    static Stream of(Vm vm) {
      List<String> answer = vm.ask("stream stop");
      long drawn = number(answer.get(0));
      return new Stream(vm, drawn, drawn * 1e6 / number(answer.get(1)));
    }

    /** Equal until a reset and never again after it: so the place can be found by halving. */
    WindowTable.Window partsFrom(Stream other, long from) {
      long equal = from;
      long end = Math.min(drawn, other.drawn);
      long differs = end;
      if (end <= from || !at(from - 1).equals(other.at(from - 1))) {
        throw new LabTrouble(
            String.format(
                Locale.ROOT,
                "the streams ended at %d and %d, before %d",
                drawn,
                other.drawn,
                from));
      }
      while (equal < differs) {
        long middle = (equal + differs) >>> 1;
        if (at(middle).equals(other.at(middle))) {
          equal = middle + 1;
        } else {
          differs = middle;
        }
      }
      return new WindowTable.Window(equal - from, (equal - from) / perMilli, equal < end);
    }

    private String at(long index) {
      String hash = vm.ask("stream at " + index).get(0);
      if (hash.equals("gone")) {
        throw new LabTrouble("the stream keeps too little: value " + index + " is gone");
      }
      return hash;
    }

    private static long number(String line) {
      return Long.parseLong(line.substring(line.indexOf(' ') + 1));
    }
  }

  private static void rest(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
