package dev.diverge.testlab;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.security.SecureRandom;

/**
 * Puts NativePRNG into the state in which a busy service is caught by a snapshot: its buffer grown
 * to the largest size and full. And the buffer stays valid, as it does where the guest's clock goes
 * back to the snapshot's time; without that, a slow lab would let the 100 ms pass and see nothing.
 */
public final class StaleBuffers {
  private static final int LARGEST = 64 * 1024;
  private static final long AN_HOUR = 3_600_000;

  private StaleBuffers() {}

  public static void fill() {
    // First, or NativePRNG would be initialised before its provider and the default would change.
    new SecureRandom();
    for (String variant : new String[] {"", "$Blocking", "$NonBlocking"}) {
      try {
        Class<?> engine = Class.forName("sun.security.provider.NativePRNG" + variant);
        Object state = field(engine, "INSTANCE").get(null);
        if (state != null) {
          fill(state);
        }
      } catch (ReflectiveOperationException | IOException e) {
        throw new IllegalStateException("NativePRNG" + variant + " is not what it was", e);
      }
    }
  }

  private static void fill(Object state) throws ReflectiveOperationException, IOException {
    byte[] bytes;
    try (InputStream urandom = new FileInputStream("/dev/urandom")) {
      bytes = urandom.readNBytes(LARGEST);
    }
    field(state.getClass(), "nextBuffer").set(state, bytes);
    field(state.getClass(), "buffered").setInt(state, bytes.length);
    field(state.getClass(), "lastRead").setLong(state, System.currentTimeMillis() + AN_HOUR);
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
