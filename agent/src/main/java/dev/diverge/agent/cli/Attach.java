package dev.diverge.agent.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * HotSpot's attach, by its protocol: images rarely have a JDK, hence no module {@code jdk.attach}.
 *
 * <p>One request a connection to the socket {@code .java_pidPID}: the version, a command, three
 * arguments, each ended by a zero; the reply is a number, a line break and a text. A JVM that does
 * not listen yet begins to when it is sent SIGQUIT and finds {@code .attach_pidPID}; any other
 * process that does not catch that signal is ended by it. The socket counts only if the JVM's user
 * or the superuser made it: the folder is everybody's.
 */
final class Attach {

  private static final int AT_MOST = 1 << 20;
  private static final int WAIT_MILLIS = 10_000;
  private static final int LOOK_MILLIS = 20;

  private final Target target;
  private final Path socket;

  private Attach(Target target) {
    this.target = target;
    this.socket = target.temporary(".java_pid" + target.ownPid());
  }

  /**
   * Has it listen.
   *
   * @throws IOException with a line for people, if it does not
   */
  static Attach to(Target target) throws IOException, InterruptedException {
    Attach attach = new Attach(target);
    if (!attach.isListening()) {
      attach.wake();
    }
    return attach;
  }

  private boolean isListening() throws IOException {
    if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Object owner = Files.getAttribute(socket, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(target.uid()) && !owner.equals(0)) {
      throw refused("its socket belongs to another user");
    }
    if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw refused("there is no socket in its place");
    }
    return true;
  }

  private void wake() throws IOException, InterruptedException {
    if (!target.catchesQuit()) {
      throw refused("it does not catch SIGQUIT, as a JVM does that has started");
    }
    Path request = target.temporary(".attach_pid" + target.ownPid());
    boolean made = make(request);
    try {
      SigQuit.send(target.pid());
      for (int waited = 0; !isListening(); waited += LOOK_MILLIS) {
        if (waited >= WAIT_MILLIS) {
          throw refused("it does not listen");
        }
        Thread.sleep(LOOK_MILLIS);
      }
    } finally {
      if (made) {
        Files.deleteIfExists(request);
      }
    }
  }

  /** Somebody else may be attaching just now. */
  private boolean make(Path request) throws IOException {
    try {
      Files.newByteChannel(request, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)
          .close();
      return true;
    } catch (FileAlreadyExistsException there) {
      return false;
    } catch (IOException e) {
      throw refused(
          "its /tmp, where a JVM listens, cannot be written to ("
              + e.getMessage()
              + "): mount a writable one there, or ask by JMX");
    }
  }

  /** Whether it has this system property. */
  boolean hasProperty(String name) throws IOException {
    String reply = ask("properties", "", "", "");
    return reply.startsWith(name + "=") || reply.contains("\n" + name + "=");
  }

  /** Calls the agent's entry. */
  void load(Path jar, String options) throws IOException {
    String said = ask("load", "instrument", "false", jar + "=" + options).strip();
    if (!said.equals("return code: 0")) {
      throw new IOException("process " + target.pid() + " refuses agents: " + said);
    }
  }

  private String ask(String command, String first, String second, String third) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      String request = "1\0" + command + "\0" + first + "\0" + second + "\0" + third + "\0";
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return checked(read(channel));
    }
  }

  private static String read(SocketChannel from) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ByteBuffer some = ByteBuffer.allocate(8192);
    while (all.size() < AT_MOST && from.read(some) >= 0) {
      all.write(some.array(), 0, some.position());
      some.clear();
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private String checked(String reply) throws IOException {
    int end = reply.indexOf('\n');
    String code = end < 0 ? reply : reply.substring(0, end);
    String text = end < 0 ? "" : reply.substring(end + 1);
    if (!code.equals("0")) {
      throw refused("it answers " + code + " " + text.strip());
    }
    return text;
  }

  private IOException refused(String why) {
    return new IOException("process " + target.pid() + " cannot be attached to: " + why);
  }
}
