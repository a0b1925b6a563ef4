package firstbad.app.verify.git;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A commit, as far as its message says what it repairs.
 *
 * @param hash its full hash
 * @param title the first line of its message
 * @param fixes what its {@code Fixes:} lines name
 * @param reverts hashes of which it says {@code This reverts commit}
 * @param upstream full hash of the commit that it is a copy of; null where it names none
 * @param links what it names of bugs, as {@link BugLinks} writes them, with the line that does
 */
record GitCommit(
    String hash,
    String title,
    List<FixesTag> fixes,
    List<String> reverts,
    @Nullable String upstream,
    Map<String, String> links) {

  /**
   * A line such as {@code Fixes: 4d92b95ff2f9 ("net: keep the list")}.
   *
   * @param title null where it gives none
   */
  record FixesTag(String hash, @Nullable String title) {
    private static final int LEAST_TITLE = 10;

    /** Whether the commit with this hash can be meant: its title agrees, or none is given. */
    boolean means(String realTitle) {
      if (title == null) {
        return true;
      }
      String given = squeezed(title);
      String real = squeezed(realTitle);
      return given.equals(real) || (given.length() >= LEAST_TITLE && real.startsWith(given));
    }

    private static String squeezed(String title) {
      return title.replaceAll("[\\s\"'“”]+", " ").strip();
    }

    @Override
    public String toString() {
      return "Fixes: " + hash + (title == null ? "" : " (\"" + title + "\")");
    }
  }

  private static final Pattern FIXES =
      Pattern.compile("(?i) {0,8}Fixes: {0,8}(?:commit )?([0-9a-f]{7,64})\\b(.*)");
  private static final Pattern REVERTS =
      Pattern.compile("(?i)\\bThis reverts commit ([0-9a-f]{7,64})\\b");

  /**
   * {@code (cherry picked from commit H)}, {@code commit H upstream.}, {@code [ Upstream commit H
   * ]}. The second also ends the sentence {@code This reverts commit S which is}, and then names
   * what S is a copy of.
   */
  private static final Pattern COPY =
      Pattern.compile(
          "(?i)\\(cherry picked from commit ([0-9a-f]{40,64})\\)"
              + "|commit ([0-9a-f]{40,64}) upstream\\.?"
              + "|\\[ ?Upstream commit ([0-9a-f]{40,64}) ?\\]");

  /** The text is the hash and the message, each beginning on a line of its own. */
  static GitCommit of(String text) {
    List<String> lines = text.lines().toList();
    List<FixesTag> fixes = new ArrayList<>();
    List<String> reverts = new ArrayList<>();
    Map<String, String> links = new LinkedHashMap<>();
    String upstream = null;
    boolean paragraph = false; // whether the line begins one
    for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
      Matcher fix = FIXES.matcher(line);
      if (fix.matches()) {
        fixes.add(new FixesTag(lower(fix.group(1)), quoted(fix.group(2).strip())));
      }
      Matcher revert = REVERTS.matcher(line);
      if (revert.find()) {
        reverts.add(lower(revert.group(1)));
      }
      Matcher copy = COPY.matcher(line.strip());
      if (copy.matches() && (paragraph || copy.group(2) == null)) {
        upstream = upstream == null ? firstGroup(copy) : upstream;
      }
      paragraph = line.isBlank();
      BugLinks.ofTrailer(line).forEach(link -> links.putIfAbsent(link, line.strip()));
    }
    return new GitCommit(
        lines.get(0),
        lines.size() > 1 ? lines.get(1) : "",
        List.copyOf(fixes),
        List.copyOf(reverts),
        upstream,
        links);
  }

  private static String firstGroup(Matcher copy) {
    for (int group = 1; group <= copy.groupCount(); group++) {
      if (copy.group(group) != null) {
        return lower(copy.group(group));
      }
    }
    throw new IllegalStateException("a match without a hash");
  }

  /** What stands in {@code ("...")}; a title that goes on in the next line has no end here. */
  private static @Nullable String quoted(String rest) {
    if (!rest.startsWith("(")) {
      return null;
    }
    String title =
        rest.substring(1).replaceAll("\\)[.,;]?$", "").replaceAll("(\\.\\.\\.|…)?\"?$", "");
    String bare = title.replaceAll("^[\"'“]", "").replaceAll("[\"'”]$", "");
    return bare.isBlank() ? null : bare.strip();
  }

  /** The hash by which it and its copies in other branches are the same. */
  String identity() {
    return upstream == null ? hash : upstream;
  }

  private static String lower(String hash) {
    return hash.toLowerCase(java.util.Locale.ROOT);
  }
}
