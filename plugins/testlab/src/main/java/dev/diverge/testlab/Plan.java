package dev.diverge.testlab;

import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the lab asks of the original.
 *
 * @param clones forked at each generation
 * @param slowClones how many of them draw from the slow emitters too
 * @param generations how many times in a row: beyond the first, a clone is cloned
 * @param page the generation page to raise; a control has one too, which nobody reads
 * @param records where every process writes what it drew
 * @param virtualThread whether the forking thread is a virtual one
 * @param unforked whether the original is its own only clone
 * @param serial whether one clone lives at a time: {@link SerialClones}
 * @param attachLate whether to wait, warm, for an agent
 * @param secondsToLive after which a hanging clone is ended
 */
record Plan(
    EmitterSet emitters,
    int clones,
    int slowClones,
    int generations,
    String page,
    String records,
    boolean virtualThread,
    boolean unforked,
    boolean serial,
    boolean attachLate,
    int secondsToLive)
    implements Serializable {

  void write(Path file) {
    try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(file))) {
      out.writeObject(this);
    } catch (NotSerializableException e) {
      throw new IllegalArgumentException(
          "what is to be drawn holds a "
              + e.getMessage()
              + ", which cannot be sent to the JVM that is cloned: make it within the lambda",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Plan read(Path file) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(file))) {
      return (Plan) in.readObject();
    }
  }
}
