package dev.diverge.scan.read;

/** An entry of a zip's directory. */
record Member(
    String name, int flags, int method, long compressed, long size, long header, int index) {

  boolean isStored() {
    return method == 0;
  }

  boolean isEncrypted() {
    return (flags & 1) != 0;
  }
}
