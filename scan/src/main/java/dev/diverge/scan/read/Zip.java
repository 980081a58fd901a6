package dev.diverge.scan.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A zip in memory or mapped, by its directory: what is in front of it, as a launch script, does not
 * matter, and a jar that is stored in it is read where it lies. The names are those of APPNOTE.
 */
final class Zip {

  private static final int END = 0x06054b50;
  private static final int END_LENGTH = 22;
  private static final int COMMENT_AT_MOST = 0xffff;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_LENGTH = 20;
  private static final int ENTRY = 0x02014b50;
  private static final int ENTRY_LENGTH = 46;
  private static final int HEADER = 0x04034b50;
  private static final int HEADER_LENGTH = 30;
  private static final int DEFLATED = 8;
  private static final int EXTRA64 = 1;
  private static final long IN_EXTRA = 0xffffffffL;
  private static final int CHUNK = 1 << 16;

  private final ByteBuffer bytes;
  private final List<Member> members = new ArrayList<>();
  private long before;

  private Zip(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static boolean looksLikeOne(ByteBuffer bytes) {
    return bytes.remaining() >= END_LENGTH && new Zip(bytes.slice()).end() >= 0;
  }

  /** Reads the directory. */
  static Zip open(ByteBuffer bytes) throws IOException {
    Zip zip = new Zip(bytes.slice());
    try {
      zip.directory();
    } catch (IndexOutOfBoundsException e) {
      throw new IOException("its directory is broken", e);
    }
    return zip;
  }

  List<Member> members() {
    return members;
  }

  private int end() {
    int last = bytes.limit() - END_LENGTH;
    for (int at = last; at >= Math.max(0, last - COMMENT_AT_MOST); at--) {
      if (bytes.getInt(at) == END) {
        return at;
      }
    }
    return -1;
  }

  private void directory() throws IOException {
    int end = bytes.limit() < END_LENGTH ? -1 : end();
    if (end < 0) {
      throw new IOException("it is no zip, or cut short");
    }
    long size = u32(end + 12);
    long offset = u32(end + 16);
    long directoryEnd = end;
    int locator = end - LOCATOR64_LENGTH;
    if (locator >= 0 && bytes.getInt(locator) == LOCATOR64) {
      int end64 = end64(locator);
      size = bytes.getLong(end64 + 40);
      offset = bytes.getLong(end64 + 48);
      directoryEnd = end64;
    }
    long start = directoryEnd - size;
    if (size < 0 || start < 0 || offset < 0) {
      throw new IOException("its directory is broken");
    }
    before = start - offset;
    for (int at = (int) start; at + ENTRY_LENGTH <= directoryEnd; ) {
      if (bytes.getInt(at) != ENTRY) {
        throw new IOException("its directory is broken");
      }
      at = entry(at);
    }
  }

  private int end64(int locator) throws IOException {
    long named = bytes.getLong(locator + 8);
    if (named >= 0 && named < locator && bytes.getInt((int) named) == END64) {
      return (int) named;
    }
    for (int at = locator - 56; at >= Math.max(0, locator - 4096); at--) {
      if (bytes.getInt(at) == END64) {
        return at;
      }
    }
    throw new IOException("its directory is broken");
  }

  private int entry(int at) {
    int nameLength = u16(at + 28);
    int extraLength = u16(at + 30);
    byte[] name = new byte[nameLength];
    bytes.get(at + ENTRY_LENGTH, name);
    long compressed = u32(at + 20);
    long size = u32(at + 24);
    long header = u32(at + 42);
    int extra = at + ENTRY_LENGTH + nameLength;
    int extraEnd = extra + extraLength;
    while (extra + 4 <= extraEnd) {
      int length = u16(extra + 2);
      if (u16(extra) == EXTRA64) {
        int value = extra + 4;
        if (size == IN_EXTRA) {
          size = bytes.getLong(value);
          value += 8;
        }
        if (compressed == IN_EXTRA) {
          compressed = bytes.getLong(value);
          value += 8;
        }
        if (header == IN_EXTRA) {
          header = bytes.getLong(value);
        }
      }
      extra += 4 + length;
    }
    members.add(
        new Member(
            new String(name, StandardCharsets.UTF_8),
            u16(at + 8),
            u16(at + 10),
            compressed,
            size,
            header,
            members.size()));
    return extraEnd + u16(at + 32);
  }

  /** What is in an entry: a view where it is stored, else inflated. */
  ByteBuffer content(Member member, long atMost, Allowance allowance) throws IOException {
    if (member.isEncrypted()) {
      throw new IOException("it is encrypted");
    }
    ByteBuffer raw;
    try {
      raw = raw(member);
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("it is cut short", e);
    }
    if (member.isStored()) {
      if (raw.remaining() > atMost) {
        throw new IOException("it is larger than " + (atMost >> 20) + " MiB");
      }
      return raw;
    }
    if (member.method() != DEFLATED) {
      throw new IOException("it is compressed by method " + member.method());
    }
    return ByteBuffer.wrap(inflate(raw, member.size(), atMost, allowance));
  }

  private ByteBuffer raw(Member member) throws IOException {
    long header = before + member.header();
    if (header < 0 || header + HEADER_LENGTH > bytes.limit()) {
      throw new IOException("it is cut short");
    }
    int at = (int) header;
    if (bytes.getInt(at) != HEADER) {
      throw new IOException("its header is broken");
    }
    long start = (long) at + HEADER_LENGTH + u16(at + 26) + u16(at + 28);
    if (member.compressed() < 0 || start + member.compressed() > bytes.limit()) {
      throw new IOException("it is cut short");
    }
    return bytes.slice((int) start, (int) member.compressed()).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The size is only what the entry says of itself. */
  private static byte[] inflate(ByteBuffer raw, long size, long atMost, Allowance allowance)
      throws IOException {
    byte[] out = new byte[(int) Math.max(64, Math.min(size + 1, Math.min(atMost, CHUNK)))];
    int length = 0;
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(raw);
      while (!inflater.finished()) {
        if (length == out.length) {
          if (length >= atMost) {
            throw new IOException("it inflates to more than " + (atMost >> 20) + " MiB");
          }
          out = Arrays.copyOf(out, (int) Math.min(2L * length, atMost));
        }
        int more = inflater.inflate(out, length, out.length - length);
        allowance.take(more);
        length += more;
        if (more == 0
            && !inflater.finished()
            && (inflater.needsInput() || inflater.needsDictionary())) {
          throw new IOException("it is cut short");
        }
      }
    } catch (DataFormatException e) {
      throw new IOException("its data is broken", e);
    } finally {
      inflater.end();
    }
    return length == out.length ? out : Arrays.copyOf(out, length);
  }

  private int u16(int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private long u32(int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }
}
