package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Cut;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CrashDelta.TitleDelta;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.grammar.RunOutcome;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Runs;
import firstbad.bisection.state.RunsByTitle;
import firstbad.bisection.state.TitleSet;
import firstbad.bisection.state.TitleTable;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts the runs of a revision as they come, and corrects at its close what was counted wrong. */
final class RunCounting {
  private static final Map<RunOutcome, Revision.InconclusiveOutcome> INCONCLUSIVE =
      new EnumMap<>(
          Map.of(
              RunOutcome.BOOT_FAILED, Revision.InconclusiveOutcome.BOOT_FAILED,
              RunOutcome.TEST_FAILED, Revision.InconclusiveOutcome.TEST_FAILED,
              RunOutcome.INFRA, Revision.InconclusiveOutcome.INFRA,
              RunOutcome.FAILED, Revision.InconclusiveOutcome.INFRA,
              RunOutcome.SKIPPED, Revision.InconclusiveOutcome.TEST_FAILED,
              RunOutcome.IGNORED, Revision.InconclusiveOutcome.IGNORED));

  /** A test of a commit opens, or the build of a parent, which is none. */
  static void opened(FoldContext context, OpenRevision revision) {
    if (!revision.is(Role.PARENT)) {
      counted(context, revision, tests(revision), CrashDelta.RunDelta.NONE, List.of());
    }
  }

  private static CrashDelta.Tests tests(OpenRevision revision) {
    int first = revision.opening().met() == null ? 1 : 0;
    return revision.is(Role.PARENT) ? CrashDelta.Tests.NONE : new CrashDelta.Tests(first, 1);
  }

  /** All that was counted of a revision. */
  static Piece.Counted of(OpenRevision revision) {
    Runs runs = revision.runs();
    int inconclusive = runs.total() - runs.conclusive();
    int estimated = runs.estimated() ? runs.total() : 0;
    return new Piece.Counted(
        tests(revision),
        new CrashDelta.RunDelta(runs.crashed(), runs.ok(), inconclusive, estimated));
  }

  /** Counts a line's runs at once; what has to be corrected is corrected at the close. */
  static void ran(FoldContext context, OpenRevision open, RevisionEntry.Ran line) {
    if (RevisionContradictions.runs(context, open, line)) {
      return;
    }
    boolean gap = !line.all() && line.number() > open.runs().total();
    OpenRevision revision = gap ? gapped(context, open, line.number()) : open;
    RunOutcome outcome = line.outcome();
    int runs = line.all() ? context.verdicts.intendedRuns() : 1;
    Piece.@Nullable Title title = null;
    List<TitleDelta> deltas = List.of();
    if (outcome.titled()) {
      title = titled(context, context.title(line.text()));
      deltas = List.of(met(context, revision, title, runs));
    } else if (outcome == RunOutcome.IGNORED) {
      title = context.titles.find(context.title(line.text()), context.archive);
    }
    provesEra(context, line, revision.runs().total() + runs);
    Integer number = title == null ? null : (Integer) title.number();
    boolean twice = context.verdicts.era().mayDouble();
    Runs more = revision.runs().plus(outcome, number, runs, line.all(), twice);
    context.revision = withMessage(revision.with(more), line, runs);
    int crashed = outcome.crashed() ? runs : 0;
    int ok = outcome == RunOutcome.OK ? runs : 0;
    counted(
        context,
        revision,
        CrashDelta.Tests.NONE,
        new CrashDelta.RunDelta(crashed, ok, runs - crashed - ok, line.all() ? runs : 0),
        deltas);
  }

  private static void provesEra(FoldContext context, RevisionEntry.Ran line, int runs) {
    if (line.outcome() == RunOutcome.IGNORED || line.outcome() == RunOutcome.INFRA) {
      context.proves(line.outcome() == RunOutcome.IGNORED ? Era.TWICE : Era.ABORTING);
    }
    if (!line.all() && runs > 10) {
      context.proves(Era.TWENTY);
    }
  }

  /** Runs are missing before this one, and with them perhaps the opening of another revision. */
  private static OpenRevision gapped(FoldContext context, OpenRevision revision, int number) {
    if (revision.beforeGap() == null) {
      int before = revision.runs().total();
      context.notices(
          Remark.Kind.MISSING_RUNS,
          revision.opening().commit(),
          "The runs of "
              + ReasonPhrases.abbreviated(revision.opening().commit())
              + (before == 0 ? " begin with #" : " jump from #" + (before - 1) + " to #")
              + number
              + ": lines are missing there.");
    }
    return revision.gapped();
  }

  /** The log's own words on a run that was neither OK nor a crash. */
  private static OpenRevision withMessage(OpenRevision revision, RevisionEntry.Ran line, int runs) {
    Revision.InconclusiveOutcome outcome = INCONCLUSIVE.get(line.outcome());
    if (outcome == null) {
      return revision;
    }
    String text = Utf8.cut(line.text(), Caps.MESSAGE_BYTES);
    return revision.with(revision.messages().with(outcome, text, runs));
  }

