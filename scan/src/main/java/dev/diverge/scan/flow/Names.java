package dev.diverge.scan.flow;

/** Names as people write them, without packages. */
public final class Names {

  private Names() {}

  static String of(String owner, String member) {
    String simple = owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.');
    return switch (member) {
      case "<init>" -> "new " + simple;
      case "<clinit>" -> simple + " (static)";
      default -> simple + "." + member;
    };
  }

  /** The words a name is made of, in lower case, with a space before and after each. */
  public static String words(String name) {
    StringBuilder words = new StringBuilder(" ");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Character.isLetter(c)) {
        space(words);
        continue;
      }
      boolean begins =
          Character.isUpperCase(c)
              && i > 0
              && (Character.isLowerCase(name.charAt(i - 1))
                  || (Character.isUpperCase(name.charAt(i - 1))
                      && i + 1 < name.length()
                      && Character.isLowerCase(name.charAt(i + 1))));
      if (begins) {
        space(words);
      }
      words.append(Character.toLowerCase(c));
    }
    space(words);
    return words.toString();
  }

  private static void space(StringBuilder words) {
    if (words.charAt(words.length() - 1) != ' ') {
      words.append(' ');
    }
  }
}
