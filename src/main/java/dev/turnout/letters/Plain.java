package dev.turnout.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Makes text of strangers harmless for a terminal: one line without control characters. */
final class Plain {
  private Plain() {}

  /** At most so many characters; what is left out shows as {@code …}. */
  static String line(String text, int longest) {
    StringBuilder plain = new StringBuilder();
    text.codePoints().limit(longest + 1L).forEach(c -> plain.appendCodePoint(harmless(c)));
    int length = plain.codePointCount(0, plain.length());
    return length <= longest
        ? plain.toString()
        : plain.substring(0, plain.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /** A key as text; a dash if there is none. */
  static String key(byte @Nullable [] key, int longest) {
    return key == null ? "-" : line(new String(key, UTF_8), longest);
  }

  private static int harmless(int c) {
    int type = Character.getType(c);
    boolean hidden =
        type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.SURROGATE
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.UNASSIGNED;
    return hidden ? '·' : c;
  }
}
