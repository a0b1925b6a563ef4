package firstbad.bisection.trust;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the title of a commit tells of its kind. */
final class CommitTitle {
  private static final Pattern RELEASE = Pattern.compile("Linux \\d+\\.\\d+.*");

  /** A commit that adds a check makes old bugs visible; it is rarely the cause. */
  private static final Pattern DETECTOR =
      Pattern.compile(
          "\\b(?:lockdep|kasan|kmsan|kcsan|ubsan|warn\\w*|bug_on|debug\\w*|detect\\w*|valid\\w*"
              + "|check\\w*|assert\\w*|sanit\\w*|fault.inject\\w*|harden\\w*|fortify|kconfig|enable"
              + "|raw.gadget|track\\w*|sanity|report)\\b",
          Pattern.CASE_INSENSITIVE);

  private CommitTitle() {}

  static Shown.TitleKind kind(@Nullable String title) {
    if (title == null) {
      return Shown.TitleKind.PLAIN;
    }
    if (title.startsWith("Merge ")) {
      return Shown.TitleKind.MERGE;
    }
    return RELEASE.matcher(title).matches() ? Shown.TitleKind.RELEASE : Shown.TitleKind.PLAIN;
  }

  static boolean detector(String title) {
    return DETECTOR.matcher(title).find();
  }

  /** Whether it has a word of three letters or more that tells of one of the bug's functions. */
  static boolean names(String title, List<CrashTitle> bugTitles) {
    List<String> words = Words.of(title);
    for (CrashTitle bug : bugTitles) {
      for (String word : bug.words()) {
        if (word.length() >= 3 && words.contains(word)) {
          return true;
        }
      }
    }
    return false;
  }
}
