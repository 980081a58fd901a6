package dev.diverge.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceSpecTest {

  @Test
  void aListIsJoinedByPlusSigns() {
    assertEquals(
        List.of(
            new SourceSpec("page", "/run/x/gen"),
            new SourceSpec("file", "gen.txt"),
            new SourceSpec("kmsg", null)),
        SourceSpec.parse("page:/run/x/gen+file:gen.txt+kmsg"));
  }

  @Test
  void spacesAroundASourceDoNotMatter() {
    assertEquals(
        List.of(new SourceSpec("auto", null), new SourceSpec("page", "/a b")),
        SourceSpec.parse(" auto + page:/a b "));
  }

  @Test
  void aPathMayHoldColons() {
    assertEquals(List.of(new SourceSpec("page", "/a:b:c")), SourceSpec.parse("page:/a:b:c"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vmclock",
        "vmclock:/x",
        "sysgenid",
        "sysgenid:/x",
        "page:/x",
        "file:/x",
        "kmsg",
        "kmsg:/x",
        "snapstart",
        "crac",
        "criu",
        "none",
        "auto"
      })
  void everyKindIsKnown(String text) {
    assertEquals(text, SourceSpec.parse(text).get(0).text());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pgae:/x            | unknown source kind 'pgae'",
        "Page:/x            | unknown source kind 'Page'",
        "page               | source kind page needs a path: page:PATH",
        "page:              | source kind page needs a path",
        "file               | source kind file needs a path",
        "kmsg:              | source kind kmsg needs a path",
        "crac:/x            | source kind crac takes no path",
        "snapstart:/x       | source kind snapstart takes no path",
        "auto:/x            | source kind auto takes no path",
        "none+page:/x       | none stands alone",
        "page:/x+none       | none stands alone",
        "''                 | a source is missing",
        "page:/x+           | a source is missing",
        "+page:/x           | a source is missing",
        "/run/x             | '/run/x' names no source kind",
        "page:/srv/c++/gen  | a source is missing",
        "page:/srv/a+b/gen  | a path cannot hold a plus sign",
      })
  void whatIsWrongIsSaid(String text, String part) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SourceSpec.parse(text)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void anUnknownKindListsTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> SourceSpec.parse("x")).getMessage();
    assertTrue(
        message.endsWith("vmclock, sysgenid, page, file, kmsg, snapstart, crac, criu, none, auto"),
        message);
  }

  @Test
  void aSpecMadeByHandIsCheckedToo() {
    assertThrows(IllegalArgumentException.class, () -> new SourceSpec("page", null));
  }

  @Test
  void withoutAPathTheUsualPlaceIsMeant() {
    assertEquals("/dev/sysgenid", new SourceSpec("sysgenid", null).place());
    assertEquals("/x", new SourceSpec("sysgenid", "/x").place());
  }
}
