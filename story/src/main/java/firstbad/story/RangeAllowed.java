package firstbad.story;

import static firstbad.story.Phrases.abbreviated;
import static firstbad.story.Phrases.isRevision;

import firstbad.events.CommitRange;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The range that the evidence still allows, in words and commands: where a verdict is blamed or
 * rested on another bug, its crashing end has crashed in a way that looks like the bug.
 *
 * @param crashes the end that crashes
 * @param clean the end that does not; null where none is known
 * @param commits in it, the end that crashes among them; null where nobody knows
 * @param exact whether what git printed leaves no other number
 * @param atMost whether git printed that number before good verdicts that may leave fewer
 * @param doubt how little the end that crashes looks like the bug, as a sentence with a blank
 *     before it; empty where it looks like it, and where nobody knows
 */
record RangeAllowed(
    String crashes,
    @Nullable String clean,
    @Nullable Integer commits,
    boolean exact,
    boolean atMost,
    String doubt) {

  /** Null where the events have none. */
  static @Nullable RangeAllowed of(Known known) {
    CommitRange range = known.supportedRange();
    if (range == null) {
      return null;
    }
    String counted = known.fix() ? range.getCrashesAt() : range.getCleanAt();
    return new RangeAllowed(
        range.getCrashesAt(),
        range.getCleanAt(),
        range.getCommits(),
        exact(known, counted),
        !known.fix() && goodAfter(known, range.getCleanAt()),
        doubt(known, range.getCrashesAt()));
  }

  private static boolean goodAfter(Known known, @Nullable String clean) {
    List<Revision> good = GoodRevisions.of(known.decided());
    return !good.isEmpty() && !good.get(good.size() - 1).getCommit().equals(clean);
  }

  private static String doubt(Known known, String crashes) {
    TitleHistory titles = known.titles();
    Revision end =
        known.revisions().stream()
            .filter(each -> each.getCommit().equals(crashes) && !each.getCrashes().isEmpty())
            .findFirst()
            .orElse(null);
    Revision own = end == null ? null : titles.lastOwnBefore(end);
    return end == null || own == null || titles.crashedAsTheBug(end)
        ? ""
        : " But what crashed "
            + named(crashes, known.revisions())
            + " looks only a little like the bug, whose own title was last seen at "
            + StepName.of(own)
            + ".";
  }

  /** One of which the event has no more than its ends and git's number. */
  static RangeAllowed of(CommitRange range, boolean fix) {
    return new RangeAllowed(
        range.getCrashesAt(), range.getCleanAt(), range.getCommits(), false, !fix, "");
  }

  /**
   * Git's numbers are exact from the first step that was not called bad, in its own words, to the
   * first that was skipped.
   *
   * @param counted the end of the range that git calls good; null where none is known
   */
  static boolean exact(Known known, @Nullable String counted) {
    for (Revision each : known.revisions()) {
      if (each.getRole() == Role.STEP && each.getVerdict() == Verdict.SKIP) {
        return false;
      }
      if (each.getRole() == Role.STEP && each.getCommit().equals(counted)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The one commit that is the result if a revision in it does not crash with the bug, since
   * nothing else is left: the end that crashes; null where more is left, or nobody knows.
   */
  @Nullable String onlyOther(String revision) {
    boolean two = exact && commits != null && commits == 2 && clean != null;
    return two && !revision.equals(crashes) && !revision.equals(clean) ? crashes : null;
  }

  /** That it is the result, as a clause after that condition. */
  String onlyOtherIs(String other, Known known) {
    String title =
        known.revisions().stream()
            .filter(each -> each.getCommit().equals(other))
            .map(Revision::getTitle)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    return "the culprit is "
        + Phrases.named(other, title)
        + ", since no other commit is left after "
        + abbreviated(String.valueOf(clean))
        + ", which does not crash.";
  }

  /**
   * One sentence or two.
   *
   * @param revisions of the search, which know the releases
   */
  String sentence(boolean fix, List<Revision> revisions) {
    return withoutDoubt(
            fix, revisions, " Continue the search from there, or read the commits between.")
        + doubt;
  }

  private String withoutDoubt(boolean fix, List<Revision> revisions, String goOn) {
    String crashing = named(crashes, revisions);
    if (clean == null) {
      return "The cause may be anything up to "
          + crashing
          + ", which crashes: no revision is known that does not.";
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
    return commits < 2
        ? "The evidence allows one commit only" + ends
        : "The evidence still allows "
            + (atMost ? "at most " : "")
            + commits(commits, exact)
            + ends
            + goOn;
  }

  /**
   * The same after the condition that a revision in it does not crash with the bug.
   *
   * @param tested that revision, which then has to be told to git in other words
   */
  String clause(boolean fix, List<Revision> revisions, String tested) {
    String sentence = withoutDoubt(fix, revisions, goOn(fix, tested)) + doubt;
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private static String goOn(boolean fix, String tested) {
    String told = " " + abbreviated(tested) + "' if ";
    return isRevision(tested)
        ? " Continue the search from there, and tell git what the new test showed: 'git bisect "
            + (fix ? "clean" : "good")
            + told
            + "nothing crashed, 'git bisect skip"
            + told
            + "another bug did."
        : " Continue the search from there.";
  }

  /** Such as {@code 2 commits}, {@code about 14,000 commits}. */
  static String commits(int number, boolean exact) {
    return (exact && number < Phrases.ROUNDED_FROM ? "" : "about ")
        + Phrases.about(number)
        + (number == 1 ? " commit" : " commits");
  }

  /** What git needs to go on; none where an end is unknown or no name of a revision. */
  String[] commands(SearchCommands search) {
    return clean == null ? new String[0] : search.withinAllowed(crashes, clean);
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
