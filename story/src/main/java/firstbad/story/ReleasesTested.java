package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Bisection;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.SearchKind;
import firstbad.events.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far back a search for a cause could test its releases, where it found none without the crash.
 *
 * @param releases from the newest to the oldest
 * @param untested how many of the oldest could not be tested
 */
record ReleasesTested(List<Revision> releases, int untested) {

  /** Of no release where the search ended in another way. */
  static ReleasesTested of(Bisection head, List<Revision> revisions) {
    if (head.getOutcome() != Outcome.STILL_HAPPENS || head.getKind() == SearchKind.FIX) {
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

  /** A clause that goes on after a comma; empty where the oldest was tested. */
  String clause() {
    int all = releases.size();
    if (untested == 0) {
      return "";
    }
    return none()
        ? ", but "
            + (all == 1 ? "the only release" : "none of its " + all + " releases")
            + " could be tested"
        : ", but the "
            + (untested == 1 ? "oldest" : untested + " oldest")
            + " of its "
            + all
            + " releases could not be tested";
  }

  /** The oldest that could be tested; null where none could. */
  @Nullable String lastTested() {
    return none() ? null : name(releases.get(releases.size() - 1 - untested));
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
