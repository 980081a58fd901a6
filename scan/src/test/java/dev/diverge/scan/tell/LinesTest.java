package dev.diverge.scan.tell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void whatDoesNotShowIsWrittenAsJavaDoes() {
    assertEquals("a\\u000ab\\u202e", Lines.plain("a\nb\u202e"));
    assertEquals("\\udb40\\udc41", Lines.plain("\udb40\udc41"), "a tag, beyond U+FFFF");
    assertEquals("\\ud800", Lines.plain("\ud800"), "half of a pair");
    assertEquals("\ud83d\ude00", Lines.plain("\ud83d\ude00"));
  }

  @Test
  void aCutIsShown() {
    assertEquals("x".repeat(600), Lines.plain("x".repeat(600)));
    assertEquals("x".repeat(600) + "...", Lines.plain("x".repeat(601)));
  }
}
