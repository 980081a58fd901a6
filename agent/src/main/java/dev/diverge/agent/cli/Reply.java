package dev.diverge.agent.cli;

import dev.diverge.agent.outside.PlainText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that an answer is written to. It is read through the descriptor it was made with: what
 * its writer, who may be another user, puts in its place is never opened. Only the file is given to
 * him, not the folder. It is locked for as long as we live, so that he can tell.
 */
final class Reply implements AutoCloseable {

  /** What came back: an exit status and a text. */
  record Answer(int exit, String text) {}

  private static final char END = '\u0004';
  private static final int AT_MOST = 1 << 26; // an audit's has a line for each field
  private static final int LOOK_MILLIS = 20;

  private final Path folder;
  private final Path file;
  private final FileChannel channel;

  Reply() throws IOException {
    folder = folder();
    file = folder.resolve("reply");
    channel =
        FileChannel.open(
            file,
            Set.of(
                StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE),
            permissions("rw-------"));
    lock();
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove));
  }

  private static Path folder() throws IOException {
    try {
      return Files.createTempDirectory("diverge", permissions("rwx------"));
    } catch (IOException e) {
      throw new IOException(
          "an answer needs a folder to come in ("
              + e.getMessage()
              + "): name one that can be written to, java -Djava.io.tmpdir=FOLDER -jar ...",
          e);
    }
  }

  private static FileAttribute<?> permissions(String text) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
  }

  private void lock() {
    try {
      channel.lock();
    } catch (IOException noLocksHere) {
      // Then he goes on until his time is over.
    }
  }

  Path path() {
    return file;
  }

  /** Lets that user write the answer. */
  void giveTo(int uid) throws IOException {
    if (!Files.getAttribute(file, "unix:uid").equals(uid)) {
      Files.setAttribute(file, "unix:uid", uid);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    }
  }

  /** Whether anything was written. */
  boolean isThere() throws IOException {
    return channel.size() > 0;
  }

  /**
   * Waits for the whole answer.
   *
   * @throws IOException with a line for people, if there is none in time
   */
  Answer await(String of, long seconds) throws IOException, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      String text = text(of);
      if (text.indexOf(END) >= 0) {
        return answer(of, text.substring(0, text.indexOf(END)));
      }
      if (System.nanoTime() - began >= seconds * 1_000_000_000L) {
        throw none(of);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private String text(String of) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), AT_MOST + 1));
    for (int at = 0; bytes.hasRemaining(); at = bytes.position()) {
      if (channel.read(bytes, at) < 0) {
        break;
      }
    }
    if (bytes.position() > AT_MOST) {
      throw none(of);
    }
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
  }

  /** Each line made plain, for whoever answers may be another user. */
  private static Answer answer(String of, String text) throws IOException {
    int end = text.indexOf('\n');
    String exit = end < 0 ? "" : text.substring(0, end);
    if (!exit.equals("0") && !exit.equals("1")) {
      throw none(of);
    }
    StringBuilder plain = new StringBuilder();
    for (int start = end + 1; start < text.length(); ) {
      end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      plain.append(PlainText.line(text.substring(start, end))).append('\n');
      start = end + 1;
    }
    return new Answer(Integer.parseInt(exit), plain.toString());
  }

  private static IOException none(String of) {
    return new IOException(of + " gave no answer: its agent is disabled, not installed, or older");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    remove();
  }

  private void remove() {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    } catch (IOException left) {
      // In the folder for temporary files.
    }
  }
}
