package dev.diverge.scan.judge;

/** What of a clone a field would share with another. */
public enum Kind {
  KEY("key", "a key that was generated"),
  SECRET("secret", "random bytes that are to be kept secret"),
  RANDOM("random", "a random value, drawn once"),
  GENERATOR("generator", "a generator of random numbers"),
  OWN_GENERATOR("own-generator", "the state of a generator of its own"),
  COUNTER("counter", "a counter that ids are made of"),
  HOST("host", "of the host's name or address"),
  PROCESS("process", "of the process's id or start"),
  START("start", "of the time of the start"),
  NODE("node", "the number of a node, in ids that begin with the time"),
  IDENTITY("identity", "of an object's hash of identity"),
  CONNECTION("connection", "a connection"),
  CIPHER("cipher", "a cipher in use"),
  SESSIONS("sessions", "sessions");

  private final String word;
  private final String sentence;

  Kind(String word, String sentence) {
    this.word = word;
    this.sentence = sentence;
  }

  public String word() {
    return word;
  }

  public String sentence() {
    return sentence;
  }
}
