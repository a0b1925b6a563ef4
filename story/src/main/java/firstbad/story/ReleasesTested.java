package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.SearchKind;
import firstbad.events.Verdict;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How far back a search for a cause could test its releases, where it ended before it found one
 * without the crash.
 *
 * @param releases from the newest to the oldest
 * @param untested how many of the oldest could not be tested
 */
record ReleasesTested(List<Revision> releases, int untested) {

  /** Endings that leave no range of a search for a cause where no release was clean. */
  private static final Set<Outcome> WITHOUT_RANGE =
      EnumSet.of(Outcome.STILL_HAPPENS, Outcome.TIMED_OUT);

  /** Of no release where the search ended in another way. */
  static ReleasesTested of(Bisection head, List<Revision> revisions) {
    if (!WITHOUT_RANGE.contains(head.getOutcome())
        || (head.getOutcome() == Outcome.TIMED_OUT && head.getRange() != null)
        || head.getKind() == SearchKind.FIX) {
      return new ReleasesTested(List.of(), 0);
    }
    List<Revision> releases =
        revisions.stream().filter(each -> each.getRole() == Role.RELEASE).toList();
    int untested = 0;
    while (untested < releases.size()
        && releases.get(releases.size() - 1 - untested).getVerdict() == Verdict.SKIP) {
      untested++;
    }
    return new ReleasesTested(releases, untested);
  }

  boolean none() {
    return untested == releases.size();
  }

  /**
   * Which of the oldest could not be tested, as a clause.
   *
   * @param timedOut whether the time ran out before all of them were tried
   */
  String couldNotBeTested(boolean timedOut) {
    String them =
        timedOut
            ? "the " + releases.size() + " releases it came to"
            : "its " + releases.size() + " releases";
    if (none()) {
      return releases.size() == 1
          ? "the only release could not be tested"
          : "none of " + them + " could be tested";
    }
    return "the "
        + (untested == 1 ? "oldest of " : untested + " oldest of ")
        + them
        + " could not be tested";
  }

  /**
   * Back to which of them the bug is known to happen, and back to which only a crash was seen that
   * looks like it, as a clause; empty where neither was.
   */
  String seenBackTo(TitleHistory titles) {
    Revision bug = oldest(titles::isKnownToCrash);
    Revision alike = oldest(each -> !titles.alike(each).isEmpty());
    String known = bug == null ? "" : "it is known to happen back to " + name(bug);
    if (alike == null || (bug != null && bug.getOrdinal() >= alike.getOrdinal())) {
      return known;
    }
    return known
        + (known.isEmpty() ? "" : ", and ")
        + "a crash that looks like it was seen back to "
        + name(alike);
  }

  /** Whether the oldest that could be tested is known to crash with the bug. */
  boolean bugOnTheOldest(TitleHistory titles) {
    Revision oldest = oldest(each -> true);
    return oldest != null && titles.isKnownToCrash(oldest);
  }

  private @Nullable Revision oldest(Predicate<Revision> wanted) {
    return releases.subList(0, releases.size() - untested).stream()
        .filter(wanted)
        .reduce((first, last) -> last)
        .orElse(null);
  }

  /** The newest of those that could not be tested and have none after them that could. */
  String firstUntested() {
    return name(releases.get(releases.size() - untested));
  }

  /** Those that could not be tested. */
  List<Revision> leftOut() {
    return releases.subList(releases.size() - untested, releases.size());
  }

  private static String name(Revision release) {
    String name = release.getRelease();
    return name == null ? abbreviated(release.getCommit()) : name;
  }
}
