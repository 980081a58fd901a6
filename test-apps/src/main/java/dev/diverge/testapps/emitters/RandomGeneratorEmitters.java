package dev.diverge.testapps.emitters;

import dev.diverge.testlab.EmitterSet;
import dev.diverge.testlab.Emitters;
import dev.diverge.testlab.Skipped;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.JumpableGenerator;
import java.util.random.RandomGenerator.LeapableGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGenerator.StreamableGenerator;
import java.util.random.RandomGeneratorFactory;

/** Every algorithm that this JDK offers as a RandomGenerator. */
public final class RandomGeneratorEmitters implements EmitterSet {
  private static final long serialVersionUID = 1;
  private static final long SEED = 42;
  private static final byte[] SEED_BYTES = {4, 2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 2, 4, 2};

  @Override
  public void describe(Emitters emitters) {
    emitters.add(
        "RandomGenerator.getDefault", RandomGenerator::getDefault, RandomGenerator::nextLong);
    List<RandomGeneratorFactory<RandomGenerator>> factories = RandomGeneratorFactory.all().toList();
    for (RandomGeneratorFactory<RandomGenerator> factory : factories) {
      unseeded(emitters, factory);
      if (!factory.isStochastic()) {
        seeded(emitters, factory);
      }
    }
  }

  private static void unseeded(Emitters emitters, RandomGeneratorFactory<RandomGenerator> factory) {
    String name = "generator " + factory.name();
    emitters.add(name, factory::create, RandomGenerator::nextLong);
    emitters.add("new " + name, () -> factory.create().nextLong());
    if (factory.isSplittable()) {
      emitters.add(name + "'s child", () -> split(factory.create()), RandomGenerator::nextLong);
      emitters.add(name + ", a new child", factory::create, r -> split(r).nextLong());
      emitters.add(
          name + "'s child by another",
          () -> ((SplittableGenerator) factory.create()).split(splittable(factory)),
          RandomGenerator::nextLong);
    }
    if (factory.isJumpable()) {
      emitters.add(name + "'s copy", () -> copy(factory.create()), RandomGenerator::nextLong);
      emitters.add(
          name + ", a new copy",
          factory::create,
          r -> {
            r.nextLong();
            return copy(r).nextLong();
          });
    }
    if (factory.isStreamable()) {
      emitters.add(
          name + ".rngs",
          factory::create,
          r -> ((StreamableGenerator) r).rngs(1).findFirst().orElseThrow().nextLong());
    }
  }

  private static void seeded(Emitters emitters, RandomGeneratorFactory<RandomGenerator> factory) {
    String name = "generator " + factory.name() + "(42)";
    emitters.add(name, () -> factory.create(SEED), RandomGenerator::nextLong).mustEqual();
    emitters.add("new " + name, () -> factory.create(SEED).nextLong()).mustEqual();
    if (factory.isSplittable()) {
      emitters
          .add(name + "'s child", () -> split(factory.create(SEED)), RandomGenerator::nextLong)
          .mustEqual();
      emitters
          .add(name + ", a new child", () -> factory.create(SEED), r -> split(r).nextLong())
          .mustEqual();
    }
    if (factory.isJumpable()) {
      emitters
          .add(name + "'s copy", () -> copy(factory.create(SEED)), RandomGenerator::nextLong)
          .mustEqual();
    }
    emitters
        .add(
            "generator " + factory.name() + "(bytes)",
            () -> seededByBytes(factory),
            RandomGenerator::nextLong)
        .mustEqual();
  }

  /** On some JDKs, some factories take the bytes and make an unseeded generator all the same. */
  private static RandomGenerator seededByBytes(RandomGeneratorFactory<RandomGenerator> factory)
      throws Skipped {
    long first = factory.create(SEED_BYTES).nextLong();
    long second = factory.create(SEED_BYTES).nextLong();
    if (first != second) {
      throw new Skipped("this JDK ignores the seed");
    }
    return factory.create(SEED_BYTES);
  }

  private static SplittableGenerator splittable(RandomGeneratorFactory<RandomGenerator> factory) {
    return (SplittableGenerator) factory.create();
  }

  private static RandomGenerator split(RandomGenerator generator) {
    return ((SplittableGenerator) generator).split();
  }

  private static RandomGenerator copy(RandomGenerator generator) {
    return generator instanceof LeapableGenerator leapable
        ? leapable.copy()
        : ((JumpableGenerator) generator).copy();
  }
}
