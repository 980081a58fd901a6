package dev.diverge.testapps.conduct;

import com.sun.tools.attach.VirtualMachine;
import dev.diverge.Diverge;
import dev.diverge.testlab.GenerationPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Asks itself whatever comes to mind, and is cloned in the end. */
final class Asked {

  private static final List<String> GOOD =
      List.of(
          "ask=status:0:0,reply=none",
          "ask=doctor,reply=/dev/null",
          "ask=drill,reply=",
          "ask=status:1,reply=.",
          "ask=,reply=\1",
          "ask=",
          "source=page:gen.page",
          "source=none,log=off",
          "enabled=false",
          "");

  private Asked() {}

  public static void main(String[] arguments) throws Exception {
    Random random = new Random(Long.parseLong(arguments[2]));
    VirtualMachine self = VirtualMachine.attach(Long.toString(ProcessHandle.current().pid()));
    for (int i = Integer.parseInt(arguments[3]); i > 0; i--) {
      self.loadAgent(arguments[0], question(random));
    }
    self.detach();
    long before = Diverge.epoch();
    new GenerationPage(Path.of(arguments[1])).write(2);
    for (int i = 0; i < 3000 && Diverge.epoch() == before; i++) {
      Thread.sleep(10);
    }
    System.out.println(Diverge.epoch() > before ? "noticed" : "blind");
  }

  private static String question(Random random) {
    StringBuilder question = new StringBuilder(GOOD.get(random.nextInt(GOOD.size())));
    for (int mistakes = random.nextInt(3); mistakes > 0; mistakes--) {
      question.insert(random.nextInt(question.length() + 1), (char) (1 + random.nextInt(0x2fff)));
    }
    return question.toString();
  }
}
