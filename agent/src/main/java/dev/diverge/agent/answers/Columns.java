package dev.diverge.agent.answers;

import dev.diverge.agent.outside.PlainText;

/**
 * Text in columns, for people: a topic, then what is said of it. Whatever is said stays on its
 * line. Not thread-safe.
 */
final class Columns {

  private static final int TOPIC = 12;
  private static final int HEAD = 13;

  private final StringBuilder text = new StringBuilder();
  private String topic = "";

  /** A line of its topic; the topic is not repeated in the lines after it. */
  void line(String topic, String said) {
    int end = text.length() + TOPIC;
    text.append(topic.equals(this.topic) ? "" : topic);
    while (text.length() < end) {
      text.append(' ');
    }
    this.topic = topic;
    text.append(PlainText.line(said.stripTrailing())).append('\n');
  }

  /** A line in three columns. */
  void line(String topic, String head, String said) {
    StringBuilder padded = new StringBuilder(head);
    do {
      padded.append(' ');
    } while (padded.length() < HEAD);
    line(topic, padded.append(said).toString());
  }

  /** A sentence across them. */
  void sentence(String said) {
    text.append(PlainText.line(said)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
