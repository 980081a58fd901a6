package dev.diverge.testapps.vmlab;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.HexFormat;

/** A stopped guest's memory by its physical addresses, through QEMU's port for debuggers. */
final class PhysicalMemory implements AutoCloseable {
  private static final int BEGIN = '$';
  private static final int END = '#';

  private final SocketChannel channel;
  private final InputStream in;

  /** The guest stops at that, and stays so until it is resumed. */
  PhysicalMemory(Path socket) {
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      in = Channels.newInputStream(channel);
    } catch (IOException e) {
      throw new LabTrouble("no port for debuggers at " + socket, e);
    }
    expect("OK", "Qqemu.PhyMemMode:1");
  }

  byte[] read(long address, int length) {
    return HexFormat.of().parseHex(ask("m" + Long.toHexString(address) + "," + length));
  }

  void write(long address, byte[] bytes) {
    String place = Long.toHexString(address) + "," + Integer.toHexString(bytes.length);
    expect("OK", "M" + place + ":" + HexFormat.of().formatHex(bytes));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new LabTrouble("cannot close the port for debuggers", e);
    }
  }

  private void expect(String answer, String command) {
    String got = ask(command);
    if (!got.equals(answer)) {
      throw new LabTrouble(command + " was answered by " + got);
    }
  }

  private String ask(String command) {
    try {
      send("$" + command + "#" + checksum(command));
      String answer = answer();
      send("+");
      return answer;
    } catch (IOException e) {
      throw new LabTrouble("the port for debuggers fails at " + command, e);
    }
  }

  private void send(String text) throws IOException {
    ByteBuffer bytes = US_ASCII.encode(text);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Between {@code $} and {@code #}, before which there are acknowledgements. */
  private String answer() throws IOException {
    int c = next();
    while (c != BEGIN) {
      c = next();
    }
    StringBuilder answer = new StringBuilder();
    for (c = next(); c != END; c = next()) {
      answer.append((char) c);
    }
    next();
    next(); // its checksum: this is a local socket
    return answer.toString();
  }

  private int next() throws IOException {
    int c = in.read();
    if (c < 0) {
      throw new IOException("it ended");
    }
    return c;
  }

  private static String checksum(String text) {
    int sum = text.chars().sum() & 0xff;
    return HexFormat.of().toHexDigits((byte) sum);
  }
}
