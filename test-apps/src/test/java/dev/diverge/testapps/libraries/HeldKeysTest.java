package dev.diverge.testapps.libraries;

import dev.diverge.testlab.Emitters;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.concurrent.Callable;

/** What must not go on under one key in two clones: told to, an application makes it anew. */
@Versions(
    value = {
      "org.bouncycastle:bcprov-jdk18on:1.71",
      "org.bouncycastle:bcprov-jdk18on:1.87",
      "com.google.crypto.tink:tink:1.7.0",
      "com.google.crypto.tink:tink:1.24.0"
    },
    unforked = true)
class HeldKeysTest implements LibraryTest {

  private static final String TINK = "com.google.crypto.tink.subtle.AesGcmHkdfStreaming";
  private static final byte[] TEXT = new byte[9000];

  @Override
  public void describe(Emitters emitters) throws Exception {
    if (Loose.exists(TINK)) {
      add(emitters, "stream", HeldKeysTest::stream);
      add(emitters, "channel", HeldKeysTest::channel);
    } else {
      add(emitters, "LMS", () -> key("lms.", "LMS", lms()));
      add(emitters, "HSS", () -> key("lms.", "HSS", hss()));
      add(emitters, "XMSSMT", () -> key("xmss.", "XMSSMT", xmssMt()));
      add(emitters, "shard of an LMS key", () -> shard(key("lms.", "LMS", lms()).key));
    }
  }

  private static void add(Emitters emitters, String name, Callable<Use> make) {
    emitters.add(name, () -> new Anew(make), Anew::use).constant().slow();
  }

  /** Something that is used up, and one use of it. */
  private record Use(Object key, Callable<?> once) {}

  /** Whatever can still be used, and its name. */
  private static final class Anew {
    private final Callable<Use> make;
    private Use use;
    private UUID name = UUID.randomUUID();

    Anew(Callable<Use> make) throws Exception {
      this.make = make;
      this.use = make.call();
    }

    UUID use() throws Exception {
      try {
        Object unused = use.once.call();
      } catch (IllegalStateException refused) {
        if (!refused.getMessage().contains("Diverge")) {
          throw refused;
        }
        use = make.call();
        name = UUID.randomUUID();
        Object unused = use.once.call();
      }
      return name;
    }
  }

  private static Use key(String place, String kind, Object parameters) throws Exception {
    Object generation =
        Inside.make(
            in(place, "params", kind + "KeyGenerationParameters"), parameters, new SecureRandom());
    Object generator = Inside.make(in(place, "generators", kind + "KeyPairGenerator"));
    Inside.call(generator, "init", generation);
    Object key = Inside.call(Inside.call(generator, "generateKeyPair"), "getPrivate");
    Object signer = Inside.make(in(place, "signers", kind + "Signer"));
    Inside.call(signer, "init", true, key);
    return new Use(key, () -> sign(signer));
  }

  private static Object sign(Object signer) throws Exception {
    try {
      return Inside.call(signer, "generateSignature", (Object) TEXT);
    } catch (NoSuchMethodError since184) {
      Inside.call(signer, "update", TEXT, 0, TEXT.length);
      return Inside.call(signer, "generateSignature");
    }
  }

  private static Use shard(Object key) {
    return new Use(key, () -> Inside.call(key, "extractKeyShard", 1));
  }

  /** Where a class is since 1.84, or where it was. */
  private static String in(String before, String since, String name) {
    String now = "org.bouncycastle.crypto." + since + "." + name;
    return Loose.exists(now) ? now : "org.bouncycastle.pqc.crypto." + before + name;
  }

  private static Object lms() throws Exception {
    return Inside.make(
        in("lms.", "params", "LMSParameters"),
        Inside.get(in("lms.", "params", "LMSigParameters"), "lms_sha256_n32_h5"),
        Inside.get(in("lms.", "params", "LMOtsParameters"), "sha256_n32_w4"));
  }

  private static Object hss() throws Exception {
    Object one = lms();
    Object two = Array.newInstance(one.getClass(), 2);
    Array.set(two, 0, one);
    Array.set(two, 1, one);
    return two;
  }

  private static Object xmssMt() throws Exception {
    return Inside.make(
        in("xmss.", "params", "XMSSMTParameters"),
        20,
        10,
        Inside.make("org.bouncycastle.crypto.digests.SHA256Digest"));
  }

  private static Object tink() throws Exception {
    return Inside.make(TINK, new byte[32], "HmacSha256", 32, 4096, 0);
  }

  private static OutputStream encrypting() throws Exception {
    return (OutputStream)
        Inside.call(tink(), "newEncryptingStream", new ByteArrayOutputStream(), new byte[0]);
  }

  private static Use stream() throws Exception {
    OutputStream to = encrypting();
    return new Use(
        to,
        () -> {
          to.write(TEXT);
          return to;
        });
  }

  private static Use channel() throws Exception {
    WritableByteChannel to =
        (WritableByteChannel)
            Inside.call(
                tink(),
                "newEncryptingChannel",
                Channels.newChannel(new ByteArrayOutputStream()),
                new byte[0]);
    return new Use(to, () -> to.write(ByteBuffer.wrap(TEXT)));
  }
}
