package firstbad.bisection.grammar;

import java.util.ArrayList;
import java.util.List;

/** Lists of quoted strings as Go prints them. */
public final class GoStrings {

  /**
   * The strings of {@code "a" "b \\"c\\""}, without quotes and escapes; what stands between them is
   * passed over, and a string that is not closed ends with the text.
   */
  public static List<String> list(String text) {
    List<String> strings = new ArrayList<>();
    StringBuilder string = null;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (string == null) {
        string = c == '"' ? new StringBuilder() : null;
      } else if (c == '"') {
        strings.add(string.toString());
        string = null;
      } else {
        boolean escaped = c == '\\' && at + 1 < text.length();
        string.append(escaped ? text.charAt(++at) : c);
      }
    }
    if (string != null) {
      strings.add(string.toString());
    }
    return strings;
  }

  private GoStrings() {}
}
