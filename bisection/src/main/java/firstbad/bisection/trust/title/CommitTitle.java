package firstbad.bisection.trust.title;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the title of a commit tells of its kind. */
public final class CommitTitle {
  private static final Pattern RELEASE = Pattern.compile("Linux \\d+\\.\\d+.*");

  /** A commit that adds a check makes old bugs visible; it is rarely the cause. */
  private static final Pattern DETECTOR =
      Pattern.compile(
          "\\b(?:lockdep|kasan|kmsan|kcsan|ubsan|warn\\w*|bug_on|debug\\w*|detect\\w*|valid\\w*"
              + "|check\\w*|assert\\w*|sanit\\w*|fault.inject\\w*|harden\\w*|fortify|kconfig|enable"
              + "|raw.gadget|track\\w*|sanity|report)\\b",
          Pattern.CASE_INSENSITIVE);

  /**
   * What has such a word and speaks of no check: a sum, and the branch that git names in the title
   * of a merge. The number was fitted with them, so they count there.
   */
  private static final Pattern NO_CHECK =
      Pattern.compile("remote-tracking|checksum\\w*", Pattern.CASE_INSENSITIVE);

  /** What kind of commit a title belongs to. */
  public enum Kind {
    PLAIN,
    MERGE,
    RELEASE
  }

  private CommitTitle() {}

  public static Kind kind(@Nullable String title) {
    if (title == null) {
      return Kind.PLAIN;
    }
    if (title.startsWith("Merge ")) {
      return Kind.MERGE;
    }
    return RELEASE.matcher(title).matches() ? Kind.RELEASE : Kind.PLAIN;
  }

  /** The same as a person would see it, who is told of it; null where it has none. */
  public static @Nullable String toldCheckWord(String title) {
    return checkWord(NO_CHECK.matcher(title).replaceAll(" "));
  }

  /** Its first word that speaks of a check which finds bugs; null where it has none. */
  public static @Nullable String checkWord(String title) {
    Matcher found = DETECTOR.matcher(title);
    return found.find() ? found.group() : null;
  }

  /**
   * Its first word of three letters or more that tells of one of the bug's functions; null where it
   * has none.
   */
  public static @Nullable String bugWord(String title, List<CrashTitle> bugTitles) {
    List<String> words = FunctionWords.of(title);
    for (CrashTitle bug : bugTitles) {
      for (String word : bug.words()) {
        if (word.length() >= 3 && words.contains(word)) {
          return word;
        }
      }
    }
    return null;
  }
}
