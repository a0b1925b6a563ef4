package firstbad.app.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a site lets programs read, as robots.txt says it (RFC 9309): the group that names us, else
 * the one for everybody; of its rules the longest that fits a path.
 *
 * @param rules of our group
 * @param delaySeconds the pause that it asks for; 0 where it asks for none
 */
record Robots(List<Rule> rules, double delaySeconds) {
  static final String NAME = "firstbad";
  private static final double LONGEST_DELAY = 60;
  private static final int MOST_RULES = 1000;

  /** A site without such a file lets everything be read. */
  static final Robots ANYTHING = new Robots(List.of(), 0);

  /**
   * @param path with which a path begins; {@code *} stands for anything, {@code $} for the end
   */
  record Rule(boolean allows, String path) {
    boolean fits(String asked) {
      boolean whole = path.endsWith("$");
      String[] pieces = (whole ? path.substring(0, path.length() - 1) : path).split("\\*", -1);
      if (!asked.startsWith(pieces[0])) {
        return false;
      }
      int at = pieces[0].length();
      for (int i = 1; i < pieces.length; i++) {
        at = asked.indexOf(pieces[i], at);
        if (at < 0) {
          return false;
        }
        at += pieces[i].length();
      }
      return !whole || at == asked.length();
    }
  }

  /** Whether a path with its query may be read. */
  boolean allow(String path) {
    boolean allowed = true;
    int longest = -1;
    for (Rule rule : rules) {
      int length = rule.path.length();
      if (rule.fits(path) && (length > longest || (length == longest && rule.allows))) {
        allowed = rule.allows;
        longest = length;
      }
    }
    return allowed;
  }

  /** Reads the text of a robots.txt. */
  static Robots of(String text) {
    Robots ours = group(text, NAME);
    return ours == null ? orAnything(group(text, "*")) : ours;
  }

  private static Robots orAnything(@Nullable Robots found) {
    return found == null ? ANYTHING : found;
  }

  private static @Nullable Robots group(String text, String agent) {
    List<Rule> rules = new ArrayList<>();
    double delay = 0;
    boolean named = false;
    boolean within = false;
    boolean naming = false;
    for (String line : text.lines().toList()) {
      String plain = line.contains("#") ? line.substring(0, line.indexOf('#')) : line;
      int colon = plain.indexOf(':');
      if (colon < 0) {
        continue;
      }
      String key = plain.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      String value = plain.substring(colon + 1).strip();
      if (key.equals("user-agent")) {
        within = (naming && within) || value.equalsIgnoreCase(agent);
        named |= within;
        naming = true;
        continue;
      }
      naming = false;
      if (within && key.equals("crawl-delay")) {
        delay = Math.max(delay, seconds(value));
      } else if (within && !value.isEmpty() && rules.size() < MOST_RULES) {
        if (key.equals("allow") || key.equals("disallow")) {
          rules.add(new Rule(key.equals("allow"), value));
        }
      }
    }
    return named ? new Robots(List.copyOf(rules), delay) : null;
  }

  private static double seconds(String value) {
    return value.matches("[0-9]{1,6}(\\.[0-9]{1,3})?")
        ? Math.min(LONGEST_DELAY, Double.parseDouble(value))
        : 0;
  }
}
