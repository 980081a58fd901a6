package dev.diverge.agent.rules;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads rules: {@code CLASS#FIELD = DEED} or {@code CLASS#METHOD() = call}, one a line; a line that
 * begins with {@code #} or is empty says nothing. Each mistake is one line of complaint and costs
 * that rule alone.
 */
final class RulesParser {

  private final String file;
  private final List<Rule> rules;
  private final List<String> complaints;
  private final Set<String> seen = new HashSet<>();

  RulesParser(String file, List<Rule> rules, List<String> complaints) {
    this.file = file;
    this.rules = rules;
    this.complaints = complaints;
  }

  void read(String text) {
    int number = 0;
    for (int start = 0; start <= text.length(); ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end).strip();
      number++;
      if (!line.isEmpty() && line.charAt(0) != '#') {
        String mistake = line(file + ":" + number, line);
        if (mistake != null) {
          complaints.add("rules " + file + ":" + number + ": " + mistake);
        }
      }
      start = end + 1;
    }
  }

  private @Nullable String line(String place, String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      return "no '=' in '" + line + "'; a rule is CLASS#FIELD = DEED";
    }
    String target = line.substring(0, equals).strip();
    String word = line.substring(equals + 1).strip();
    int hash = target.indexOf('#');
    if (hash < 0) {
      return "no '#' between class and member in '" + target + "'";
    }
    String type = target.substring(0, hash).strip();
    String member = target.substring(hash + 1).strip();
    boolean method = member.endsWith("()");
    String name = method ? member.substring(0, member.length() - 2) : member;
    if (!isName(type, true)) {
      return "'" + type + "' is not a class name";
    }
    if (name.indexOf('(') >= 0) {
      return "'" + member + "': only a method without parameters can be called";
    }
    if (!isName(name, false)) {
      return "'" + member + "' is not the name of a field or a method";
    }
    int bits = RuleDeed.bits(word);
    if (bits == 0) {
      return "'" + word + "': a node has 1 to 31 bits, as in node(10)";
    }
    RuleDeed deed = bits > 0 ? RuleDeed.NODE : RuleDeed.of(word);
    if (deed == null) {
      List<String> words = new ArrayList<>();
      for (RuleDeed known : RuleDeed.values()) {
        words.add(known.word);
      }
      return "no such deed: '" + word + "', known are " + words + NearestName.hint(word, words);
    }
    if (method != (deed == RuleDeed.CALL)) {
      return method
          ? "'" + member + "' is a method, and a method can only be called: = call"
          : "only a method can be called: write " + member + "()";
    }
    if (!seen.add(type + "#" + member)) {
      return type + "#" + member + " has a rule already; the first counts";
    }
    rules.add(new Rule(place, type, name, deed, bits));
    return null;
  }

  private static boolean isName(String name, boolean dots) {
    if (name.isEmpty() || !Character.isJavaIdentifierStart(name.charAt(0))) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isJavaIdentifierPart(c) && !(dots && c == '.')) {
        return false;
      }
    }
    return true;
  }
}
