package firstbad.bisection.fold;

import firstbad.bisection.caps.Cut;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.GitWord;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Notes;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.RunsByTitle;
import firstbad.bisection.state.TitleSet;
import firstbad.bisection.state.TitleTable;
import firstbad.bisection.trust.RevisionAssessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A revision closes with a verdict. */
final class RevisionClosing {

  /** What a revision had when it closed. */
  enum Had {
    /** Runs or a failed build, which decided it. */
    TEST,
    /** It was opened, and left for another commit. */
    OPENING,
    /** No line of its own: git was told what it is. */
    VERDICT
  }

  /** The open revision is over, and the search goes on: what that says of it is known. */
  static void closes(FoldContext context) {
    PastedText.over(context);
    if (context.revision != null) {
      OpenRevision certain = RunCounting.withoutDoubtfulRuns(context, context.revision);
      OpenRevision revision = RunCounting.corrected(context, certain);
      if (revision.is(Role.STEP) && revision.hasRuns()) {
        context.notices(Remark.Kind.UNDECIDED_STEP, revision.opening().commit());
      }
      closes(context, revision, implied(context, revision), Had.TEST);
    }
    context.mode = Mode.LOG;
  }

  /**
   * The open revision is over, since git searches. A release before that was the end of the range
   * and nothing is implied of it, also where the log has lost the line that starts the search.
   */
  static void closesForGit(FoldContext context) {
    if (context.revision != null && context.revision.is(Role.RELEASE)) {
      closes(context, null);
    } else {
      closes(context);
    }
  }

  /** The open revision is over, and the log says what it was; null when it does not. */
  static void closes(FoldContext context, @Nullable Verdict logged) {
    if (context.revision != null) {
      context.revision = RunCounting.withoutDoubtfulRuns(context, context.revision);
    }
    closesNamed(context, logged);
  }

  /**
   * The open revision is over, and the log names it and says what it was: so its newest runs are
   * its own, even where some before them are missing.
   */
  static void closesNamed(FoldContext context, @Nullable Verdict logged) {
    PastedText.over(context);
    if (context.revision != null) {
      closes(context, RunCounting.corrected(context, context.revision), logged, Had.TEST);
    }
    if (!context.mode.toTheEnd()) {
      context.mode = Mode.LOG;
    }
  }

  /** What it says of a revision that the search goes on after it; null when that is nothing. */
  private static @Nullable Verdict implied(FoldContext context, OpenRevision revision) {
    if (revision.is(Role.ORIGINAL) && revision.hasRuns()) {
      return Verdict.BAD;
    }
    // A release that was not the end of the search is not good, whatever its runs say.
    boolean passed = revision.is(Role.RELEASE) && Ruling.derived(context, revision) == Verdict.GOOD;
    return passed ? Verdict.SKIP : null;
  }

  /**
   * Closes a revision.
   *
   * @param logged what the log says of it, or null
   * @param had of its own
   */
  static void closes(
      FoldContext context, OpenRevision revision, @Nullable Verdict logged, Had had) {
    Ruling ruling = Ruling.of(context, revision, logged);
    List<TitleCount> crashes = HeadComposer.counts(revision.runs().crashes(), context);
    RevisionAssessment assessment =
        TrustAssessment.weighed(context, revision, ruling.verdict(), crashes);
    RevisionComposer.showsClosed(context, revision, ruling, crashes, assessment);
    TrustAssessment.found(context, revision, assessment);
    if (ruling.disagreement() != null) {
      RevisionContradictions.ruling(context, revision, ruling.disagreement());
    }
    if (had != Had.VERDICT && revision.opening().kept()) {
      context.archive.put(
          "revision/" + revision.opening().ordinal(), closed(revision, ruling.verdict()));
    }
    String title = revision.opening().title();
    boolean gitsBad = GitWord.BAD.verdict(context.header.kind()) == ruling.verdict();
    if (title != null && gitsBad && revision.is(Role.STEP)) {
      context.lastBad(revision.opening().commit(), title);
    }
    if (had == Had.TEST) {
      LogAnomalies.closed(context, revision, ruling.verdict());
      keeps(context, revision);
      context.verdicts = context.verdicts.closed(revision, ruling.verdict());
      knowsBug(context, revision);
    }
    if (revision.is(Role.RELEASE) && ruling.verdict() == Verdict.BAD) {
      context.search = context.search.releaseCrashed();
    }
    context.revision = null;
    context.text = null;
    context.notes = Notes.NONE;
  }

  /** What later lines may ask for by commit and by signature. */
  private static void keeps(FoldContext context, OpenRevision revision) {
    OpenRevision.Opening opening = revision.opening();
    if (!opening.kept()) {
      return;
    }
    if (!revision.hasRuns()) {
      if (opening.role() != Role.PARENT && opening.met() == null) {
        context.archive.put(
            "commit/" + opening.commit(), new Piece.SeenCrashes(TitleSet.EMPTY, TitleSet.EMPTY, 0));
      }
      return;
    }
    TitleSet titles = opening.met() == null ? TitleSet.EMPTY : opening.met().titles();
    TitleSet types = opening.met() == null ? TitleSet.EMPTY : opening.met().types();
    for (int number : revision.runs().crashes().titles()) {
      titles = titles.with(number);
      types = types.with(context.titles.get(number, context.archive).kin());
    }
    Piece.SeenCrashes met = new Piece.SeenCrashes(titles, types, opening.ordinal());
    context.archive.put("commit/" + opening.commit(), met);
    String signature = revision.build().signature();
    if (signature != null) {
      context.archive.put(underSignature(signature), met);
    }
  }

  private static Piece.TestedRevision closed(OpenRevision revision, Verdict verdict) {
    OpenRevision.Opening opening = revision.opening();
    return new Piece.TestedRevision(
        opening.ordinal(),
        opening.commit(),
        verdict,
        RunCounting.of(revision),
        revision.runs().crashes());
  }

  /** The key of what was met under a kernel signature: a quarter of it tells any two apart. */
  static String underSignature(String signature) {
    return "signature/" + signature.substring(0, Math.min(16, signature.length()));
  }

  /** The first revision that crashed before the search began has the bug. */
  private static void knowsBug(FoldContext context, OpenRevision revision) {
    RunsByTitle crashes = revision.runs().crashes();
    boolean searching = !revision.is(Role.ORIGINAL) && !revision.is(Role.CONFIG);
    if (searching || !context.verdicts.known().own().isEmpty() || crashes.size() == 0) {
      return;
    }
    TitleSet own = TitleSet.EMPTY;
    for (int number : crashes.titles()) {
      own = own.with(number);
    }
    List<TitleCount> frequent = HeadComposer.counts(crashes, context);
    int shown = Math.min(frequent.size(), HeadComposer.BUG_TITLES);
    if (shown < frequent.size()) {
      context.cut(Cut.BUG_TITLES);
    }
    RunsByTitle bug = shown == crashes.size() ? crashes : RunsByTitle.NONE;
    for (int i = 0; i < shown && shown < crashes.size(); i++) {
      Piece.Title title = context.titles.find(frequent.get(i).title(), context.archive);
      int number = title == null ? TitleTable.OTHER : title.number();
      bug = bug.plus(number, frequent.get(i).runs());
    }
    context.verdicts = context.verdicts.knowing(own, bug);
  }

  private RevisionClosing() {}
}
