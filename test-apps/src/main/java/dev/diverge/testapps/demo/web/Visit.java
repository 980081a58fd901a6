package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.demo.SignedMessage;
import dev.diverge.testlab.EmitterOutcome;
import dev.diverge.testlab.Outcome;
import dev.diverge.testlab.OutcomeReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a clone gave to one customer.
 *
 * @param number the clone's, from 1
 * @param given by its name, in the order in which it was drawn
 */
record Visit(int number, Map<String, String> given) {

  /**
   * Reads the records of one clone's draw.
   *
   * @param emitters the records that say what there is to draw
   * @throws IOException with the reason, if something was not drawn
   */
  static Visit read(int clone, List<String> emitters, List<String> drawn) throws IOException {
    List<String> records = new ArrayList<>(emitters);
    records.addAll(drawn);
    Outcome outcome = OutcomeReader.read(records, "");
    Map<String, String> given = new LinkedHashMap<>();
    for (EmitterOutcome emitter : outcome.emitters()) {
      if (emitter.clones() == 0) {
        throw new IOException("clone " + clone + " drew no " + emitter.name() + ": " + drawn);
      }
      given.put(emitter.name(), emitter.drawnByClones().get(0).get(0));
    }
    return new Visit(clone, given);
  }

  SignedMessage receipt() {
    return SignedMessage.parse(Objects.requireNonNull(given.get(ServiceDesk.RECEIPT)));
  }
}
