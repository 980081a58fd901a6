package dev.diverge.scan.tell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** One page to look at, with all it needs in it. */
public final class PageForm {

  private static final String TEMPLATE = "dev/diverge/scan/tell/page.html";
  private static final String DATA = "/*DATA*/null";

  private PageForm() {}

  public static String of(Answer answer) throws IOException {
    try (InputStream in = PageForm.class.getClassLoader().getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException("the jar is incomplete: no " + TEMPLATE);
      }
      String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return page.replace(DATA, Json.of(JsonForm.object(answer)));
    }
  }
}
