package firstbad.bisection.fold;

import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.VerdictState;

/** What can be said of the log as a whole once it has ended. */
final class LogAnomalies {

  /** Notices what is missing at the end. */
  static void atEnd(FoldContext context) {
    LogEnding ending = context.ending;
    boolean unknown =
        context.anomalies.seen().stream()
            .anyMatch(each -> each.kind() == Remark.Kind.UNKNOWN_ENDING);
    if (isBisection(context) && ending.sentence() == null && !unknown) {
      context.notices(Remark.Kind.NO_ENDING, context.git.commit());
    }
    if (ending.trailer() != null && !agrees(ending, context.verdicts.closed())) {
      context.notices(Remark.Kind.MISSING_REVISIONS, null);
    }
  }

  /**
   * Until 2020-11-17 the trailer counts failed builds too (log-format.md 10.4). A test that ended
   * the search by an error has left no line.
   */
  private static boolean agrees(LogEnding ending, VerdictState.Closed closed) {
    int reported = ending.trailer() == null ? 0 : ending.trailer().revisions();
    LogEnding.Sentence sentence = ending.sentence();
    boolean error =
        sentence != null
            && (sentence.outcome() == Outcome.FAILED || sentence.outcome() == Outcome.TIMED_OUT);
    int unseen = error ? 1 : 0;
    return (reported >= closed.kernels() && reported <= closed.kernels() + unseen)
        || (reported >= closed.verdicts().tested()
            && reported <= closed.verdicts().tested() + unseen);
  }

  /**
   * A line was not understood. After the trailer it may be an ending that no rule knows; after the
   * ending it may be a report, of which no line has named the crash.
   */
  static void notUnderstood(FoldContext context) {
    if (context.search.phase() != Phase.OUTCOME) {
      return;
    }
    if (context.ending.sentence() == null) {
      context.notices(Remark.Kind.UNKNOWN_ENDING, null);
    } else if (context.ending.crashTitle() == null) {
      context.notices(Remark.Kind.REPORT_WITHOUT_TITLE, null);
    }
  }

  /** Whether what was noticed holds as the log stands now: an ending may still come. */
  static boolean holds(FoldContext context, Anomalies.Anomaly anomaly) {
    boolean over = context.life.end().by() != null;
    return switch (anomaly.kind()) {
      case UNKNOWN_ENDING -> over && context.ending.sentence() == null;
      case NO_ENDING -> over && context.ending.sentence() == null;
      default -> true;
    };
  }

  /** Whether anything of the text has the shape of a bisection log. */
  static boolean isBisection(FoldContext context) {
    boolean opening =
        context.header.host() != null && context.position.oddities().unknown().lines() == 0;
    return opening
        || context.header.requested() != null
        || context.header.fuzzer() != null
        || context.verdicts.opened() > 0
        || context.search.phase().compareTo(Phase.HEADER) > 0;
  }

  private LogAnomalies() {}
}
