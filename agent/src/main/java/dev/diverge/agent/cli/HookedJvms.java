package dev.diverge.agent.cli;

import dev.diverge.agent.outside.PlainText;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs with the agent: those named, or all that the kernel shows this user. An agent's jar
 * stays open for its JVM's life, by which it is told from others before it is attached to.
 */
final class HookedJvms {

  private static final Path PROCESSES = Path.of("/proc");
  private static final long ANSWER_SECONDS = 10;

  private final Path jar;
  private final List<String> named;
  private final int seconds;

  /** The epoch that each was in when it was asked last. */
  private final Map<String, Long> epochs = new HashMap<>();

  /**
   * Those to be asked.
   *
   * @param named by their numbers; none for all
   * @param seconds how long each may take to reset what it must
   */
  HookedJvms(Path jar, List<String> named, int seconds) {
    this.jar = jar;
    this.named = named;
    this.seconds = seconds;
  }

  /** Learns which epoch each is in, so that one which does not follow the page is found out. */
  synchronized void remember() {
    unready(false);
  }

  /**
   * Waits until each has reset all that it must.
   *
   * @param raised whether the page was raised since they were asked last
   * @return why they are not ready, in one line; null if they are
   */
  synchronized @Nullable String unready(boolean raised) {
    List<String> pids = named.isEmpty() ? all() : named;
    if (pids.isEmpty()) {
      return "no JVM with the agent is in sight";
    }
    StringBuilder reasons = new StringBuilder();
    for (String pid : pids) {
      String reason = unready(pid, raised);
      if (reason != null) {
        reasons.append(reasons.length() == 0 ? "" : "; ").append("process ").append(pid);
        reasons.append(": ").append(reason);
      }
    }
    epochs.keySet().retainAll(pids);
    return reasons.length() == 0 ? null : PlainText.line(reasons.toString());
  }

  private @Nullable String unready(String pid, boolean raised) {
    Reply.Answer answer;
    try {
      answer = Ask.ask(pid, "status:" + seconds + ":0", seconds + ANSWER_SECONDS, jar);
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
    String epoch = said(answer, "epoch");
    String source = said(answer, "source");
    Long now = epoch(epoch);
    Long before = now == null ? null : epochs.put(pid, now);
    if (answer.exit() != 0) {
      return "epoch " + epoch + ", source " + source + trouble(answer);
    }
    if (raised && now != null && now.equals(before) && source.contains("page")) {
      return "still in epoch " + epoch + ": it follows another page";
    }
    return null;
  }

  /** The last lines of an answer say what went wrong in the last transition. */
  private static String trouble(Reply.Answer answer) {
    String waited = said(answer, "waited");
    String last = said(answer, "last");
    return (waited.isEmpty() ? "" : ", waited " + waited)
        + (last.isEmpty() ? "" : ", last " + last);
  }

  private static @Nullable Long epoch(String said) {
    try {
      int end = said.indexOf(',');
      return Long.valueOf(end < 0 ? said : said.substring(0, end));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** What it says of a topic, first. */
  private static String said(Reply.Answer answer, String topic) {
    for (String line : answer.text().split("\n", -1)) {
      if (line.startsWith(topic.concat(" "))) {
        return line.substring(topic.length()).strip();
      }
    }
    return "";
  }

  private List<String> all() {
    List<String> pids = new ArrayList<>();
    String own = Long.toString(ProcessHandle.current().pid());
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
      for (Path process : processes) {
        String pid = String.valueOf(process.getFileName());
        if (!pid.equals(own) && hasAgent(process)) {
          pids.add(pid);
        }
      }
    } catch (IOException noProc) {
      // Then they have to be named.
    }
    return pids;
  }

  private boolean hasAgent(Path process) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      long size = Files.size(jar);
      for (Path file : files) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.endsWith(".jar") && isAgent(target, file, size)) {
          return true;
        }
      }
    } catch (IOException | RuntimeException goneOrNotOurs) {
      return false;
    }
    return false;
  }

  /**
   * The same jar, or an earlier one by its name; what was renamed and is another has to be named.
   */
  private static boolean isAgent(String target, Path file, long size) throws IOException {
    return Files.size(file) == size
        || target.substring(target.lastIndexOf('/') + 1).startsWith("diverge");
  }
}
