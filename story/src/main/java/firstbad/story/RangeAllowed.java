package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.CommitRange;
import firstbad.events.Revision;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The range that the evidence still allows, in words and commands: where a verdict is blamed or
 * rested on another bug, its crashing end has crashed in a way that looks like the bug.
 *
 * @param crashes the end that crashes
 * @param clean the end that does not; null where none is known
 * @param commits left to test between them, by what git printed; null where nobody knows
 */
record RangeAllowed(String crashes, @Nullable String clean, @Nullable Integer commits) {

  /** Null where the events have none. */
  static @Nullable RangeAllowed of(Known known) {
    CommitRange range = known.supportedRange();
    if (range == null) {
      return null;
    }
    // as git counts: without the end that crashes, which was tested
    Integer commits = range.getCommits() == null ? null : (Integer) (range.getCommits() - 1);
    return new RangeAllowed(range.getCrashesAt(), range.getCleanAt(), commits);
  }

  /**
   * One sentence or two.
   *
   * @param revisions of the search, which know the releases
   */
  String sentence(boolean fix, List<Revision> revisions) {
    String crashing = named(crashes, revisions);
    if (clean == null) {
      return "The evidence allows everything up to " + crashing + ": no clean revision is known.";
    }
    String other = named(clean, revisions);
    if (commits == null) {
      return fix
          ? "The fix lies after "
              + crashing
              + ", which crashes, and no later than "
              + other
              + ", which does not."
          : "The cause lies after "
              + other
              + ", which does not crash, and no later than "
              + crashing
              + ", which does.";
    }
    String ends = ": " + crashing + " crashes, " + other + " does not.";
    return commits < 1
        ? "The evidence allows one commit only" + ends
        : "The evidence still allows about "
            + Phrases.count(commits, "commit")
            + ends
            + " Continue the search from there, or read the commits between.";
  }

  /** What git needs to go on; none where an end is unknown or no name of a revision. */
  String[] commands(SearchCommands search) {
    return clean == null ? new String[0] : search.withinTestable(crashes, clean);
  }

  /** Such as {@code v4.17 (29dcea88779c)}. */
  private static String named(String commit, List<Revision> revisions) {
    return revisions.stream()
        .filter(each -> each.getCommit().equals(commit))
        .map(Revision::getRelease)
        .filter(Objects::nonNull)
        .findFirst()
        .map(release -> release + " (" + abbreviated(commit) + ")")
        .orElseGet(() -> abbreviated(commit));
  }
}
