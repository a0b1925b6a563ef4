package firstbad.bisection.fold;

import firstbad.bisection.finding.Remark;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.state.SearchState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Releases are probed from the newest to the oldest, and until August 2023 each of them: one that
 * is left out was tested, and its lines are missing.
 */
final class ReleaseOrder {
  private static final Pattern TAG = Pattern.compile("v(\\d{1,4})\\.(\\d{1,4})");

  /** A release by its two numbers. */
  private record Numbers(int major, int minor) {
    static @Nullable Numbers of(String tag) {
      Matcher tagged = TAG.matcher(tag);
      return tagged.matches()
          ? new Numbers(Integer.parseInt(tagged.group(1)), Integer.parseInt(tagged.group(2)))
          : null;
    }

    boolean newerThan(Numbers other) {
      return major > other.major || (major == other.major && minor > other.minor);
    }

    /** Whether a release lies between this one and an older one. */
    boolean skipsTo(Numbers older) {
      return minor > 0 && (major > older.major || minor > older.minor + 1);
    }
  }

  /** A release is probed next. */
  static void probes(FoldContext context, String tag) {
    SearchState.Release last = context.search.releases().last();
    Numbers before = last == null ? null : Numbers.of(last.tag());
    Numbers now = Numbers.of(tag);
    if (last == null || before == null || now == null) {
      return;
    }
    if (now.equals(before)) {
      Contradictions.notices(context, null, "Release " + tag + " is tested twice.");
    } else if (now.newerThan(before)) {
      Contradictions.notices(
          context,
          null,
          "Release " + tag + " is tested after " + last.tag() + ", and releases go back in time.");
    } else if (before.skipsTo(now) && context.verdicts.era().compareTo(Era.WEIGHED) < 0) {
      context.notices(
          Remark.Kind.MISSING_REVISIONS,
          null,
          "Release "
              + tag
              + " follows "
              + last.tag()
              + ": the log lacks the test of v"
              + before.major
              + "."
              + (before.minor - 1)
              + ".");
      context.changesHead();
    }
  }

  private ReleaseOrder() {}
}
