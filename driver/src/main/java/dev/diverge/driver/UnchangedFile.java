package dev.diverge.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says by one system call that a file is the one that was judged a moment ago: whatever is done to
 * it, to its owner, mode, names or content, changes its ctime (inode(7)), and another one in its
 * place has another number. What is done to the directories above does not show, so a judgement is
 * good for 5 s; nor does what another machine does to a network's file system, of which none is.
 * For one thread.
 */
final class UnchangedFile {
  private static final String ASKED = "unix:dev,ino,ctime";
  private static final String CHANGED = "ctime";
  private static final long GOOD_NANOS = 5_000_000_000L;
  private static final long START_NANOS = 1_000_000_000L;

  /** A file changed twice within a tick of the kernel's clock, 10 ms at most, shows one of them. */
  private static final long SETTLED_MILLIS = 1_000;

  private final Path path;
  private final long begun = System.nanoTime();
  private @Nullable Boolean local;
  private @Nullable Map<String, Object> judged;
  private long judgedAt;
  private @Nullable Map<String, Object> now;

  UnchangedFile(String path) {
    this.path = Path.of(path);
  }

  /** Asks the file system; whether what was judged last is good still. */
  boolean isSo() {
    now = null;
    long at = System.nanoTime();
    if (at - begun < START_NANOS || !isLocal()) {
      return false; // a start has no time for this
    }
    now = attributes();
    return judged != null && at - judgedAt < GOOD_NANOS && judged.equals(now);
  }

  /** What it was when it was last asked for is judged, and nothing is wrong with it. */
  void judged() {
    judged = now != null && isSettled(now) ? now : null;
    judgedAt = System.nanoTime();
  }

  /** There is something that each look has to find out for itself. */
  void forget() {
    judged = null;
  }

  private static boolean isSettled(Map<String, Object> attributes) {
    return attributes.get(CHANGED) instanceof FileTime changed
        && changed.to(TimeUnit.MILLISECONDS) < System.currentTimeMillis() - SETTLED_MILLIS;
  }

  private boolean isLocal() {
    Boolean known = local;
    if (known == null) {
      known = Mounts.isCoherent(Mounts.type(path.toString()));
      local = known;
    }
    return known;
  }

  private @Nullable Map<String, Object> attributes() {
    try {
      return Files.readAttributes(path, ASKED);
    } catch (IOException | RuntimeException unknown) {
      return null;
    }
  }
}
