package firstbad.story;

import java.util.Locale;

/** Text from logs and labels as it may be shown: the one function that every printer uses. */
public final class VisibleText {

  /**
   * Text from a log or a label, safe on a terminal and in a document: control characters, the ones
   * that turn the direction of writing, and halves of characters are shown as what they are.
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
    text.substring(clean).codePoints().forEach(point -> appendVisible(shown, point));
    return shown.toString();
  }

  private static void appendVisible(StringBuilder shown, int point) {
    if (point == '\t') {
      shown.append(' ');
    } else if (point < ' ') {
      shown.append('^').append((char) (point + '@'));
    } else if (point == 0x7f) {
      shown.append("^?");
    } else if (hidden(point)) {
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
