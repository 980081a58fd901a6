package dev.diverge.driver;

import org.jspecify.annotations.Nullable;

/** Where a mapped file has its generation word, and what kind of file it may be. Immutable. */
final class Layout {
  /** Length of the generation word, in bytes. */
  static final int WORD = 8;

  /** For messages. */
  final String name;

  /** How much of it is mapped, and has to be there; a device always has that much. */
  final int bytes;

  /** Offset of the word in bytes, a multiple of 8. */
  final int word;

  /** The kind of source whose device will do, too; null if none will. */
  private final @Nullable String device;

  Layout(String name, int bytes, int word, @Nullable String device) {
    this.name = name;
    this.bytes = bytes;
    this.word = word;
    this.device = device;
  }

  /** Insists that what is at the path can be trusted and is of the right kind. */
  Inode examine(SourceSpec spec, String path) throws SourceRefusedException {
    return TrustedFile.look(spec, path, device);
  }

  /** Opens it for being mapped, if it is that. */
  TrustedFile open(SourceSpec spec, String path) throws SourceRefusedException {
    return TrustedFile.open(spec, path, device, "r", "mapped");
  }
}
