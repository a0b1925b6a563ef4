package firstbad.story;

import firstbad.events.Bisection;
import firstbad.events.Revision;
import firstbad.events.TitleCount;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether a search kept to its bug: which revisions crashed with the bug's titles, which not. */
final class TitleHistory {
  private final Set<String> own;
  private final List<Revision> revisions;

  /**
   * @param revisions by ordinal
   */
  TitleHistory(Bisection head, List<Revision> revisions) {
    this.own = head.getBugTitles().stream().map(TitleCount::getTitle).collect(Collectors.toSet());
    this.revisions = revisions;
  }

  /**
   * The first revision from which on no run crashed with a title of the bug although runs crashed;
   * null when there is none. The search then followed another bug.
   */
  @Nullable Revision foreignSince() {
    Revision since = null;
    boolean ownBefore = false;
    for (Revision revision : revisions) {
      if (ownRuns(revision) > 0) {
        ownBefore = true;
        since = null;
      } else if (since == null && ownBefore && revision.getRuns().getCrashed() > 0) {
        since = revision;
      }
    }
    return since;
  }

  /** The titles that crashed from a revision on, each once, in the order of their appearance. */
  List<String> titlesSince(Revision since) {
    return revisions.stream()
        .filter(revision -> revision.getOrdinal() >= since.getOrdinal())
        .flatMap(revision -> revision.getCrashes().stream())
        .map(crash -> Phrases.titled(crash.getTitle()))
        .distinct()
        .toList();
  }

  /** The last revision that crashed with a title of the bug; null when none did. */
  @Nullable Revision lastOwn() {
    Revision last = null;
    for (Revision revision : revisions) {
      last = ownRuns(revision) > 0 ? revision : last;
    }
    return last;
  }

  /** Runs of a revision that crashed with one of the bug's titles. */
  int ownRuns(Revision revision) {
    return revision.getCrashes().stream()
        .filter(crash -> own.contains(crash.getTitle()))
        .mapToInt(TitleCount::getRuns)
        .sum();
  }
}
