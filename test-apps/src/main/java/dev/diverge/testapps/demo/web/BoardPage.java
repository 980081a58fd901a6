package dev.diverge.testapps.demo.web;

import dev.diverge.testapps.demo.KeyRecovery;
import java.security.interfaces.ECPrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The board as a page: no script, nothing from elsewhere, light or dark as the reader has it. */
final class BoardPage {
  private static final int SHOWN = 20;

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Diverge: clones of one service</title>
      <style>
      :root { color-scheme: light dark; --ink: #1c2024; --quiet: #5b6570; --paper: #fff; --room: #f4f6f8;
        --line: #d8dee4; --bad: #b42318; --bad-room: #fdecea; --good: #1a7f45; --deed: #1f5fbf; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --quiet: #9aa5b1; --paper: #14171a;
        --room: #1d2226; --line: #333b42; --bad: #ff8a7a; --bad-room: #3b1f1c; --good: #6fd39a;
        --deed: #7fb2ff; } }
      * { box-sizing: border-box; }
      body { margin: 0 auto; max-width: 82rem; padding: 1.25rem; background: var(--paper);
        color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
      h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
      h2 { font-size: 1.1rem; margin: 0; }
      p { margin: .25rem 0 .75rem; color: var(--quiet); }
      form { display: inline-block; margin: 0 .5rem .75rem 0; }
      button { font: inherit; padding: .45rem 1rem; border: 1px solid var(--deed); border-radius: .4rem;
        background: var(--paper); color: var(--deed); cursor: pointer; }
      button.first { background: var(--deed); color: var(--paper); }
      button:disabled { opacity: .45; cursor: default; }
      main { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
        gap: 1rem; }
      section { border: 1px solid var(--line); border-radius: .6rem; padding: 1rem; background: var(--room);
        min-width: 0; }
      article { border-top: 1px solid var(--line); padding: .5rem 0; }
      h3 { font-size: .95rem; margin: 0 0 .25rem; }
      dl { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .1rem .5rem; margin: 0; }
      dt { color: var(--quiet); }
      dd { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
        font-family: ui-monospace, monospace; font-size: .9rem; }
      dd.again { background: var(--bad-room); color: var(--bad); font-weight: 600; }
      .bad { color: var(--bad); font-weight: 600; }
      .good { color: var(--good); font-weight: 600; }
      </style>
      </head>
      <body>
      <h1>One service was warmed, frozen, and is thawed again and again</h1>
      """;

  private BoardPage() {}

  static String of(List<Column> columns) {
    boolean more = columns.stream().anyMatch(Column::hasMore);
    boolean ask = columns.stream().anyMatch(Column::canAsk);
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p>")
        .append(
            more
                ? "Each clone serves a customer. What two customers were given alike is marked."
                : "All frozen copies are thawed; start over for more.")
        .append("</p>\n");
    button(page, "clone", "Clone", "first", more);
    button(page, "serve", "Every clone serves one more", "", ask);
    button(page, "over", "Start over", "", true);
    page.append("<main>\n");
    columns.forEach(column -> section(page, column));
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  /** What is shown where a step failed. */
  static String ofTrouble(String trouble) {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("<p class=\"bad\">").append(escaped(trouble)).append("</p>\n");
    button(page, "over", "Start over", "first", true);
    return page.append("</body>\n</html>\n").toString();
  }

  private static void button(
      StringBuilder page, String deed, String label, String style, boolean can) {
    page.append("<form method=\"post\" action=\"/")
        .append(deed)
        .append("\"><button class=\"")
        .append(style)
        .append(can ? "\">" : "\" disabled>")
        .append(label)
        .append("</button></form>\n");
  }

  private static void section(StringBuilder page, Column column) {
    Set<String> repeated = column.repeated();
    page.append("<section>\n<h2>").append(escaped(column.title())).append("</h2>\n");
    verdict(page, column, repeated);
    List<Visit> latestFirst = new ArrayList<>(column.visits());
    Collections.reverse(latestFirst);
    latestFirst.forEach(visit -> article(page, visit, repeated));
    page.append("</section>\n");
  }

  private static void verdict(StringBuilder page, Column column, Set<String> repeated) {
    if (column.visits().size() < 2) {
      page.append("<p>Frozen. Two clones are needed to compare.</p>\n");
      return;
    }
    Optional<ECPrivateKey> stolen = column.stolen();
    page.append("<p><span class=\"")
        .append(repeated.isEmpty() ? "good\">no value" : "bad\">" + repeated.size() + " values")
        .append(repeated.size() < 2 ? "</span> was" : "</span> were")
        .append(" given more than once; the private key: ");
    stolen.ifPresentOrElse(
        key -> page.append("<span class=\"bad\">").append(theft(column, key)).append("</span>"),
        () -> page.append("<span class=\"good\">safe</span>"));
    page.append("</p>\n");
  }

  /** The key is a demonstration's, but one does not print keys. */
  private static String theft(Column column, ECPrivateKey key) {
    return "recovered from two receipts, d = "
        + shortened(key.getS().toString(16))
        + ", and what it signs is "
        + (KeyRecovery.signsFor(key, column.visits().get(0).receipt().key())
            ? "accepted"
            : "refused");
  }

  private static void article(StringBuilder page, Visit visit, Set<String> repeated) {
    page.append("<article>\n<h3>Clone ").append(visit.number()).append("</h3>\n<dl>\n");
    for (Map.Entry<String, String> gift : visit.given().entrySet()) {
      String shown = Column.shown(gift.getKey(), gift.getValue());
      boolean receipt = gift.getKey().equals(ServiceDesk.RECEIPT);
      page.append("<dt>")
          .append(escaped(receipt ? "receipt's r" : gift.getKey()))
          .append(repeated.contains(shown) ? "</dt><dd class=\"again\">" : "</dt><dd>")
          .append(escaped(shown))
          .append("</dd>\n");
    }
    page.append("</dl>\n</article>\n");
  }

  private static String shortened(String hex) {
    return hex.substring(0, Math.min(SHOWN, hex.length())) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
