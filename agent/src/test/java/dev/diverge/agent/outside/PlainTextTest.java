package dev.diverge.agent.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void whatShowsStays() {
    String text = "a \u00e9 \u4e2d \ud83d\ude00 \\n ~";
    assertSame(text, PlainText.line(text));
  }

  @Test
  void whatDoesNotIsEscaped() {
    assertEquals(
        "a\\u000ab\\u000d\\u001b[2J\\u0000\\u007f", PlainText.line("a\nb\r\u001b[2J\0\u007f"));
    assertEquals("\\u0085\\u009b\\u2028\\u2029", PlainText.line("\u0085\u009b\u2028\u2029"));
    assertEquals("\\u202e\\u2066\\u200b\\ufeff", PlainText.line("\u202e\u2066\u200b\ufeff"));
    assertEquals("\\ud800x\\udc00", PlainText.line("\ud800x\udc00"));
    assertEquals("\\udb40\\udc41", PlainText.line("\udb40\udc41")); // a tag
  }

  @Test
  void whatIsLongIsCut() {
    String cut = PlainText.value("x".repeat(1_000) + "\n");
    assertTrue(cut.startsWith("x".repeat(300) + "... (701 more"), cut);
    assertTrue(PlainText.line("\n".repeat(1 << 20)).length() < 30_000);
  }

  @Test
  void whatThrowsAgainIsNamed() {
    Exception hostile =
        new Exception() {
          @Override
          public String getMessage() {
            throw new IllegalStateException();
          }
        };
    assertEquals(hostile.getClass().getName(), PlainText.thrown(hostile));
  }
}
