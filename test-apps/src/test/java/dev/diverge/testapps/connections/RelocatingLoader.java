package dev.diverge.testapps.connections;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/**
 * Sees jars, and the JDK; not what else is on the class path. What our own classes refer to in
 * {@code io.netty} they find where a shaded jar has it.
 */
final class RelocatingLoader extends URLClassLoader {

  private static final String NETTY = "io/netty/";
  private static final int UTF8 = 1;

  private final String place;

  /**
   * A loader.
   *
   * @param place where Netty is, {@code io/netty/} for itself
   */
  RelocatingLoader(List<URL> jars, String place) {
    super(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    this.place = place;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!name.startsWith("dev.diverge.") || place.equals(NETTY)) {
      return super.findClass(name);
    }
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] moved = moved(file.readAllBytes());
      return defineClass(name, moved, 0, moved.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  /** With other names in its constants. */
  private byte[] moved(byte[] classFile) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(in.readNBytes(8)); // magic and version
      int constants = in.readUnsignedShort();
      out.writeShort(constants);
      for (int i = 1; i < constants; i++) {
        int tag = in.readUnsignedByte();
        out.writeByte(tag);
        if (tag == UTF8) {
          out.writeUTF(in.readUTF().replace(NETTY, place));
        } else {
          out.write(in.readNBytes(size(tag)));
        }
        i += tag == 5 || tag == 6 ? 1 : 0; // a long or a double counts twice
      }
      out.write(in.readAllBytes());
    }
    return bytes.toByteArray();
  }

  private static int size(int tag) {
    return switch (tag) {
      case 5, 6 -> 8;
      case 7, 8, 16, 19, 20 -> 2;
      case 15 -> 3;
      default -> 4;
    };
  }
}
