package dev.diverge.testapps.weaving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import dev.diverge.testlab.AgentJar;
import dev.diverge.testlab.Draw;
import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.ForkLab;
import dev.diverge.testlab.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.rmi.server.UID;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another agent redefines or retransforms stays guarded, and can still be redefined. */
class RedefinedTest {

  /** The agent is there from the start, or it comes after so many draws. */
  private static final int EARLY = 1;

  private static final int LATE = 3;

  @TempDir Path folder;

  @Test
  void redefined() throws Exception {
    EmitterSet set =
        emitters -> {
          jdk(emitters, EARLY, OtherAgent::redefine);
          emitters.add(
              "ObjectId",
              () -> new Touched(EARLY, OtherAgent::redefine, ObjectId.class, RedefinedTest::id),
              Touched::draw);
        };
    ForkLab lab = new ForkLab(set).jvmFlags(OtherAgent.flag(folder)).clones(6);
    Outcome control = lab.run();
    assertEquals(1, control.emitter("ThreadLocalRandom").distinct());
    assertEquals(1, control.emitter("ObjectId").distinct());
    assertNoComplaints(lab.protectedBy(AgentJar.required()).run());
    assertNoComplaints(lab.protectedBy(AgentJar.required()).agentLast().run());
  }

  /** Of classes without our field: neither may be given one, nor lose the hook. */
  @Test
  void underAnAgentThatCameLate() throws Exception {
    for (EmitterSet set :
        new EmitterSet[] {
          emitters -> jdk(emitters, LATE, OtherAgent::redefine),
          emitters -> jdk(emitters, LATE, OtherAgent::retransform)
        }) {
      ForkLab lab = new ForkLab(set).jvmFlags(OtherAgent.flag(folder)).clones(6);
      assertNoComplaints(lab.protectedBy(AgentJar.required()).attachLate().run());
    }
  }

  private static void jdk(Emitters emitters, int when, Consumer<Class<?>> deed) {
    emitters.add(
        "ThreadLocalRandom",
        () ->
            new Touched(
                when, deed, ThreadLocalRandom.class, () -> ThreadLocalRandom.current().nextLong()),
        Touched::draw);
    emitters.add(
        "Random",
        () -> new Touched(when, deed, Random.class, new FromThen(when, Random::new)),
        Touched::draw);
    emitters.add(
        "SplittableRandom",
        () ->
            new Touched(
                when, deed, SplittableRandom.class, new FromThen(when, SplittableRandom::new)),
        Touched::draw);
    emitters.add(
        "UID", () -> new Touched(when, deed, UID.class, RedefinedTest::uid), Touched::draw);
  }

  /** Without its time; the last part counts on. */
  private static Object uid() {
    String uid = new UID().toString();
    return uid.substring(0, uid.indexOf(':')) + uid.substring(uid.lastIndexOf(':'));
  }

  /** Without its time. */
  private static Object id() {
    return new ObjectId().toHexString().substring(8);
  }

  /** What rules name can be redefined, although they have it lose a flag. */
  @Test
  void namedInRules() throws Exception {
    Path rules = folder.resolve("my.rules");
    Files.write(
        rules,
        List.of(
            RedefinedApp.State.class.getName() + "#node = fresh",
            RedefinedApp.State.class.getName() + "#NODE = fresh"));
    Page page = Page.in(folder);
    try (Child child =
        Child.main(
            folder,
            List.of(Child.agent(page, "rules=" + rules), OtherAgent.flag(folder)),
            RedefinedApp.class,
            page.file().toString())) {
      assertEquals("changed both", child.finish().strip(), child.err());
      assertEquals(1, child.err().lines().count(), child.err());
    }
  }

  private static void assertNoComplaints(Outcome outcome) {
    List<String> complaints = outcome.complaints();
    assertTrue(complaints.isEmpty(), () -> String.join("\n", complaints) + "\n" + outcome.stderr());
  }

  /** Has a class redefined or retransformed before one of its draws. */
  private static final class Touched {
    private final int when;
    private final Consumer<Class<?>> deed;
    private final Class<?> type;
    private final Draw draw;
    private int drawn;

    Touched(int when, Consumer<Class<?>> deed, Class<?> type, Draw draw) {
      this.when = when;
      this.deed = deed;
      this.type = type;
      this.draw = draw;
    }

    Object draw() throws Exception {
      if (drawn++ == when) {
        deed.accept(type);
      }
      return draw.draw();
    }
  }

  /** One made before an agent that comes late could not be told from a seeded one. */
  private static final class FromThen implements Draw {
    private final int when;
    private final Supplier<RandomGenerator> make;
    private RandomGenerator generator;
    private int drawn;

    FromThen(int when, Supplier<RandomGenerator> make) {
      this.when = when;
      this.make = make;
      this.generator = make.get();
    }

    @Override
    public Object draw() {
      if (drawn++ == when) {
        generator = make.get();
      }
      return generator.nextLong();
    }
  }
}
