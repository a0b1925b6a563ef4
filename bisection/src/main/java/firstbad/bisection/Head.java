package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Composes the head of a bisection from its parts. */
final class Head {

  /** How many of the bug's titles a head shows; with those of 500 bytes still half of its size. */
  static final int BUG_TITLES = 10;

  /** Revisions that a search takes before git has said how many steps are left. */
  private static final int USUAL_REVISIONS = 16;

  private static final Comparator<TitleCount> MOST_FREQUENT =
      Comparator.comparingInt(TitleCount::runs).reversed().thenComparing(TitleCount::title);

  static Bisection of(Turn turn) {
    Start start = turn.start;
    Ending ending = turn.ending;
    Ending.Trailer trailer = ending.trailer();
    Ending.Sentence sentence = ending.sentence();
    boolean ended = turn.life.endedBy() != null;
    Outcome outcome = ended ? ending.outcome() : Outcome.RUNNING;
    // Git's list may hold one hash, and then the log names a culprit.
    int left = sentence != null && sentence.commit() != null ? 0 : ending.candidates();
    boolean error = turn.mode == Mode.ERROR;
    boolean report = ended && (turn.mode == Mode.REPORT || turn.mode == Mode.REPORT_AT_HEADER);
    if ((error || report) && turn.scroll != null && turn.scroll.cut()) {
      turn.cut(error ? Cut.ERROR : Cut.REPORT);
    }
    return new Bisection(
        turn.id,
        turn.life.version(),
        start.kind(),
        labels(turn),
        outcome,
        ended && sentence != null ? sentence.text() : null,
        error && turn.scroll != null ? turn.scroll.read(turn.drawer) : null,
        words(turn, "candidate/", Math.min(left, Caps.CANDIDATES)),
        left,
        turn.life.endedBy(),
        start.host(),
        start.fuzzer(),
        start.requested(),
        start.commit(),
        start.title(),
        bugTitles(turn),
        range(turn),
        new Bisection.VerdictCounts(
            turn.judge.closed().tested(),
            turn.judge.closed().good(),
            turn.judge.closed().bad(),
            turn.judge.closed().skip()),
        trailer == null ? null : trailer.revisions(),
        ended ? 1 : progress(turn),
        ended ? null : expectedEnd(turn),
        start.clock() == null ? start.firstAt() : start.clock(),
        turn.position.at(),
        turn.life.endedAt(),
        trailer == null ? null : trailer.total(),
        trailer == null ? null : trailer.build(),
        trailer == null ? null : trailer.test(),
        lines(turn.position),
        turn.judge.flaky(),
        ending.reproductionChance(),
        ending.errorProbability(),
        turn.judge.estimate().confidence() == null
            ? null
            : Double.valueOf(rounded(turn.judge.estimate().confidence())),
        sentence == null ? null : sentence.commit(),
        sentence == null ? null : sentence.title(),
        ending.crashTitle(),
        report && turn.scroll != null ? turn.scroll.read(turn.drawer) : null,
        turn.life.cuts().isEmpty()
            ? List.of()
            : turn.life.cuts().stream().map(Cut::sentence).toList());
  }

  static Map<String, String> labels(Turn turn) {
    if (turn.start.labels() == 0) {
      return Map.of();
    }
    Map<String, String> labels = new LinkedHashMap<>();
    new Filing(turn).labels().forEach(label -> labels.put(label.key(), label.value()));
    return java.util.Collections.unmodifiableMap(labels);
  }

  static List<TitleCount> bugTitles(Turn turn) {
    return counts(turn.judge.known().bug(), turn);
  }

  /** Tallies with their titles, most frequent first, then by name. */
  static List<TitleCount> counts(Tallies tallies, Turn turn) {
    if (tallies.size() == 0) {
      return List.of();
    }
    List<TitleCount> counts = new ArrayList<>(tallies.size());
    for (int i = 0; i < tallies.size(); i++) {
      Titles.Title title = turn.titles.get(tallies.titles().get(i), turn.drawer);
      counts.add(new TitleCount(title.text(), title.type(), tallies.runs().get(i)));
    }
    if (counts.size() > 1) {
      counts.sort(MOST_FREQUENT);
    }
    return List.copyOf(counts);
  }

  static List<String> words(Turn turn, String prefix, int count) {
    if (count == 0) {
      return List.of();
    }
    List<String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      if (turn.drawer.get(prefix + i) instanceof Piece.Word word) {
        words.add(word.text());
      }
    }
    return List.copyOf(words);
  }

  private static Bisection.@Nullable Range range(Turn turn) {
    Search.Span span = turn.search.range();
    if (span == null) {
      return null;
    }
    boolean fix = turn.start.kind() == Kind.FIX;
    Search.Left left = turn.search.left();
    return new Bisection.Range(
        fix ? span.good() : span.bad(),
        fix ? span.bad() : span.good(),
        span.bad(),
        span.good(),
        left == null ? null : left.revisions(),
        left == null ? null : left.steps());
  }

  private static Bisection.LineCounts lines(Position position) {
    Position.Oddities oddities = position.oddities();
    return new Bisection.LineCounts(
        position.read(),
        oddities.duplicate(),
        oddities.late(),
        oddities.conflict(),
        oddities.missing(),
        oddities.unknown(),
        oddities.firstUnknown());
  }

  private static double progress(Turn turn) {
    int tested = turn.judge.closed().tested();
    return tested == 0 ? 0 : rounded((double) tested / (tested + remaining(turn)));
  }

  private static @Nullable Long expectedEnd(Turn turn) {
    int tested = turn.judge.closed().tested();
    if (tested == 0) {
      return null;
    }
    long pace = (turn.position.at() - turn.start.firstAt()) / tested;
    return turn.position.at() + pace * remaining(turn);
  }

  /** Revisions still to be tested, the open one included; at least one, since it runs. */
  private static int remaining(Turn turn) {
    Search.Left left = turn.search.left();
    return switch (turn.search.phase()) {
      case GIT -> left == null ? USUAL_REVISIONS : left.steps() + 1;
      case CONCLUDED, OUTCOME -> 1;
      case HEADER, REPRODUCTION, CONFIG, RANGE ->
          Math.max(4, USUAL_REVISIONS - turn.judge.closed().tested());
    };
  }

  static double rounded(double value) {
    return StrictMath.rint(value * 1e6) / 1e6;
  }

  private Head() {}
}
