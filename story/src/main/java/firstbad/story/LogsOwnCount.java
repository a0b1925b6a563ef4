package firstbad.story;

import firstbad.events.Revision;
import firstbad.events.Verdict;
import java.util.List;

/** How many revisions the log itself says were tested, where that is another number. */
final class LogsOwnCount {

  /**
   * A clause with a semicolon before it, and why, where that is known; empty where the log says the
   * same number or none.
   */
  static String of(Known known) {
    Integer reported = known.head().getRevisionsReported();
    int tested = known.verdicts().getTested();
    return reported == null || reported == tested
        ? ""
        : "; the log counts " + Phrases.number(reported) + why(known, reported - tested);
  }

  private static String why(Known known, int more) {
    long withoutRun =
        known.revisions().stream()
            .filter(each -> each.getVerdict() == Verdict.SKIP)
            .filter(each -> each.getFailure() != null && each.getRuns().getTotal() == 0)
            .count();
    if (withoutRun > 0 && withoutRun == -more) {
      return ", without the " + (withoutRun == 1 ? "one" : withoutRun) + " that had no run";
    }
    List<Revision> revisions = known.revisions();
    Revision last = revisions.isEmpty() ? null : revisions.get(revisions.size() - 1);
    return more == 1 && last != null && !last.getTested()
        ? ", with " + StepName.of(last) + ", which was never tested"
        : "";
  }

  private LogsOwnCount() {}
}
