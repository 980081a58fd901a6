package dev.diverge.testlab;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One named thing that emits values which clones may repeat, and what they must do with them. */
public final class Emitter {
  private final String name;
  private final Make<Draw> make;
  private Expectation expectation = Expectation.MUST_DIFFER;
  private int warmUp = 3;
  private int bits = Long.SIZE;
  private int draws = 3;
  private boolean slow;
  private @Nullable Draw draw;

  Emitter(String name, Make<Draw> make) {
    this.name = name;
    this.make = make;
  }

  /** Seeded by the user: it keeps its sequence, clone or not. */
  public Emitter mustEqual() {
    expectation = Expectation.MUST_EQUAL;
    return this;
  }

  public Emitter onlyRecorded() {
    expectation = Expectation.RECORDED;
    return this;
  }

  /**
   * Too short to be unique by chance: clones may draw the same as often as so many bits make it.
   */
  public Emitter ofBits(int bits) {
    this.bits = bits;
    return this;
  }

  /** Takes long when interpreted: drawn once a clone, and by the first few clones only. */
  public Emitter slow() {
    slow = true;
    return warmedBy(1).drawn(1);
  }

  /** The same value at each draw until the next clone: drawn once, and not before. */
  public Emitter constant() {
    return warmedBy(0).drawn(1);
  }

  /** How often a clone draws; three times unless told. */
  public Emitter drawn(int times) {
    draws = times;
    return this;
  }

  /** How often the original draws before the clones are made; three times unless told. */
  public Emitter warmedBy(int draws) {
    warmUp = draws;
    return this;
  }

  /** The same one, made and drawn from at that place. */
  Emitter at(Place place) {
    Emitter there =
        new Emitter(
            name + place.suffix(),
            () -> {
              Draw made = place.call(make::make);
              return () -> place.call(made::draw);
            });
    there.expectation = expectation;
    there.warmUp = warmUp;
    there.draws = draws;
    there.slow = slow;
    return there;
  }

  String name() {
    return name;
  }

  Expectation expectation() {
    return expectation;
  }

  int bits() {
    return bits;
  }

  boolean isSlow() {
    return slow;
  }

  /**
   * Makes the state and draws from it; what this JDK or library lacks is skipped, with the reason.
   */
  List<String> warm() throws Exception {
    try {
      draw = make.make();
      return draw(warmUp);
    } catch (NoSuchAlgorithmException
        | UnsupportedOperationException
        | NoSuchMethodError
        | NoClassDefFoundError e) {
      throw new Skipped(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  List<String> warmAgain() throws Exception {
    return draw(warmUp);
  }

  /** What one clone draws. */
  List<String> drawInClone() throws Exception {
    return draw(draws);
  }

  private List<String> draw(int times) throws Exception {
    Draw ready = draw;
    if (ready == null) {
      throw new IllegalStateException(name + " was not warmed");
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      values.add(Text.of(ready.draw()));
    }
    return values;
  }
}
