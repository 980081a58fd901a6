package dev.diverge.scan.judge;

import dev.diverge.integrations.Library;
import dev.diverge.scan.flow.ClassFacts;
import dev.diverge.scan.flow.FieldFacts;
import dev.diverge.scan.flow.FieldFlow;
import dev.diverge.scan.flow.Program;
import java.util.Map;

/** Who sees to a field on a clone. */
final class Coverage {

  private final Program program;
  private final Tables tables;
  private final Map<String, String> rules;

  Coverage(Program program, Tables tables, Map<String, String> rules) {
    this.program = program;
    this.tables = tables;
    this.rules = rules;
  }

  Seen of(FieldFlow flow, Kind kind) {
    FieldFacts field = flow.field();
    ClassFacts owner = field.owner();
    String target = owner.name().replace('/', '.') + "#" + field.name();
    String rule = rules.get(target);
    if (rule != null) {
      return new Seen(Verdict.REGISTERED, rule);
    }
    if (flow.isRegistered()) {
      return new Seen(Verdict.REGISTERED, "the code of " + owner.name().replace('/', '.'));
    }
    Library library = tables.of(owner.name());
    if (library != null) {
      return Seen.by(library);
    }
    return switch (kind) {
      case GENERATOR -> new Seen(Verdict.GUARDED, "the agent's hooks of the JDK");
      case CIPHER -> new Seen(Verdict.COVERED, "jdk-ciphers");
      case CONNECTION ->
          new Seen(
              Verdict.COVERED,
              java.util.Objects.requireNonNull(Types.connectedBy(field.descriptor())));
      default -> tables.isGenerator(owner.name(), program) ? Seen.asGenerator() : Seen.NOBODY;
    };
  }
}
