package dev.diverge.scan.tell;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists, texts, numbers and truths as JSON. */
public final class Json {

  private static final String HEX = "0123456789abcdef";

  private Json() {}

  public static String of(@Nullable Object value) {
    StringBuilder out = new StringBuilder(1 << 16);
    value(out, value, "\n");
    return out.toString();
  }

  private static void value(StringBuilder out, @Nullable Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      map(out, map, indent);
    } else if (value instanceof Collection<?> all) {
      list(out, all, indent);
    } else if (value instanceof Number || value instanceof Boolean || value == null) {
      out.append(value);
    } else {
      text(out, value.toString());
    }
  }

  private static void map(StringBuilder out, Map<?, ?> map, String indent) {
    out.append('{');
    String inner = indent + "  ";
    for (Iterator<? extends Map.Entry<?, ?>> all = map.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<?, ?> entry = all.next();
      out.append(inner);
      text(out, String.valueOf(entry.getKey()));
      out.append(": ");
      value(out, entry.getValue(), inner);
      out.append(all.hasNext() ? "," : "");
    }
    out.append(map.isEmpty() ? "}" : indent + "}");
  }

  private static void list(StringBuilder out, Collection<?> list, String indent) {
    out.append('[');
    String inner = indent + "  ";
    for (Iterator<?> all = list.iterator(); all.hasNext(); ) {
      out.append(inner);
      value(out, all.next(), inner);
      out.append(all.hasNext() ? "," : "");
    }
    out.append(list.isEmpty() ? "]" : indent + "]");
  }

  /** Also what would end a script in a page is written by its number. */
  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c >= 0x7f) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(HEX.charAt(c >> shift & 0xf));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
