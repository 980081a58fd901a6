package dev.diverge.scan.read;

/** Takes what an application consists of, in the order of its class path. */
public interface Sink {

  /** A class file, not parsed yet. */
  void classFile(byte[] bytes, String name, Place place);

  /** A file of rules that a jar brings. */
  void rules(byte[] text, Place place);

  /** Something that cannot be read; the rest is. */
  void trouble(String line);

  /** A jar or folder is about to be read. */
  void enter(Place place);
}
