package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Cut;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.LogHeader;
import firstbad.bisection.state.ReadPosition;
import firstbad.bisection.state.RunsByTitle;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.state.VerdictState;
import firstbad.bisection.trust.judgement.Judgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Composes the head of a bisection from its parts. */
final class HeadComposer {

  /** How many of the bug's titles a head shows; with those of 500 bytes still half of its size. */
  static final int BUG_TITLES = 10;

  /** Revisions that a search takes before git has said how many steps are left. */
  private static final int USUAL_REVISIONS = 16;

  /** A log whose lines came faster was sent when its tests had been done: that says nothing. */
  private static final long QUICKEST_REVISION_MS = 1000;

  private static final Comparator<TitleCount> MOST_FREQUENT =
      Comparator.comparingInt(TitleCount::runs).reversed().thenComparing(TitleCount::title);

  /** Long, since a head has that many parts and each is named once. */
  static Bisection of(FoldContext context) {
    LogHeader start = context.header;
    LogEnding ending = context.ending;
    LogEnding.Trailer trailer = ending.trailer();
    LogEnding.Sentence sentence = ending.sentence();
    boolean ended = context.life.end().by() != null;
    Outcome outcome = ended ? outcome(context) : Outcome.RUNNING;
    // Git's list may hold one hash, and then the log names a culprit.
    int left = sentence != null && sentence.commit() != null ? 0 : ending.candidates();
    boolean error = context.mode.isError();
    boolean report = showsReport(context);
    return new Bisection(
        context.id,
        context.life.version(),
        start.kind(),
        tool(context),
        labels(context),
        outcome,
        ended && sentence != null ? sentence.text() : null,
        error ? error(context) : null,
        ListedWords.of(context, "candidate/", Math.min(left, Caps.CANDIDATES)),
        left,
        context.life.end().by(),
        start.host(),
        start.fuzzer(),
        start.requested(),
        start.commit(),
        start.start().title(),
        bugTitles(context),
        range(context),
        verdicts(context.verdicts.closed().verdicts()),
        trailer == null ? null : trailer.revisions(),
        ended ? 1 : progress(context),
        ended ? null : expectedEnd(context),
        atStake(context, ended),
        start.clock() == null ? orEnd(context, start.firstAt()) : start.clock(),
        orEnd(context, context.position.at()),
        context.life.end().at(),
        trailer == null ? null : trailer.total(),
        trailer == null ? null : trailer.build(),
        trailer == null ? null : trailer.test(),
        lines(context.position),
        context.verdicts.flaky(),
        ending.chances().reproduction(),
        ending.chances().error(),
        confidence(context),
        sentence == null ? null : sentence.commit(),
        context.culpritTitle(),
        ending.crashTitle(),
        report && context.text != null ? context.text.read(context.archive) : null,
        context.git.commit(),
        context.gitTitle(),
        Remarks.of(context),
        unknownLines(context),
        context.life.cuts().isEmpty()
            ? List.of()
            : context.life.cuts().stream().map(Cut::sentence).toList());
  }

  /** A log may consist of its end alone. */
  private static long orEnd(FoldContext context, long at) {
    Long end = context.life.end().at();
    return at == 0 && end != null ? end : at;
  }

  /** What a head that is due does not show whole. */
  static void cuts(FoldContext context) {
    boolean error = context.mode.isError();
    if ((error || showsReport(context)) && context.text != null && context.text.cut()) {
      context.cut(error ? Cut.ERROR : Cut.REPORT);
    }
  }

  /** The fuzzer's estimate, which is one of runs. */
  private static @Nullable Double confidence(FoldContext context) {
    Double known = context.verdicts.estimate().confidence();
    boolean words = context.header.tool() == Tool.GIT && context.verdicts.closed().built() == 0;
    return known == null || words ? null : Double.valueOf(rounded(known));
  }

  /** Whose words the log is in. */
  static Tool tool(FoldContext context) {
    boolean fuzzed = !context.header.missing() || context.verdicts.opened() > 0;
    return context.header.tool() == Tool.UNKNOWN && fuzzed ? Tool.SYZKALLER : context.header.tool();
  }

  private static boolean showsReport(FoldContext context) {
    return context.life.end().by() != null && context.mode.isReport();
  }

  private static Outcome outcome(FoldContext context) {
    return LogAnomalies.isBisection(context) ? context.ending.outcome() : Outcome.NOT_A_BISECTION;
  }

  private static List<Bisection.UnknownLine> unknownLines(FoldContext context) {
    long lines = context.position.oddities().unknown().lines();
    List<Bisection.UnknownLine> shown = new ArrayList<>();
    for (int i = 0; i < Math.min(lines, Caps.UNKNOWN_LINES); i++) {
      if (context.archive.get("unknown/" + i) instanceof Piece.Line line) {
        shown.add(new Bisection.UnknownLine(line.number(), line.text()));
      }
    }
    return List.copyOf(shown);
  }

