package firstbad.story;

import firstbad.events.Revision;
import firstbad.events.Role;
import firstbad.events.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The good verdicts of a search, of which the last bounds its result. One is wrong where the crash
 * failed to happen, which no log shows: where a result is doubtful and no bad verdict explains it,
 * the last good one is to be tested again. Another configuration of the original commit is no end
 * of a range.
 */
final class GoodRevisions {
  private final List<Revision> good;

  /**
   * @param revisions all of a search, by ordinal
   */
  GoodRevisions(List<Revision> revisions) {
    good = of(revisions);
  }

  /** All of them, by ordinal. */
  static List<Revision> of(List<Revision> revisions) {
    return revisions.stream()
        .filter(each -> each.getVerdict() == Verdict.GOOD && each.getRole() != Role.CONFIG)
        .toList();
  }

  /** Null where the log has none. */
  @Nullable Revision last() {
    return good.isEmpty() ? null : good.get(good.size() - 1);
  }

  /** The last good revision that is another commit than {@link #last}; null where there is none. */
  @Nullable Revision beforeLast() {
    Revision last = last();
    for (int i = good.size() - 2; i >= 0; i--) {
      if (last != null && !good.get(i).getCommit().equals(last.getCommit())) {
        return good.get(i);
      }
    }
    return null;
  }
}
