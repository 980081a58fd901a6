package dev.diverge.agent.rules;

import dev.diverge.agent.actions.Action;
import dev.diverge.agent.actions.ActionSource;
import dev.diverge.agent.actions.Order;
import dev.diverge.agent.outside.PlainFile;
import dev.diverge.agent.reach.ModuleOpener;
import dev.diverge.agent.reach.TrackedInstances;
import dev.diverge.integrations.Fresh;
import dev.diverge.integrations.Instance;
import dev.diverge.integrations.Opener;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The rules of this JVM: weaves the classes they name, and does what they say on a clone, before
 * what the application registered in code. Thread-safe.
 */
public final class Rules implements ActionSource {

  private final Map<String, List<Rule>> byClass = new HashMap<>();
  private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
  private final TrackedInstances tracked;
  private final Opener opener;
  private final Fresh fresh;

  private Rules(List<Rule> rules, TrackedInstances tracked, Opener opener, Fresh fresh) {
    this.tracked = tracked;
    this.opener = opener;
    this.fresh = fresh;
    for (Rule rule : rules) {
      String name = rule.className.replace('.', '/');
      List<Rule> those = byClass.get(name);
      if (those == null) {
        those = new ArrayList<>();
        byClass.put(name, those);
      }
      those.add(rule);
    }
  }

  /**
   * Reads all there are.
   *
   * @param file named by the option, empty for none
   * @param found in jars, by {@link JarRules#find}
   * @param complaints takes a line for each mistake
   * @return null if there are none
   */
  public static @Nullable Rules install(
      String file,
      List<String[]> found,
      Instrumentation instrumentation,
      TrackedInstances tracked,
      Fresh fresh,
      List<String> complaints) {
    List<Rule> rules = new ArrayList<>();
    if (!file.isEmpty()) {
      try {
        String text = new String(PlainFile.trusted(file), StandardCharsets.UTF_8);
        new RulesParser(file, rules, complaints).read(text);
      } catch (IOException | RuntimeException e) {
        complaints.add("rules " + file + " cannot be read (" + e + "): ignored");
      }
    }
    for (String[] text : found) {
      new RulesParser(text[0], rules, complaints).read(text[1]);
    }
    if (rules.isEmpty()) {
      return null;
    }
    Rules all = new Rules(rules, tracked, new ModuleOpener(instrumentation), fresh);
    all.loaded(instrumentation);
    return all;
  }

  /** Lines not said yet; on the follower's thread. */
  public @Nullable String trouble() {
    return troubles.poll();
  }

  /** Once, when the application had its time: rules whose class nobody could load. */
  public void review(Instrumentation instrumentation) {
    Set<ClassLoader> loaders = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      if (c.getClassLoader() != null && !c.isArray()) {
        loaders.add(c.getClassLoader());
        names.add(c.getName());
      }
    }
    for (Map.Entry<String, List<Rule>> entry : byClass.entrySet()) {
      Rule rule = entry.getValue().get(0);
      if (!rule.found && !canLoad(entry.getKey().concat(".class"), loaders) && rule.firstReport()) {
        troubles.add(
            "rules "
                + rule.place
                + ": no class "
                + rule.className
                + " is loaded or to be found"
                + NearestName.hint(rule.className, names));
      }
    }
  }

  private static boolean canLoad(String resource, Set<ClassLoader> loaders) {
    for (ClassLoader loader : loaders) {
      if (loader.getResource(resource) != null) {
        return true;
      }
    }
    return false;
  }

  /** Classes that were there before us: their statics can be reached, their instances cannot. */
  private void loaded(Instrumentation instrumentation) {
    for (Class<?> c : instrumentation.getAllLoadedClasses()) {
      List<Rule> rules = byClass.get(c.getName().replace('.', '/'));
      if (rules != null) {
        tracked.accept(c);
        for (Rule rule : rules) {
          rule.found = true;
          rule.isStatic = isStatic(rule, c);
          if (!rule.isStatic && rule.firstReport()) {
            troubles.add(
                "rules "
                    + rule.place
                    + ": "
                    + rule.className
                    + " was loaded before the agent: its instances are not known, "
                    + rule.target()
                    + " is not reset");
          }
        }
      }
    }
  }

  private static boolean isStatic(Rule rule, Class<?> c) {
    try {
      int modifiers =
          rule.isMethod()
              ? c.getDeclaredMethod(rule.member).getModifiers()
              : c.getDeclaredField(rule.member).getModifiers();
      return java.lang.reflect.Modifier.isStatic(modifiers);
    } catch (ReflectiveOperationException | LinkageError absent) {
      return true; // found out, and reported, when it is to be reset
    }
  }

  /** Whether a class, by its internal name, is in the rules. */
  public boolean name(String className) {
    return byClass.containsKey(className);
  }

  /** The woven class, or null if it is to be left as it is. */
  public byte @Nullable [] weave(String name, byte[] classFile) {
    List<Rule> rules = byClass.get(name);
    if (rules == null) {
      return null;
    }
    try {
      return RuleMembers.weave(classFile, rules, troubles);
    } catch (Throwable t) {
      troubles.add("rules for " + name.replace('/', '.') + " cannot be applied: " + t);
      return null;
    }
  }

  @Override
  public void collect(long epoch, List<Action> into, Queue<String> failures) {
    for (List<Rule> rules : byClass.values()) {
      for (Rule rule : rules) {
        if (rule.found && !rule.hopeless && rule.isDue(epoch)) {
          into.add(action(rule));
          if (!rule.claim(epoch)) {
            into.remove(into.size() - 1);
          }
        }
      }
    }
  }

  /** A method of the application's is called once, whatever comes of it. */
  private Action action(Rule rule) {
    String name = "rule " + rule.place + " " + rule.target();
    return rule.isMethod()
        ? new Action(name, Order.RULES.place(), new RuleRun(rule))
        : Action.repeatable(name, Order.RULES.place(), new RuleRun(rule));
  }

  @Override
  public void tell(Map<String, String> into) {
    int all = 0;
    int found = 0;
    int instances = 0;
    for (Map.Entry<String, List<Rule>> entry : byClass.entrySet()) {
      for (Rule rule : entry.getValue()) {
        all++;
        found += rule.found && !rule.hopeless ? 1 : 0;
      }
      instances += tracked.instances(entry.getKey().replace('/', '.')).size();
    }
    into.put("rules", found + " of " + all + " apply, to " + instances + " instances");
  }

  private final class RuleRun implements Callable<Object> {

    private final Rule rule;

    RuleRun(Rule rule) {
      this.rule = rule;
    }

    @Override
    public Object call() throws Exception {
      boolean any = false;
      if (rule.isStatic) {
        for (Class<?> type : tracked.classes(rule.className)) {
          RuleDoer.perform(rule, Instance.statics(type, opener), fresh);
          any = true;
        }
      } else {
        for (Object instance : tracked.instances(rule.className)) {
          Class<?> type = TrackedInstances.typed(instance, rule.className);
          if (type != null) {
            RuleDoer.perform(rule, Instance.of(instance, type, opener), fresh);
            any = true;
          }
        }
      }
      return any;
    }
  }
}
