package firstbad.bisection.intake;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters that markup writes as names or numbers between an ampersand and a semicolon, as
 * they stand in the source of a page or in a copy that a mailer has made of it.
 */
final class HtmlEntities {
  private static final Pattern ENTITY =
      Pattern.compile("&(?:(lt|gt|amp|quot|apos|nbsp)|#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));");

  /** What was written so holds none of these, but for the beginning of another entity. */
  private static final Pattern RAW = Pattern.compile("<|&(?!#?[A-Za-z0-9]{1,8};)");

  /** A feed writes what was written so once more. */
  private static final int MOST_TIMES = 3;

  private static final int HEX = 16;

  /** The line with the characters that are meant; the same line, as a rule, where it has none. */
  static String read(String line) {
    String text = line;
    for (int times = 0; times < MOST_TIMES && text.indexOf('&') >= 0; times++) {
      if (RAW.matcher(text).find()) {
        return text; // as in a compiler's quotation of "&lt;" in C
      }
      text = ENTITY.matcher(text).replaceAll(HtmlEntities::replacement);
    }
    return text;
  }

  private static String replacement(MatchResult entity) {
    return Matcher.quoteReplacement(meant(entity));
  }

  private static String meant(MatchResult entity) {
    if (entity.group(1) != null) {
      return switch (entity.group(1)) {
        case "lt" -> "<";
        case "gt" -> ">";
        case "amp" -> "&";
        case "quot" -> "\"";
        case "apos" -> "'";
        default -> "\u00a0";
      };
    }
    boolean decimal = entity.group(2) != null;
    int character =
        decimal ? Integer.parseInt(entity.group(2)) : Integer.parseInt(entity.group(3), HEX);
    return mayBeMeant(character) ? Character.toString(character) : entity.group();
  }

  /** A character of a line, or the carriage return at its end. */
  private static boolean mayBeMeant(int character) {
    return character == '\t'
        || character == '\r'
        || (Character.isValidCodePoint(character)
            && !Character.isISOControl(character)
            && Character.getType(character) != Character.SURROGATE);
  }

  private HtmlEntities() {}
}
