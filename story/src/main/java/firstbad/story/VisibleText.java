package firstbad.story;

import java.util.Locale;

/** Text from logs and labels as it may be shown: the one function that every printer uses. */
public final class VisibleText {
  /** Marks above one letter; more of them than any script has would cover what stands above. */
  private static final int MOST_STACKED = 4;

  /**
   * Text from a log or a label, safe on a terminal and in a document: control characters, the ones
   * that turn the direction of writing, halves of characters, and marks that are stacked higher
   * than any script does are shown as what they are.
   */
  public static String of(String text) {
    int clean = 0;
    while (clean < text.length() && text.charAt(clean) >= ' ' && text.charAt(clean) < 0x7f) {
      clean++;
    }
    if (clean == text.length()) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, clean);
    int stacked = 0;
    for (int at = clean; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
      int point = text.codePointAt(at);
      stacked = Character.getType(point) == Character.NON_SPACING_MARK ? stacked + 1 : 0;
      appendVisible(shown, point, stacked > MOST_STACKED);
    }
    return shown.toString();
  }

  private static void appendVisible(StringBuilder shown, int point, boolean overflowing) {
    if (point == '\t') {
      shown.append(' ');
    } else if (point < ' ') {
      shown.append('^').append((char) (point + '@'));
    } else if (point == 0x7f) {
      shown.append("^?");
    } else if (overflowing || hidden(point)) {
      shown.append(String.format(Locale.ROOT, "<U+%04X>", point));
    } else {
      shown.appendCodePoint(point);
    }
  }

  private static boolean hidden(int point) {
    return isFiller(point) || hiddenByType(point);
  }

  /** Letters by their type, and nothing to the eye. */
  public static boolean isFiller(int point) {
    return point == 0x115f || point == 0x1160 || point == 0x3164 || point == 0xffa0;
  }

  private static boolean hiddenByType(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  private VisibleText() {}
}
