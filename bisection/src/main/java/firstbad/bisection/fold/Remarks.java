package firstbad.bisection.fold;

import firstbad.bisection.finding.Remark;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.ReadPosition;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.ArrayList;
import java.util.List;

/** What is remarkable about a log, in sentences. */
final class Remarks {

  /** One remark of each kind at most. Long, since each kind has a line. */
  static List<Remark> of(FoldContext context) {
    ReadPosition.Oddities oddities = context.position.oddities();
    String missing = LogAnomalies.missingAtEnd(context);
    boolean unreported = LostReport.is(context);
    boolean none =
        missing == null
            && !unreported
            && context.anomalies.seen().isEmpty()
            && oddities.unknown().lines() == 0
            && oddities.gaps().missing() == 0;
    if (none) {
      return List.of();
    }
    List<Remark> remarks = new ArrayList<>();
    if (oddities.gaps().missing() > 0) {
      remarks.add(missingLines(oddities.gaps()));
    } else if (missing != null) {
      long line = LogAnomalies.missingAt(context);
      remarks.add(new Remark(Remark.Kind.MISSING_LINES, line, missing));
    }
    if (oddities.unknown().lines() > 0) {
      remarks.add(unknownLines(context, oddities.unknown()));
    }
    for (Anomalies.Anomaly each : context.anomalies.seen()) {
      boolean said = remarks.stream().anyMatch(remark -> remark.kind() == each.kind());
      if (said || !LogAnomalies.holds(context, each)) {
        continue;
      }
      String sentence =
          switch (each.kind()) {
            case MISSING_REVISIONS -> missingRevisions(context, each);
            case NO_ENDING -> noEnding(context);
            case SECOND_LOG -> each.sentence() == null ? secondLog(each.line()) : each.sentence();
            case CONTRADICTION -> sentence(each) + more(each, "contradiction");
            case MISSING_RUNS, UNTESTED_CANDIDATE, UNDECIDED_STEP ->
                sentence(each) + more(each, "such place");
            default -> sentence(each);
          };
      remarks.add(new Remark(each.kind(), each.line(), sentence));
    }
    Remark.Kind kind = Remark.Kind.REPORT_WITHOUT_TITLE;
    if (unreported && remarks.stream().noneMatch(remark -> remark.kind() == kind)) {
      long last = LogAnomalies.lastOwn(context);
      remarks.add(new Remark(kind, last, "The log stops before the crash report."));
    }
    return List.copyOf(remarks);
  }

  private static Remark missingLines(ReadPosition.Gaps gaps) {
    ReadPosition.Gap first = gaps.newest().get(0);
    return new Remark(
        Remark.Kind.MISSING_LINES,
        first.from(),
        counted(gaps.missing(), "line is", "lines are") + " missing: the numbers jump.");
  }

  private static Remark unknownLines(FoldContext context, ReadPosition.Unknown unknown) {
    return new Remark(
        Remark.Kind.UNKNOWN_LINES,
        unknown.first(),
        counted(unknown.lines(), "line was", "lines were")
            + " not understood."
            + UnknownLooks.sentence(context));
  }

  private static String missingRevisions(FoldContext context, Anomalies.Anomaly noticed) {
    String release = noticed.sentence();
    if (release != null && LogAnomalies.agreesWithTrailer(context)) {
      return release;
    }
    int reported = context.ending.trailer() == null ? 0 : context.ending.trailer().revisions();
    return "The log says that "
        + counted(reported, "revision was", "revisions were")
        + " tested; it has the tests of "
        + context.verdicts.closed().kernels()
        + "."
        + (release == null ? "" : " " + release);
  }

  private static String noEnding(FoldContext context) {
    String commit = context.git.commit();
    if (commit == null) {
      return "The log stops before it says how the search ended.";
    }
    String title = context.gitTitle();
    return "Git named "
        + ReasonPhrases.abbreviated(commit)
        + (title == null ? "" : " \"" + title + "\"")
        + ", and the log stops there: it has no ending.";
  }

  private static String secondLog(long line) {
    return "Line "
        + line
        + " starts a second bisection: nothing of the text from there on is applied. Publish it under"
        + " an id of its own.";
  }

  private static String more(Anomalies.Anomaly noticed, String what) {
    int count = noticed.count() - 1;
    return switch (count) {
      case 0 -> "";
      case 1 -> " There is one more " + what + ".";
      default -> " There are " + count + " more " + what + "s.";
    };
  }

  /** The sentence on what was noticed while the log was read. */
  static String sentence(Anomalies.Anomaly anomaly) {
    if (anomaly.sentence() != null) {
      return anomaly.sentence();
    }
    String commit = anomaly.commit() == null ? "" : ReasonPhrases.abbreviated(anomaly.commit());
    return switch (anomaly.kind()) {
      case UNTESTED_RANGE_END ->
          commit.isEmpty()
              ? "Git searches, and no line says between which commits."
              : "Git searches from " + commit + ", which the log does not test.";
      case UNTESTED_CANDIDATE ->
          "Git chose " + commit + "; the log neither tests it nor says which verdict git got.";
      case UNDECIDED_STEP ->
          "The search went on after "
              + commit
              + ", and the log does not say which verdict git got.";
      case MISSING_RUNS ->
          "The runs of " + commit + " in the log are not all of them, or not in order.";
      case CULPRIT_DIFFERS ->
          "Git ended its search on " + commit + ", which is not the commit that the log names.";
      case NO_TRAILER -> "The log does not say how many revisions were tested.";
      case RUNS_WITHOUT_REVISION -> "There are runs that belong to no revision.";
      case NO_OPENING -> "No line says what is searched and from where.";
      case UNKNOWN_ENDING -> "The log ends with words that no rule knows.";
      case REPORT_WITHOUT_TITLE -> "Text follows the ending, and no line names the crash.";
      case NO_ENDING -> "The log stops before it says how the search ended.";
      case MISSING_REVISIONS -> "The log has the tests of fewer revisions than it says.";
      case MISSING_LINES -> "Lines are missing: the numbers jump.";
      case CONTRADICTION -> "The log contradicts itself.";
      case SECOND_LOG -> "A second bisection starts in the log and is not applied.";
      case UNKNOWN_LINES, UNKNOWN -> "Lines were not understood.";
    };
  }

  private static String counted(long count, String one, String more) {
    return count + " " + (count == 1 ? one : more);
  }

  private Remarks() {}
}
