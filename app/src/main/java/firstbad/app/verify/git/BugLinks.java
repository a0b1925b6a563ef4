package firstbad.app.verify.git;

import firstbad.app.mail.MessageId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What names a bug, written the same whoever wrote it: {@code syzbot HASH}, {@code mail
 * MESSAGE-ID}, {@code page HOST/PATH}.
 */
final class BugLinks {
  private static final int LONGEST = 1024;
  private static final Pattern TRAILER =
      Pattern.compile(
          "(?i) {0,8}(Closes|Link|Reported-by|Reported-and-tested-by): {0,8}(.{1,1024})");
  private static final Pattern SYZBOT = Pattern.compile("syzbot\\+([0-9a-f]{20})[0-9a-f]{0,44}@");
  private static final Pattern EXTID = Pattern.compile("[?&]extid=([0-9a-f]{20})[0-9a-f]{0,44}\\b");
  private static final Pattern ADDRESS = Pattern.compile("https?://([^\\s<>\"]{1,1000})");
  private static final Pattern ARCHIVED =
      Pattern.compile(
          "(?:lore|lkml)\\.kernel\\.org/[^/]+/([^/@]{1,250}(?:@|%40)[^/@]{1,250})(?:/.*)?");

  private BugLinks() {}

  /** What a line such as {@code Closes: https://...} names; empty for any other line. */
  static Set<String> ofTrailer(String line) {
    Matcher trailer = TRAILER.matcher(line);
    return trailer.matches() ? of(trailer.group(2)) : Set.of();
  }

  /** What the labels {@code bug.*} name. */
  static Set<String> ofLabels(Map<String, String> labels) {
    Set<String> links = new TreeSet<>();
    labels.forEach(
        (name, value) -> {
          if (name.startsWith("bug.") && !name.equals("bug.title") && value.length() <= LONGEST) {
            links.addAll(of(value));
            MessageId.of(value).ifPresent(id -> links.add("mail " + id));
          }
        });
    return links;
  }

  private static Set<String> of(String text) {
    Set<String> links = new TreeSet<>();
    add(links, "syzbot ", SYZBOT.matcher(text));
    add(links, "syzbot ", EXTID.matcher(text));
    Matcher address = ADDRESS.matcher(text);
    while (address.find()) {
      String page = page(address.group(1));
      Matcher archived = ARCHIVED.matcher(page);
      if (archived.matches()) {
        links.add("mail " + decoded(archived.group(1)));
      } else if (page.contains("/")) { // a host alone is the page of every bug there
        links.add("page " + page);
      }
    }
    return links;
  }

  private static void add(Set<String> links, String kind, Matcher named) {
    while (named.find()) {
      links.add(kind + named.group(1));
    }
  }

  /** With the characters that an address writes as their bytes, such as {@code %40}. */
  private static String decoded(String part) {
    try {
      return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return part; // a percent sign that means itself
    }
  }

  /** Without what does not change where it leads. */
  private static String page(String address) {
    String bare = address.replaceAll("#.*$", "").replaceAll("[/.,;)]+$", "");
    int path = bare.indexOf('/');
    String host = path < 0 ? bare : bare.substring(0, path);
    return host.toLowerCase(Locale.ROOT) + (path < 0 ? "" : bare.substring(path));
  }
}
