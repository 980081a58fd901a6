package dev.diverge.driver;

import java.io.IOException;

/** Reads the start of a file or device that cannot be mapped. */
final class FileHead {

  private FileHead() {}

  /**
   * The first bytes, by one read of a handle of its own: a shared one has a position that threads
   * and forked children would share. Tens of microseconds; not interruptible, unlike a channel.
   *
   * @throws IOException if there are fewer, or they cannot be read
   */
  static byte[] start(SourceSpec spec, String path, int bytes) throws IOException {
    byte[] start = new byte[bytes];
    int got;
    try (TrustedFile in = TrustedFile.open(spec, path, spec.kind(), "r", "read")) {
      got = in.file.read(start);
    } catch (SourceRefusedException e) {
      throw e;
    } catch (IOException e) {
      throw Inode.refused(spec, "cannot be read: " + e.getMessage());
    }
    if (got < bytes) {
      throw Inode.refused(
          spec, "a read gave " + Math.max(got, 0) + " bytes, " + bytes + " are needed");
    }
    return start;
  }
}
