package firstbad.app.story;

import firstbad.bisection.finding.Revision;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a bisection lets one say of its builds in the terms of KCIDB. */
final class KcidbBuilds {
  private static final long QUICKEST_TEST_MS = 60_000;

  /** A place in a source file, or what a linker or make says. */
  private static final Pattern FAULT_OF_THE_TREE =
      Pattern.compile(
          "\\.[A-Za-z]{1,4}:\\d++[: ]|\\bld(?:\\.lld)?: |undefined reference|\\*\\*\\* ");

  /** FAIL blames the tree: only what a compiler, a linker or make says does so. */
  static String statusOfFailure(@Nullable String failure) {
    return failure != null && FAULT_OF_THE_TREE.matcher(failure).find() ? "FAIL" : "MISS";
  }

  /** Whether the tests were read while they ran: a kernel takes longer than this to be built. */
  static boolean wereWatched(List<Revision> revisions) {
    int last = revisions.size() - 1;
    return last > 0
        && revisions.get(last).openedAt() - revisions.get(0).openedAt() >= last * QUICKEST_TEST_MS;
  }

  private KcidbBuilds() {}
}
