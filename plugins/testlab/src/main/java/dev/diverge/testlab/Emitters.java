package dev.diverge.testlab;

import java.util.ArrayList;
import java.util.List;

/** The list that an {@link EmitterSet} fills, a line an emitter. */
public final class Emitters {
  private final List<Emitter> all;
  private final String label;

  Emitters() {
    this(new ArrayList<>(), "");
  }

  private Emitters(List<Emitter> all, String label) {
    this.all = all;
    this.label = label;
  }

  /** Adds to the same list, with this before every name. */
  public Emitters labelled(String label) {
    return new Emitters(all, this.label + label);
  }

  /** An emitter without state of its own, or one that makes it anew in each clone. */
  public Emitter add(String name, Draw draw) {
    return add(new Emitter(label + name, () -> draw));
  }

  /** An emitter whose state is made in the original and drawn from in every clone. */
  public <S> Emitter add(String name, Make<S> make, DrawFrom<S> draw) {
    return add(
        new Emitter(
            label + name,
            () -> {
              S state = make.make();
              return () -> draw.draw(state);
            }));
  }

  /** All of another set, at that place. */
  public void add(EmitterSet set, Place place) throws Exception {
    Emitters others = new Emitters();
    set.describe(others);
    others.all.forEach(emitter -> add(emitter.at(place)));
  }

  List<Emitter> all() {
    return all;
  }

  private Emitter add(Emitter emitter) {
    if (all.stream().anyMatch(other -> other.name().equals(emitter.name()))) {
      throw new IllegalArgumentException("two emitters are named " + emitter.name());
    }
    all.add(emitter);
    return emitter;
  }
}
