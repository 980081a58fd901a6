package dev.diverge.agent.transition;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.actions.Actions;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.contract.GuardLayout;
import dev.diverge.agent.guard.Entropy;
import dev.diverge.agent.guard.GuardCell;
import dev.diverge.agent.guard.GuardDefiner;
import dev.diverge.agent.guard.LateMarks;
import dev.diverge.agent.libraries.Libraries;
import dev.diverge.agent.process.Report;
import dev.diverge.driver.Generation;
import dev.diverge.driver.Watcher;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Opener;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A transition from its beginning to its end in a world of its own, in which nothing is reset and
 * nobody hears of it: what it needs is loaded, linked and has run once, so that at a clone no class
 * is loaded and the agent's jar is not read. In a VM whose memory comes in lazily each class would
 * cost far more there; and the jar may be another one by then.
 */
public final class Rehearsal {

  private static final int ACTION_MILLIS = 2_000;

  /** What only a transition that goes wrong needs, or one with libraries in it. */
  private static final String[] IN_SOME = {
    "dev.diverge.agent.libraries.TypeReset$Each",
    "dev.diverge.agent.actions.Shortage",
    "dev.diverge.agent.libraries.Uninterrupted",
    "java.util.concurrent.TimeoutException",
    "java.lang.reflect.InvocationTargetException",
    "java.lang.IllegalAccessException",
    "java.lang.NoSuchFieldException",
  };

  /** What may be woven only after a clone. */
  private static final String[] WEAVERS = {
    "MethodBody",
    "MethodBody$Bodies",
    "BondWeaver",
    "BondWeaver$1",
    "BondWeaver$FieldOnly",
    "BoundMethod",
    "BoundMethod$1",
    "CarryingMethod",
    "ClassConstant",
    "DrawnState",
    "DrawnMethod",
    "GuardWeaver",
    "GuardWeaver$Marks",
    "GeneratorWeaver",
    "GeneratorWeaver$Made",
    "GeneratorWeaver$Masked",
    "GeneratorWeaver$Parted",
    "GeneratorWeaver$Seeded",
    "GeneratorWeaver$Seeds",
    "GeneratorWeaver$Seeds$Constant",
    "GeneratorWeaver$Seeds$Overwriting",
    "MadeMethod",
    "MakingMethod",
    "Mark",
    "MarkedMethod",
    "MemberWeaver",
    "MemberWeaver$Constructor",
    "MemberWeaver$Initialiser",
    "MixedMethod",
    "RefusingMethod",
    "ResetCode",
    "ResetCode$1",
    "SerialVersion",
    "SerialVersion$1",
    "SerialVersion$Member",
    "Shape",
    "Shape$Field",
    "TailMethod",
    "TailMethod$1",
    "Unweavable",
    "Woven",
  };

  private static final String[] ASM = {
    "Handle",
    "ConstantDynamic",
    "Attribute",
    "Attribute$Set",
    "SymbolTable$LabelEntry",
    "TypePath",
    "TypeReference",
    "AnnotationWriter",
    "MethodTooLargeException",
  };

  private final GuardDefiner definer;
  private final Entropy entropy;
  private final IntSupplier guarded;
  private final Resets resets;
  private final Opener opener;
  private final LateMarks lateMarks;
  private final Libraries libraries;
  private final Actions registered;
  private final Report mute = new Report("off");

  public Rehearsal(
      GuardDefiner definer,
      Entropy entropy,
      IntSupplier guarded,
      Resets resets,
      Opener opener,
      LateMarks lateMarks,
      Libraries libraries,
      Actions registered) {
    this.definer = definer;
    this.entropy = entropy;
    this.guarded = guarded;
    this.resets = resets;
    this.opener = opener;
    this.lateMarks = lateMarks;
    this.libraries = libraries;
    this.registered = registered;
  }

  public void run() throws Exception {
    load("", IN_SOME);
    load("dev.diverge.agent.weave.", WEAVERS);
    load("org.objectweb.asm.", ASM);
    definer.defineAll();
    transition(new GuardCell());
    fields();
    guards();
    mute.rehearse();
  }

  private static void load(String prefix, String[] names) {
    for (String name : names) {
      try {
        Class.forName(prefix.concat(name));
      } catch (ClassNotFoundException notNeeded) {
        // Then nothing asks for it.
      }
    }
  }

  private void transition(GuardCell cell) throws Exception {
    Settlement settlement = new Settlement(cell);
    Generation nobody = Generation.open(List.of(), new Deaf());
    Watcher watcher = nobody.watch();
    Actions actions = new Actions();
    actions.add(new Nothing());
    Completion completion =
        new Completion(
            mute,
            guarded,
            resets.rehearsal(settlement, mute),
            settlement,
            actions,
            new History(),
            ACTION_MILLIS);
    nobody.advance(TransitionRecord.DRILL);
    nobody.refresh();
    cell.epoch(nobody); // which nobody waits for below
    completion.finish(nobody, watcher, System.nanoTime());
    new BoundedCall(
            new Callable<Integer>() {
              @Override
              public Integer call() {
                return 0;
              }
            })
        .await();
    settlement.accept(GuardLayout.SETTLED);
    nobody.close();
  }

  /** Each kind of field has an accessor of its own, and on newer JDKs code that is made for it. */
  private void fields() throws Exception {
    Subject subject = new Subject();
    Instance instance = Instance.of(subject, Subject.class, opener);
    Instance statics = Instance.statics(Subject.class, opener);
    for (Instance state : new Instance[] {instance, statics}) {
      String prefix = state == statics ? "s" : "i";
      state.set(prefix + "Int", 1).set(prefix + "Long", 1L).set(prefix + "Object", null);
      state.set(prefix + "VolatileInt", 1).set(prefix + "VolatileLong", 1L);
      state.set(prefix + "VolatileObject", null);
      for (String kind : new String[] {"Int", "Long", "Object", "VolatileInt", "VolatileObject"}) {
        state.get(prefix + kind);
      }
    }
    instance.call("done", 1);
    libraries.rehearse(instance, subject);
  }

  private void guards() {
    Object state = new Object();
    lateMarks.accept(state, 2);
    lateMarks.apply(state, 1);
    lateMarks.accept(state, null);
    libraries.test(state, "");
    registered.registered();
    entropy.apply(48);
  }

  /** What integrations describe, in small. */
  static final class Subject {
    static int sInt;
    static long sLong;
    static @Nullable Object sObject;
    static volatile int sVolatileInt;
    static volatile long sVolatileLong;
    static volatile @Nullable Object sVolatileObject;
    int iInt;
    long iLong;
    @Nullable Object iObject;
    volatile int iVolatileInt;
    volatile long iVolatileLong;
    volatile @Nullable Object iVolatileObject;
    final ReentrantLock lock = new ReentrantLock();
    final AtomicInteger count = new AtomicInteger();

    void done(int times) {
      count.addAndGet(times);
    }
  }

  private static final class Nothing implements ActionSource {
    @Override
    public void collect(long epoch, List<Action> into, Queue<String> failures) {
      into.add(
          new Action(
              "nothing",
              Order.CALLS.place(), // before what nobody waits for
              new Callable<Boolean>() {
                @Override
                public Boolean call() {
                  return false;
                }
              }));
    }

    @Override
    public void tell(Map<String, String> into) {}
  }

  /** Hears of a generation and does nothing. */
  static final class Deaf implements Generation.Listener {
    @Override
    public void changed() {}

    @Override
    public void remapped(@Nullable ByteBuffer word) {}

    @Override
    public void report(String line) {}
  }
}
