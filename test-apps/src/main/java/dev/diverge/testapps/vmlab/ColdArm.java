package dev.diverge.testapps.vmlab;

/** What is done in a clone while the pages that it touches are counted. */
enum ColdArm {
  CHANGE("a change, a draw", GuestSleeper.CHANGE),
  NO_CHANGE("no change, a draw", GuestSleeper.NO_CHANGE),
  NOTHING("nothing", GuestSleeper.PING);

  private final String words;
  private final String command;

  ColdArm(String words, String command) {
    this.words = words;
    this.command = command;
  }

  String command() {
    return command;
  }

  @Override
  public String toString() {
    return words;
  }
}
