package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.TrustState;
import firstbad.bisection.trust.ChangedFiles;
import firstbad.bisection.trust.Evidence;
import firstbad.bisection.trust.RevisionAssessment;
import firstbad.bisection.trust.SearchEnd;
import firstbad.bisection.trust.judgement.Alarm;
import firstbad.bisection.trust.posterior.ClosedRevision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings closed revisions and the end of the log before the assessor, and says what it finds. */
public final class TrustAssessment {
  private static final List<Alert.Severity> SEVERITIES =
      List.of(
          Alert.Severity.UNKNOWN, Alert.Severity.LOW, Alert.Severity.MIDDLE, Alert.Severity.HIGH);

  /** Weighs a revision that closes. */
  static RevisionAssessment weighed(
      FoldContext context, OpenRevision revision, Verdict verdict, List<TitleCount> crashes) {
    Evidence before = begun(context, revision.hasRuns());
    OpenRevision.Opening opening = revision.opening();
    return context.assessor.weigh(
        before,
        new ClosedRevision(
            opening.ordinal(),
            opening.line(),
            opening.commit(),
            opening.title(),
            stage(opening.role(), revision.hasRuns()),
            verdict(verdict),
            crashes(crashes),
            revision.runs().ok(),
            opening.left() == null ? null : opening.left().revisions(),
            context.verdicts.flaky()));
  }

  /** What is known so far; a search begins as one for a fix, or as one that shows no runs. */
  private static Evidence begun(FoldContext context, boolean runs) {
    Evidence known = context.trust.evidence();
    if (context.header.kind() == Kind.FIX) {
      return known.ofFix();
    }
    if (context.header.tool() != Tool.GIT) {
      return known;
    }
    if (known.equals(Evidence.OF_CAUSE) && !runs) {
      return Evidence.OF_WORDS;
    }
    return known.equals(Evidence.OF_WORDS) && runs ? Evidence.OF_CAUSE : known;
  }

  /** Adds what a closed revision changed, after it was shown. */
  static void found(FoldContext context, OpenRevision revision, RevisionAssessment assessment) {
    context.trust = new TrustState(assessment.evidence(), context.trust.version() + 1);
    OpenRevision.Opening opening = revision.opening();
    context.found(
        new Finding.AssessmentChanged(
            Assessment.of(
                context.id,
                context.trust.version(),
                opening.ordinal(),
                assessment.judgement(),
                context.at)));
    Alarm alarm = assessment.alarm();
    if (alarm != null) {
      context.found(
          new Finding.AlertRaised(
              new Alert(
                  context.id,
                  alarm.crash().anotherBug() ? Alert.Kind.DERAILED : Alert.Kind.THIN_EVIDENCE,
                  SEVERITIES.get(alarm.severity()),
                  opening.ordinal(),
                  opening.commit(),
                  opening.line(),
                  alarm.message(
                      opening.ordinal(), opening.role() == Role.RELEASE ? opening.words() : null),
                  context.at,
                  Map.of(),
                  List.of())));
    }
  }

  /** The assessment of the bisection as it has ended. */
  static Assessment settled(FoldContext context) {
    boolean runs = context.verdicts.closed().built() > 0;
    context.trust = new TrustState(begun(context, runs), context.trust.version() + 1);
    return Assessment.of(
        context.id,
        context.trust.version(),
        null,
        context.assessor.settled(context.trust.evidence(), end(context)),
        context.at);
  }

  private static SearchEnd end(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    String commit = sentence == null ? null : sentence.commit();
    GitConclusion git = context.git;
    boolean described = commit != null && commit.equals(git.commit());
    int files = git.description().files();
    return new SearchEnd(
        named(context, sentence, commit),
        commit,
        context.culpritTitle(),
        git.signatures().equal(),
        context.verdicts.flaky(),
        described && (git.description().author() != null || files > 0),
        described ? changed(context, git.description()) : ChangedFiles.NONE,
        holes(context),
        commit == null ? "" : report(context));
  }

  private static ChangedFiles changed(FoldContext context, GitConclusion.Description printed) {
    int listed = Math.min(printed.files(), Caps.CHANGED_FILES);
    return new ChangedFiles(
        ListedWords.of(context, "file/", listed), printed.files(), printed.filesKnown());
  }

  /** Whether something of the log is missing. */
  private static boolean holes(FoldContext context) {
    return context.anomalies.holes() || LogAnomalies.lacksLines(context);
  }

  private static SearchEnd.Named named(
      FoldContext context, LogEnding.@Nullable Sentence sentence, @Nullable String commit) {
    if (commit != null) {
      boolean unfounded =
          context.git.commit() == null && context.anomalies.has(Remark.Kind.CONTRADICTION);
      return unfounded ? SearchEnd.Named.UNFOUNDED : SearchEnd.Named.CULPRIT;
    }
    if (sentence == null || sentence.outcome() != Outcome.INCONCLUSIVE) {
      return SearchEnd.Named.NOTHING;
    }
    return context.ending.candidates() == 0 || LogAnomalies.lacksLines(context)
        ? SearchEnd.Named.PARTIAL
        : SearchEnd.Named.CANDIDATES;
  }

  private static String report(FoldContext context) {
    boolean report = context.mode.isReport();
    String text = report && context.text != null ? context.text.read(context.archive) : null;
    return text == null ? "" : text;
  }

  /** Where a revision stands for the assessor; a step without a test counts for nothing. */
  public static ClosedRevision.SearchStage stage(Role role, boolean hasRuns) {
    return switch (role) {
      case ORIGINAL -> ClosedRevision.SearchStage.ORIGINAL;
      case RELEASE, HEAD -> ClosedRevision.SearchStage.RELEASE;
      case STEP -> hasRuns ? ClosedRevision.SearchStage.STEP : ClosedRevision.SearchStage.ASIDE;
      case UNKNOWN, CONFIG, MERGE_BASE, PARENT -> ClosedRevision.SearchStage.ASIDE;
    };
  }

  /** A verdict as the assessor takes it. */
  public static ClosedRevision.Verdict verdict(Verdict verdict) {
    return switch (verdict) {
      case GOOD -> ClosedRevision.Verdict.GOOD;
      case BAD -> ClosedRevision.Verdict.BAD;
      case SKIP, UNKNOWN -> ClosedRevision.Verdict.SKIP;
    };
  }

  /** Crashed runs by title as the assessor takes them. */
  public static List<ClosedRevision.Crashes> crashes(List<TitleCount> counts) {
    if (counts.isEmpty()) {
      return List.of();
    }
    List<ClosedRevision.Crashes> crashes = new ArrayList<>(counts.size());
    for (TitleCount each : counts) {
      crashes.add(new ClosedRevision.Crashes(each.title(), each.runs()));
    }
    return crashes;
  }

  private TrustAssessment() {}
}
