package dev.diverge.testapps.doors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.diverge.testapps.answers.Child;
import dev.diverge.testapps.answers.Page;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources of every kind, where another user can make names or could come to. */
@Timeout(180)
class SourcesTest {

  /** Let the follower, which looks every 20 ms, see it. */
  private static final int SOME_LOOKS = 200;

  @TempDir Path folder;

  private int looks;
  private long epoch;

  @Test
  void noDeedOfAStrangersIsAnEpochOrStopsTheFollower() throws Exception {
    Stranger.assumed();
    Stranger.admitted(folder);
    Path ours = Stranger.admitted(Files.createDirectory(folder.resolve("ours")));
    Path shared = Stranger.shared(folder.resolve("shared"));
    Path his = Stranger.folder(folder.resolve("his"));
    page(folder.resolve("other"), 9);
    Page sharedPage = new Page(page(shared.resolve("page"), 1));
    write(shared.resolve("gen"), "1");
    Page oursPage = new Page(page(ours.resolve("page"), 1));
    write(ours.resolve("gen"), "1");
    Stranger.gets(page(his.resolve("page"), 1));
    write(his.resolve("gen"), "1"); // one of ours, in his folder
    Stranger.gets(page(his.resolve("sys"), 1));
    Stranger.gets(clock(his.resolve("clock")));
    Stranger.gets(write(his.resolve("log"), ""));
    Stranger.gets(page(his.resolve("target"), 1));
    Files.createSymbolicLink(ours.resolve("link"), his.resolve("target"));
    Path control = write(folder.resolve("control"), "0");
    String sources =
        String.join(
            "+",
            "page:" + his + "/page",
            "file:" + his + "/gen",
            "sysgenid:" + his + "/sys",
            "vmclock:" + his + "/clock",
            "kmsg:" + his + "/log",
            "page:" + ours + "/link",
            "page:" + shared + "/absent",
            "page:" + shared + "/page",
            "file:" + shared + "/gen",
            "page:" + ours + "/page",
            "file:" + ours + "/gen",
            "file:" + control);
    List<String> flags =
        List.of(
            "-javaagent:" + Child.agentJar() + "=poll=20,source=" + sources,
            "-XX:+EnableDynamicAgentLoading");
    try (Child child = Child.main(folder, flags, EpochApp.class)) {
      child.await("up");
      String line = child.err();
      assertEquals(1, line.lines().count(), line);
      assertEquals(7, line.split("its directory " + his + " belongs to uid 65534").length, line);
      moves(child, control);
      for (String deed :
          List.of(
              "printf '\\7' | dd of=page bs=1 conv=notrunc; printf '\\7' | dd of=sys bs=1"
                  + " conv=notrunc; printf '\\7' | dd of=clock bs=1 seek=104 conv=notrunc;"
                  + " printf '\\7' | dd of=target bs=1 conv=notrunc;"
                  + " echo '6,1,99999999999,-;random: crng reseeded due to virtual machine fork'"
                  + " >>log",
              "for f in page sys target; do cp ../other n; mv -f n $f; done; echo 2 >n; mv -f n"
                  + " gen; cp clock n; printf '\\8' | dd of=n bs=1 seek=104 conv=notrunc; mv -f n"
                  + " clock",
              "for f in page gen sys clock target log; do ln -s ../other n; mv -f n $f; done",
              "for f in page gen sys clock target log; do ln -f ../other $f || : >$f; done",
              "for f in page gen sys clock target log; do rm -f $f; mkfifo $f; done",
              "n=0; while [ $n -lt 20 ]; do for f in page gen; do cp ../other n; mv -f n $f;"
                  + " mkfifo n; mv -f n $f; done; n=$((n+1)); done",
              "for f in page gen sys clock target log; do rm -f $f; mkdir $f; done")) {
        moves(child, control, his, deed);
      }
      for (String deed :
          List.of(
              "for f in page gen; do rm -f $f; mv $f n; cp ../other n; mv -f n $f; : >$f; echo 2"
                  + " >$f; mkfifo n2; mv -f n2 $f; ln -f $f n3; rm -f n n2; done",
              "cp ../other absent",
              "rm -f absent; ln -s ../other absent",
              "rm -f absent; ln ../other absent",
              "rm -f absent; mkfifo absent",
              "rm -f absent; mkdir absent",
              "rmdir absent; ln -s " + ours + "/page absent")) {
        moves(child, control, shared, deed);
      }
      sharedPage.raise();
      moved(child, "a page of ours in a shared folder");
      oursPage.raise();
      moved(child, "a page of ours");
      Stranger.gets(ours);
      for (String one : List.of("page:" + ours + "/page", "file:" + ours + "/gen")) {
        child.awaitErr("source " + one + ": its directory " + ours + " belongs to uid 65534");
      }
      for (String deed :
          List.of(
              "for f in page gen; do cp ../other n; mv -f n $f; done",
              "for f in page gen; do ln -s ../other n; mv -f n $f; done",
              "for f in page gen; do mkfifo n; mv -f n $f; done",
              "n=0; while [ $n -lt 20 ]; do for f in page gen; do cp ../other n; mv -f n $f;"
                  + " mkfifo n; mv -f n $f; done; n=$((n+1)); done")) {
        moves(child, control, ours, deed);
      }
      String err = child.awaitErr("clone detected: epoch " + epoch + " (file)");
      long clones = err.lines().filter(one -> one.contains("clone detected")).count();
      assertTrue(clones <= epoch, err);
      Told told = Told.by(folder, "status", Long.toString(child.pid()));
      assertTrue(told.out().startsWith("epoch       " + epoch + ", confirmed\n"), told.out());
    }
  }

  /** He does it; nothing begins; and what is ours is heard all the same. */
  private void moves(Child child, Path control, Path in, String deed) throws Exception {
    Stranger.does(in, deed);
    Thread.sleep(SOME_LOOKS);
    assertEquals(epoch, epoch(child), deed);
    moves(child, control);
  }

  private void moves(Child child, Path control) throws Exception {
    Path next = write(folder.resolve("next"), Long.toString(epoch + 1));
    Files.move(next, control, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    moved(child, "the control");
  }

  private void moved(Child child, String why) throws Exception {
    long before = epoch;
    for (long began = System.nanoTime(); epoch == before; epoch = epoch(child)) {
      assertTrue(System.nanoTime() - began < 60_000_000_000L, why + " is not heard of");
      Thread.sleep(20);
    }
    assertEquals(before + 1, epoch, why);
  }

  private long epoch(Child child) throws Exception {
    child.say("");
    String line = child.await("look " + looks++ + " epoch ");
    return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static Path page(Path file, int word) throws IOException {
    return written(
        file, ByteBuffer.allocate(4096).order(ByteOrder.nativeOrder()).putLong(0, word).array());
  }

  /** As a hypervisor with a generation counter shows it. */
  private static Path clock(Path file) throws IOException {
    return written(
        file,
        ByteBuffer.allocate(4096)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x00, 0x4b4c4356)
            .putInt(0x04, 4096)
            .putShort(0x08, (short) 1)
            .putInt(0x0c, 2)
            .putLong(0x10, 77)
            .putLong(0x18, 0x100)
            .putLong(0x68, 1)
            .array());
  }

  private static Path write(Path file, String text) throws IOException {
    return written(file, text.getBytes(UTF_8));
  }

  private static Path written(Path file, byte[] bytes) throws IOException {
    Files.write(file, bytes);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }
}
