package dev.diverge.agent.answers;

import dev.diverge.agent.libraries.LibraryStatus;
import dev.diverge.agent.outside.PlainText;
import dev.diverge.agent.reach.ModuleOpener;
import dev.diverge.audit.walk.HeapWalk;

/** What there is in the heap, for whoever compares it with another: places and digests. */
final class Audit {

  static final String QUESTION = "audit:";

  private final AgentState state;
  private final Columns text;

  Audit(AgentState state, Columns text) {
    this.state = state;
    this.text = text;
  }

  /** The question has the two halves of the key that digests are made with. */
  int tell(String question) {
    int second = question.indexOf(':', QUESTION.length());
    long[] key = {
      Long.parseUnsignedLong(question, QUESTION.length(), second, 16),
      Long.parseUnsignedLong(question, second + 1, question.length(), 16)
    };
    text.sentence("A " + (state.late() ? "late" : "early"));
    for (LibraryStatus library : state.libraries().status()) {
      text.sentence("L " + library.name());
    }
    try {
      new HeapWalk(state.instrumentation(), new ModuleOpener(state.instrumentation()), key)
          .tell(text::sentence);
      return AttachAnswer.FINE;
    } catch (ReflectiveOperationException e) {
      text.sentence("the heap cannot be read: " + PlainText.thrown(e));
      return AttachAnswer.BAD_NEWS;
    }
  }
}