  static Map<String, String> labels(FoldContext context) {
    if (context.header.labels().count() == 0) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    BoundedLists.labels(context).forEach(label -> labels.put(label.key(), label.value()));
    return java.util.Collections.unmodifiableMap(labels);
  }

  /** What was found; alerts have labels and titles of their bug, so that they can be chosen. */
  static List<Finding> labelled(FoldContext context) {
    List<Finding> found = context.findings();
    for (Finding each : found) {
      if (each instanceof Finding.AlertRaised) {
        return found.stream().map(one -> labelled(one, context)).toList();
      }
    }
    return found;
  }

  private static Finding labelled(Finding found, FoldContext context) {
    return found instanceof Finding.AlertRaised raised
        ? new Finding.AlertRaised(raised.alert().with(labels(context), bugTitles(context)))
        : found;
  }

  static List<TitleCount> bugTitles(FoldContext context) {
    return counts(context.verdicts.known().bug(), context);
  }

  /** Tallies with their titles, most frequent first, then by name. */
  static List<TitleCount> counts(RunsByTitle tallies, FoldContext context) {
    if (tallies.size() == 0) {
      return List.of();
    }
    List<TitleCount> counts = new ArrayList<>(tallies.size());
    for (int i = 0; i < tallies.size(); i++) {
      Piece.Title title = context.titles.get(tallies.titles().get(i), context.archive);
      counts.add(new TitleCount(title.text(), title.type(), tallies.runs().get(i)));
    }
    if (counts.size() > 1) {
      counts.sort(MOST_FREQUENT);
    }
    return List.copyOf(counts);
  }

  /** The error with which the log ends; blank lines behind it are none of it. */
  private static @Nullable String error(FoldContext context) {
    String text = context.text == null ? null : context.text.read(context.archive);
    return text == null ? null : text.stripTrailing();
  }

  private static Bisection.@Nullable Range range(FoldContext context) {
    SearchState.Span span = context.search.ends().open();
    if (span == null) {
      return null;
    }
    boolean fix = context.header.kind() == Kind.FIX;
    SearchState.Left left = context.search.left();
    return new Bisection.Range(
        fix ? span.good() : span.bad(),
        fix ? span.bad() : span.good(),
        span.bad(),
        span.good(),
        left == null ? null : left.revisions(),
        left == null ? null : left.steps());
  }

  private static Bisection.VerdictCounts verdicts(VerdictState.Verdicts closed) {
    return new Bisection.VerdictCounts(closed.tested(), closed.good(), closed.bad(), closed.skip());
  }

  private static Bisection.LineCounts lines(ReadPosition position) {
    ReadPosition.Oddities oddities = position.oddities();
    return new Bisection.LineCounts(
        position.read(),
        oddities.counts().duplicate(),
        oddities.counts().late(),
        oddities.counts().conflict(),
        oddities.gaps().missing(),
        position.text(),
        oddities.unknown().lines(),
        oddities.unknown().first());
  }

  private static double progress(FoldContext context) {
    int tested = context.verdicts.closed().verdicts().tested();
    return tested == 0 ? 0 : rounded((double) tested / (tested + remaining(context)));
  }

  private static @Nullable Long expectedEnd(FoldContext context) {
    int tested = context.verdicts.closed().verdicts().tested();
    long pace = tested == 0 ? 0 : elapsed(context) / tested;
    return pace < QUICKEST_REVISION_MS
        ? null
        : (Long) (context.position.at() + pace * remaining(context));
  }

  /** From the first line to the newest one, as they were observed. */
  private static long elapsed(FoldContext context) {
    return context.position.at() - context.header.firstAt();
  }

  /**
   * A log that was published as a whole says itself how long it took. Nothing is at stake once the
   * bug came back.
   */
  private static @Nullable Long atStake(FoldContext context, boolean ended) {
    Judgement.Blame derailed = context.assessor.misled(context.trust.evidence());
    int tested = context.verdicts.closed().verdicts().tested();
    if (derailed == null || tested == 0) {
      return null;
    }
    LogEnding.Trailer trailer = context.ending.trailer();
    long took = trailer == null || trailer.total() == null ? elapsed(context) : trailer.total();
    int since = Math.max(0, tested - derailed.ordinal());
    return Math.max(0, took) / tested * (since + (ended ? 0 : remaining(context)));
  }

  /** Revisions still to be tested, the open one included; at least one, since it runs. */
  private static int remaining(FoldContext context) {
    SearchState.Left left = context.search.left();
    return switch (context.search.phase()) {
      case GIT -> left == null ? USUAL_REVISIONS : left.steps() + 1;
      case CONCLUDED, OUTCOME -> 1;
      case HEADER, REPRODUCTION, CONFIG, RANGE ->
          Math.max(4, USUAL_REVISIONS - context.verdicts.closed().verdicts().tested());
    };
  }

  static double rounded(double value) {
    return StrictMath.rint(value * 1e6) / 1e6;
  }

  private HeadComposer() {}
}
