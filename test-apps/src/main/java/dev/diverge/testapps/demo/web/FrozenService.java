package dev.diverge.testapps.demo.web;

import dev.diverge.testlab.GenerationPage;
import dev.diverge.testlab.RecordLog;
import dev.diverge.testlab.StaleBuffers;
import dev.diverge.testlab.WarmEmitters;
import dev.diverge.testlab.fork.ForkedClone;
import dev.diverge.testlab.fork.Libc;
import dev.diverge.testlab.fork.OpenJars;
import dev.diverge.testlab.fork.QuietFork;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The main class of the JVM that is cloned. All its clones are made at once, before the page is
 * raised, and stand still, as copies of a snapshot do on a disk; each goes on when it is thawed,
 * and serves whenever it is asked. What they draw goes to the standard output, which they share.
 *
 * <p>Arguments: the page, the number of clones. Commands, a line each: {@code thaw N}, {@code ask
 * N}; N counts from 0. The end of the input is the end of all.
 */
public final class FrozenService {
  static final String FROZEN = "frozen";
  static final String SERVED = "served";
  static final String THAW = "thaw";
  static final String ASK = "ask";

  private static final int STDOUT = 1;
  private static final int GENERATION = 1;
  private static final byte SERVE = 's';
  private static final int SECONDS = 60;

  private final GenerationPage page;
  private final WarmEmitters desk;
  private final List<ForkedClone> clones = new ArrayList<>();
  private final List<int[]> bells = new ArrayList<>();

  private FrozenService(GenerationPage page) throws Exception {
    this.page = page;
    desk = new WarmEmitters(new ServiceDesk(), new RecordLog(FrozenService::say));
  }

  public static void main(String[] args) {
    int status = 1;
    try {
      FrozenService service = new FrozenService(new GenerationPage(Path.of(args[0])));
      service.freeze(Integer.parseInt(args[1]));
      service.obey();
      status = 0;
    } catch (Throwable e) {
      e.printStackTrace(System.err);
    }
    System.exit(status);
  }

  private void freeze(int number) throws InterruptedException {
    System.gc();
    Thread.sleep(200); // a lock that is held while we fork is held in the clone for ever
    StaleBuffers.fill();
    OpenJars jars = OpenJars.look();
    for (int clone = 0; clone < number; clone++) {
      bells.add(new int[2]);
      Libc.pipe(bells.get(clone));
    }
    for (int clone = 0; clone < number; clone++) {
      int self = clone;
      clones.add(new ForkedClone(clone, QuietFork.fork(() -> live(self, jars))));
    }
    desk.drawInOriginal(GENERATION);
    say(FROZEN);
  }

  private void obey() throws Exception {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    boolean raised = false;
    for (String line; (line = commands.readLine()) != null; ) {
      String[] words = line.split(" ", -1);
      int clone = Integer.parseInt(words[1]);
      if (words[0].equals(THAW)) {
        if (!clones.get(clone).awaitStop(SECONDS)) {
          throw new IllegalStateException("clone " + clone + " did not come to stand");
        }
        if (!raised) {
          page.write(GENERATION + 1L);
          raised = true;
        }
        clones.get(clone).goOn();
      }
      Libc.write(bells.get(clone)[1], new byte[] {SERVE}, 1);
    }
  }

  private void live(int clone, OpenJars jars) {
    int status = 1;
    try {
      Libc.prctl(Libc.PR_SET_PDEATHSIG, Libc.SIGKILL, 0, 0, 0);
      jars.openAnew();
      ForkedClone.stop();
      byte[] order = new byte[1];
      while (Libc.read(bells.get(clone)[0], order, 1) == 1) {
        desk.drawInClone(GENERATION, clone, true);
        say(SERVED);
      }
      status = 0;
    } catch (Throwable e) {
      say(SERVED + " nobody: " + e);
    } finally {
      Libc._exit(status);
    }
  }

  /** In a single write, for the clones share the descriptor. */
  private static void say(String line) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    Libc.write(STDOUT, bytes, bytes.length);
  }
}
