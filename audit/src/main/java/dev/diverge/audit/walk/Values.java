package dev.diverge.audit.walk;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Takes values in by their digests, but for those that are told by what they are: no secrets. */
final class Values {

  private static final int BYTES_AT_MOST = 1024;
  private static final int TEXT_AT_MOST = 4096;

  /** Smaller ones are flags and states. */
  private static final int SMALL = 2;

  private final SipHash hash;
  private final Nature nature = new Nature();
  private final Texts texts = new Texts(nature);
  private int times;
  private int addresses;
  private int processes;

  Values(SipHash hash) {
    this.hash = hash;
  }

  /** Whether it is a value; it is taken in then, if it counts where it is. */
  boolean add(Object value, Site site, boolean ofKey) {
    if (value instanceof String text) {
      if (site.counts && !text.isEmpty() && text.length() <= TEXT_AT_MOST) {
        String steady = texts.steady(text);
        UUID uuid = Texts.isUuid(text, 0) ? uuid(text) : null;
        long digest = uuid == null ? hash.of(Kind.TEXT.domain(), steady) : digest(uuid);
        site.add(Kind.TEXT, digest, text.length(), Looks.isDrawn(steady), 0);
      }
    } else if (value instanceof AtomicLong counter) {
      add(counter.get(), 'J', site);
    } else if (value instanceof AtomicInteger counter) {
      add(counter.get(), 'I', site);
    } else if (value instanceof Double fraction) {
      add(Double.doubleToLongBits(fraction), 'D', site);
    } else if (value instanceof BigInteger big) {
      bytes(big.toByteArray(), big.bitLength() / 8 + 1, site, ofKey);
    } else if (value instanceof Number number && Classes.isOfJdk(value.getClass())) {
      return boxed(number, site);
    } else if (value instanceof UUID uuid) {
      if (site.counts) {
        site.add(Kind.UUID, digest(uuid), 16, true, 0);
      }
    } else if (value instanceof ByteBuffer buffer) {
      // Memory outside of the heap may be freed by now.
      if (!buffer.isDirect() && buffer.capacity() <= BYTES_AT_MOST) {
        byte[] content = new byte[buffer.capacity()];
        buffer.duplicate().clear().get(content);
        bytes(content, content.length, site, ofKey);
      }
    } else {
      return array(value, site, ofKey);
    }
    return true;
  }

  private static @Nullable UUID uuid(String text) {
    return text.length() == Texts.UUID_LENGTH ? UUID.fromString(text) : null;
  }

  /** The same for its text. */
  private long digest(UUID uuid) {
    return hash.of(Kind.UUID.domain(), uuid.getMostSignificantBits())
        ^ hash.of(-Kind.UUID.domain(), uuid.getLeastSignificantBits());
  }

  private boolean boxed(Number number, Site site) {
    char type =
        number instanceof Long
            ? 'J'
            : number instanceof Integer
                ? 'I'
                : number instanceof Short ? 'S' : number instanceof Byte ? 'B' : 0;
    if (type != 0) {
      add(number.longValue(), type, site);
    }
    return type != 0;
  }

  private boolean array(Object value, Site site, boolean ofKey) {
    if (!value.getClass().isArray() || !value.getClass().getComponentType().isPrimitive()) {
      return false;
    }
    byte[] content = PrimitiveArrays.bytes(value, BYTES_AT_MOST);
    if (content.length > 0) {
      bytes(content, content.length, site, ofKey);
    }
    return true;
  }

  private void bytes(byte[] content, int length, Site site, boolean ofKey) {
    if (site.counts && !isBlank(content)) {
      Kind kind = ofKey ? Kind.KEY : Kind.BYTES;
      long digest = hash.of(Kind.BYTES.domain(), content);
      site.add(kind, digest, length, Looks.isDrawn(content), 0);
    }
  }

  private static boolean isBlank(byte[] content) {
    for (byte b : content) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  /** A number. */
  void add(long value, char type, Site site) {
    if (!site.counts || (value >= -SMALL && value <= SMALL)) {
      return;
    }
    if (type == 'D') {
      site.add(Kind.FRACTION, hash.of(Kind.FRACTION.domain(), value), 8, false, 0);
    } else if (type == 'J' ? nature.isTime(value) : nature.isShortTime(value)) {
      times++;
    } else if (nature.isPid(value)) {
      processes++;
    } else if (nature.isAddress(value)) {
      addresses++;
    } else {
      long digest = hash.of(Kind.NUMBER.domain(), value);
      site.add(Kind.NUMBER, digest, length(type), Looks.isDrawn(value), value);
    }
  }

  private static int length(char type) {
    return switch (type) {
      case 'I' -> 4;
      case 'S' -> 2;
      case 'B' -> 1;
      default -> 8;
    };
  }

  void tell(StringBuilder to) {
    to.append(' ').append(times).append(' ').append(processes).append(' ').append(addresses);
  }
}
