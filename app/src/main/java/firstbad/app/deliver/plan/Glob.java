package firstbad.app.deliver.plan;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for text that is no path of a file, such as an address: as the patterns of files are,
 * but every slash counts, also two in a row. {@code *} stands for what has no slash, {@code **} for
 * anything, {@code ?} for one character but a slash, {@code {a,b}} for one of several, and a
 * backslash takes the next character as it is.
 */
final class Glob {

  /**
   * As a regular expression.
   *
   * @throws PatternSyntaxException when a brace is not closed, or a backslash ends it
   */
  static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    boolean within = false;
    boolean open = false;
    for (int i = 0; i < glob.length(); i++) {
      char at = glob.charAt(i);
      if (at == '\\') {
        i++;
        open = i == glob.length();
        regex.append(Pattern.quote(glob.substring(i, Math.min(glob.length(), i + 1))));
      } else if (glob.startsWith("**", i)) {
        i++;
        regex.append(".*");
      } else if (at == '{' && !within) {
        within = true;
        regex.append("(?:");
      } else if (at == '}' && within) {
        within = false;
        regex.append(')');
      } else {
        regex.append(one(at, within));
      }
    }
    if (within || open) {
      throw new PatternSyntaxException("not ended", glob, glob.length());
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static String one(char at, boolean within) {
    return switch (at) {
      case '*' -> "[^/]*";
      case '?' -> "[^/]";
      case ',' -> within ? "|" : ",";
      default -> Pattern.quote(String.valueOf(at));
    };
  }

  private Glob() {}
}
