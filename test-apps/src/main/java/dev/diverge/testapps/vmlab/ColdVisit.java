package dev.diverge.testapps.vmlab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * What one clone touched of its memory.
 *
 * @param woken what the guest touched before that, from the restore on
 * @param owners what the pages of the first are for
 */
record ColdVisit(Count woken, Act first, Act second, Map<String, Integer> owners) {
  /** For what a resumed guest has to make up for. */
  private static final Duration TO_SETTLE = Duration.ofSeconds(6);

  /** For what an answer does not wait for. */
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);

  private static final Duration TO_REPORT = Duration.ofSeconds(20);

  /** As many as a line of the guest's terminal holds. */
  private static final int ASKED_AT_ONCE = 400;

  /** Pages touched for the first time, and pages written for the first time. */
  record Count(int touched, int written) {
    static Count of(TouchedPages pages) {
      return new Count(pages.touched().cardinality(), pages.written().cardinality());
    }
  }

  /**
   * A command, its answer and, if it changed the generation, the line of a clone.
   *
   * @param millis how long the change and the draw took in the guest
   * @param drawn a number that clones share unless they are told of a change; or nothing
   */
  record Act(Count pages, double millis, String drawn) {}

  static ColdVisit of(Vm vm, Path memory, ColdArm arm) {
    vm.ask(GuestSleeper.PING);
    rest(TO_SETTLE);
    TouchedPages begin = TouchedPages.of(vm.pid(), memory);
    List<String> firstAnswer = act(vm, arm, 1);
    TouchedPages first = TouchedPages.of(vm.pid(), memory).since(begin);
    rest(AFTERWARDS);
    TouchedPages again = TouchedPages.of(vm.pid(), memory);
    List<String> secondAnswer = act(vm, arm, 2);
    TouchedPages second = TouchedPages.of(vm.pid(), memory).since(again);
    return new ColdVisit(
        Count.of(begin),
        told(first, firstAnswer),
        told(second, secondAnswer),
        owners(vm, first.touched()));
  }

  /** The follower may have been first to notice: then the answer is there before all is done. */
  private static List<String> act(Vm vm, ColdArm arm, int changes) {
    List<String> answer = vm.ask(arm.command());
    Deadline deadline = Deadline.in(TO_REPORT);
    while (arm == ColdArm.CHANGE && detections(vm) < changes) {
      if (deadline.isOver()) {
        throw new LabTrouble("no clone was detected:\n" + vm.console().tail());
      }
      Deadline.pause();
    }
    return answer;
  }

  private static long detections(Vm vm) {
    return vm.said().lines().filter(line -> line.startsWith(Vm.DETECTED)).count();
  }

  private static Act told(TouchedPages pages, List<String> answer) {
    return new Act(
        Count.of(pages),
        answer.isEmpty() ? 0 : Long.parseLong(answer.get(0)) / 1e6,
        answer.isEmpty() ? "" : answer.get(1));
  }

  private static Map<String, Integer> owners(Vm vm, BitSet pages) {
    Map<String, Integer> owners = new TreeMap<>();
    List<String> numbers = new ArrayList<>(pages.stream().mapToObj(String::valueOf).toList());
    while (!numbers.isEmpty()) {
      List<String> asked = numbers.subList(0, Math.min(ASKED_AT_ONCE, numbers.size()));
      vm.ask(GuestSleeper.OWNERS + " " + String.join(" ", asked))
          .forEach(owner -> owners.merge(owner, 1, Integer::sum));
      asked.clear();
    }
    return owners;
  }

  private static void rest(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }
}