  private static Piece.Title titled(FoldContext context, String text) {
    Piece.Title known = context.titles.find(text, context.archive);
    if (known == null) {
      context.titles = context.titles.with(text, context.archive);
      return context.titles.get(context.titles.count() - 1, context.archive);
    }
    if (known.number() == TitleTable.OTHER) {
      context.cut(Cut.TITLES);
    }
    return known;
  }

  private static TitleDelta met(
      FoldContext context, OpenRevision revision, Piece.Title title, int runs) {
    RunsByTitle crashes = revision.runs().crashes();
    boolean titleKnown = metBefore(revision, title, false) || crashes.of(title.number()) > 0;
    boolean typeKnown =
        titleKnown || metBefore(revision, title, true) || hasKin(context, crashes, title);
    boolean foreign = !titleKnown && foreign(context, title);
    return new TitleDelta(
        title.text(), title.type(), runs, typeKnown ? 0 : 1, titleKnown ? 0 : 1, foreign ? 1 : 0);
  }

  static boolean foreign(FoldContext context, Piece.Title title) {
    TitleSet own = context.verdicts.known().own();
    return !own.isEmpty() && !own.has(title.number());
  }

  private static boolean metBefore(OpenRevision revision, Piece.Title title, boolean type) {
    Piece.SeenCrashes met = revision.opening().met();
    return met != null && (type ? met.types().has(title.kin()) : met.titles().has(title.number()));
  }

  private static boolean hasKin(FoldContext context, RunsByTitle crashes, Piece.Title title) {
    for (int number : crashes.titles()) {
      if (context.titles.get(number, context.archive).kin() == title.kin()) {
        return true;
      }
    }
    return false;
  }

  private static void counted(
      FoldContext context,
      OpenRevision revision,
      CrashDelta.Tests tests,
      CrashDelta.RunDelta runs,
      List<TitleDelta> titles) {
    OpenRevision.Opening opening = revision.opening();
    if (!opening.kept()) {
      return; // what is not kept cannot be taken back
    }
    context.found(
        new Finding.CrashesCounted(
            opening.commit(),
            new CrashDelta(
                opening.title(), tests, runs, titles, CrashDelta.Observed.at(context.at))));
  }

  /**
   * Takes back the runs after a gap, also in what was counted: no line says that they are this
   * revision's.
   */
  static OpenRevision withoutDoubtfulRuns(FoldContext context, OpenRevision revision) {
    OpenRevision.BeforeGap certain = revision.beforeGap();
    if (certain == null) {
      return revision;
    }
    takesBack(context, revision, certain.runs());
    return revision.with(certain.runs()).with(certain.messages());
  }

  /** Undoes the doubling of summer 2023, also in what was counted. */
  static OpenRevision corrected(FoldContext context, OpenRevision revision) {
    if (!doubled(context, revision.runs())) {
      return revision;
    }
    Runs real = revision.runs().undoubled();
    takesBack(context, revision, real);
    return revision.with(real);
  }

  /** Counts what the runs of a revision really are, where more was counted. */
  private static void takesBack(FoldContext context, OpenRevision revision, Runs real) {
    RunsByTitle crashes = revision.runs().crashes();
    List<TitleDelta> deltas = new ArrayList<>();
    TitleSet types = TitleSet.EMPTY;
    for (int number : crashes.titles()) {
      int fewer = crashes.of(number) - real.crashes().of(number);
      if (fewer == 0) {
        continue;
      }
      Piece.Title title = context.titles.get(number, context.archive);
      boolean gone = real.crashes().of(number) == 0 && !metBefore(revision, title, false);
      boolean typeGone =
          gone
              && !metBefore(revision, title, true)
              && !hasKin(context, real.crashes(), title)
              && !types.has(title.kin());
      types = typeGone ? types.with(title.kin()) : types;
      deltas.add(
          new TitleDelta(
              title.text(),
              title.type(),
              -fewer,
              typeGone ? -1 : 0,
              gone ? -1 : 0,
              gone && foreign(context, title) ? -1 : 0));
    }
    Revision.RunCounts more = revision.runs().counts();
    Revision.RunCounts left = real.counts();
    counted(
        context,
        revision,
        CrashDelta.Tests.NONE,
        new CrashDelta.RunDelta(
            left.crashed() - more.crashed(),
            left.ok() - more.ok(),
            inconclusive(left) - inconclusive(more),
            0),
        List.copyOf(deltas));
  }

  private static int inconclusive(Revision.RunCounts counts) {
    return counts.total() - counts.crashed() - counts.ok();
  }

  /**
   * Whether each crash was logged twice. Twice the crashes make more entries than runs were meant
   * to be; with a smaller pool of machines only the date tells.
   */
  private static boolean doubled(FoldContext context, Runs runs) {
    if (!runs.doubled() || !context.verdicts.era().mayDouble() || runs.estimated()) {
      return false;
    }
    int intended = context.verdicts.intendedRuns();
    Long clock = context.header.clock();
    boolean dated = clock != null && Era.at(clock).doubled();
    return runs.total() > intended || (dated && runs.total() < intended);
  }

  private RunCounting() {}
}
