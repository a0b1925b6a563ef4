package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.fold.FoldResult;
import firstbad.bisection.fold.Input;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.MapArchive;
import firstbad.bisection.state.Receipt;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds for every log: made-up ones by seed, and the golden ones. */
class PropertiesTest {
  private static final int LOGS = 60;

  @Test
  void linesThatComeTwiceChangeNothing() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          Reading twice = new Reading();
          for (int number = 1; number <= lines.size(); number++) {
            twice.line(lines, number).line(lines, number);
          }
          twice.end(lines).end(lines);
          assertThat(Reading.settled(twice.analysis())).isEqualTo(Reading.settled(once));
        });
  }

  @Test
  void aLogThatComesTwiceChangesNothing() {
    everyLog(
        lines -> {
          Reading twice = new Reading();
          twice.lines(lines, 1, lines.size()).end(lines);
          Analysis once = twice.analysis();
          int before = twice.findings().size();
          twice.lines(lines, 1, lines.size()).end(lines);
          assertThat(twice.analysis()).isEqualTo(once);
          assertThat(twice.findings().subList(before, twice.findings().size())).isEmpty();
          assertThat(twice.receipts().subList(lines.size() + 1, twice.receipts().size()))
              .containsOnly(Receipt.DUPLICATE);
        });
  }

  @Test
  void beginningAgainAnywhereGivesTheSameEnd() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          for (int stop = 1; stop <= lines.size(); stop += 1 + lines.size() / 5) {
            Reading again = new Reading();
            again.lines(lines, 1, stop);
            again.lines(lines, Math.max(1, stop - 20), lines.size()).end(lines);
            assertThat(Reading.settled(again.analysis())).isEqualTo(Reading.settled(once));
          }
        });
  }

  @Test
  void anEndThatComesTooEarlyChangesNothing() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          for (int stop = 1; stop < lines.size(); stop += 1 + lines.size() / 9) {
            Reading again = new Reading();
            again.lines(lines, 1, stop).end(lines.subList(0, stop));
            again.lines(lines, 1, lines.size()).end(lines);
            assertSame(again.analysis(), once, stop);
          }
        });
  }

  @Test
  void aLastLineWithoutALineFeedIsReadAsAnyOther() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          Reading reading = new Reading();
          int last = lines.size();
          reading.lines(lines, 1, last - 1).read(unfinished(lines, last, 1)).end(lines);
          assertSame(reading.analysis(), once, last);
          assertThat(reading.analysis().culprit()).isEqualTo(once.culprit());
          reading.read(unfinished(lines, last, 1)).end(lines);
          assertSame(reading.analysis(), once, last);
        });
  }

  @Test
  void aLogThatWasCutInALineIsCompletedByTheWhole() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          for (int cut = 1; cut < lines.size(); cut += 1 + lines.size() / 9) {
            Reading again = new Reading();
            again.lines(lines, 1, cut - 1).read(unfinished(lines, cut, 0.5));
            again.end(lines.subList(0, cut));
            again.lines(lines, 1, lines.size()).end(lines);
            assertSame(again.analysis(), once, cut);
          }
        });
  }

  /** What is cut may be a character, or what stands in front of a line and is taken off later. */
  @Test
  void aLogThatWasCutInsideACharacterOrAPrefixIsCompletedByTheWhole() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          for (int cut = 9; cut < lines.size(); cut += 1 + lines.size() / 5) {
            for (String half :
                List.of(half(lines.get(cut - 1), 0.5) + "\uFFFD", "2026-11-30T10:", "\u001b[")) {
              Reading again = new Reading();
              again.lines(lines, 1, cut - 1);
              again.read(new Input.Line(cut, half, Map.of(), 0, Input.NO_RUN, true));
              again.end(lines.subList(0, cut));
              again.lines(lines, 1, lines.size()).end(lines);
              assertSame(again.analysis(), once, cut);
            }
          }
        });
  }

  /** Alerts cannot be taken back. */
  @Test
  void halfALineRaisesNoAlertThatTheWholeDoesNotRaise() {
    everyLog(
        lines -> {
          Set<Alert.Kind> expected = kinds(new Reading().lines(lines, 1, lines.size()).end(lines));
          for (int cut = 1; cut < lines.size(); cut += 1 + lines.size() / 20) {
            Reading again = new Reading();
            again.lines(lines, 1, cut - 1).read(unfinished(lines, cut, 0.8));
            again.end(lines.subList(0, cut));
            again.lines(lines, 1, lines.size()).end(lines);
            assertThat(expected).as("cut in line %d", cut).containsAll(kinds(again));
          }
        });
  }

  private static Set<Alert.Kind> kinds(Reading reading) {
    return reading.findings().stream()
        .filter(Finding.AlertRaised.class::isInstance)
        .map(each -> ((Finding.AlertRaised) each).alert().kind())
        .collect(Collectors.toSet());
  }

  /** Who sends the lines after it says that a line was whole. */
  @Test
  void aLineWithoutALineFeedIsWholeWhereTheLogGoesOnBehindIt() {
    everyLog(
        lines -> {
          Analysis once = Analysis.of("made", lines);
          for (int cut = 1; cut < lines.size(); cut += 1 + lines.size() / 9) {
            Reading again = new Reading();
            again.lines(lines, 1, cut - 1).read(unfinished(lines, cut, 1));
            again.lines(lines, cut + 1, lines.size()).end(lines);
            assertSame(again.analysis(), once, cut);
          }
        });
  }

  /** The beginning of a line, where its text ends without a line feed. */
  private static Input unfinished(List<String> lines, int number, double share) {
    String part = half(lines.get(number - 1), share);
    return new Input.Line(number, part, Map.of(), 0, Input.NO_RUN, true);
  }

  private static String half(String line, double share) {
    return line.substring(0, (int) Math.round(line.length() * share));
  }

  /** Alerts, and what was said of commits, stay said. */
  private static void assertSame(Analysis analysis, Analysis expected, int stop) {
    Analysis settled = Reading.settled(analysis);
    Analysis once = Reading.settled(expected);
    assertThat(settled.bisection()).as("cut after line %d", stop).isEqualTo(once.bisection());
    assertThat(settled.revisions()).as("cut after line %d", stop).isEqualTo(once.revisions());
    assertThat(settled.crashCounts()).as("cut after line %d", stop).isEqualTo(once.crashCounts());
    assertThat(RecordCopy.of(Objects.requireNonNull(settled.assessment()), Map.of("version", 0)))
        .as("cut after line %d", stop)
        .isEqualTo(RecordCopy.of(Objects.requireNonNull(once.assessment()), Map.of("version", 0)));
  }

  @Test
  void theStateBeforeALineIsLeftAsItWas() {
    everyLog(
        lines -> {
          Reading reading = new Reading();
          for (int number = 1; number <= lines.size(); number++) {
            BisectionState before = reading.state();
            int hash = before.hashCode();
            reading.line(lines, number);
            assertThat(before.hashCode()).isEqualTo(hash);
          }
        });
  }

  @Test
  void anEndInTheMiddleAndMoreLinesAfterItGiveTheSameRevisionsAndCounts() {
    everyLog(
        lines -> {
          int stop = lines.size() / 2 + 1;
          if (stop > lines.size()) {
            return;
          }
          Analysis once = Analysis.of("made", lines);
          Reading broken = new Reading();
          broken.lines(lines, 1, stop);
          broken.read(new Input.Silent(Input.Silence.BROKEN_OFF, 0));
          broken.lines(lines, stop + 1, lines.size()).end(lines);
          assertThat(broken.analysis().revisions()).isEqualTo(once.revisions());
          assertThat(broken.analysis().crashCounts()).isEqualTo(once.crashCounts());
          assertThat(Objects.requireNonNull(broken.analysis().bisection()).outcome())
              .isEqualTo(Objects.requireNonNull(once.bisection()).outcome());
        });
  }

  @Test
  void aClosedRevisionIsNeverTakenBack() {
    everyLog(
        lines -> {
          Reading reading = new Reading();
          reading.lines(lines, 1, lines.size()).end(lines);
          Map<Integer, Revision> closed = new HashMap<>();
          int highest = 0;
          for (Finding finding : reading.findings()) {
            if (finding instanceof Finding.RevisionChanged changed) {
              Revision revision = changed.revision();
              assertThat(closed).doesNotContainKey(revision.ordinal());
              assertThat(revision.ordinal()).isBetween(highest, highest + 1);
              highest = revision.ordinal();
              if (!revision.open()) {
                closed.put(revision.ordinal(), revision);
              }
            }
          }
        });
  }

  @Test
  void aCulpritIsNamedOnceAndOnlyAtTheEnd() {
    everyLog(
        lines -> {
          Reading reading = new Reading();
          reading.lines(lines, 1, lines.size());
          assertThat(reading.findings()).noneMatch(Finding.CulpritNamed.class::isInstance);
          reading.end(lines);
          long named =
              reading.findings().stream().filter(Finding.CulpritNamed.class::isInstance).count();
          Outcome outcome = Objects.requireNonNull(reading.analysis().bisection()).outcome();
          assertThat(named).isEqualTo(outcome == Outcome.CULPRIT_FOUND ? 1 : 0);
        });
  }

  @Test
  void headsAreNumberedWithoutAGapAndEndOnce() {
    everyLog(
        lines -> {
          Reading reading = new Reading();
          reading.lines(lines, 1, lines.size()).end(lines);
          int version = 0;
          for (Finding finding : reading.findings()) {
            if (finding instanceof Finding.HeadChanged changed) {
              version++;
              assertThat(changed.version()).isEqualTo(version);
            }
          }
          Bisection last = Objects.requireNonNull(reading.analysis().bisection());
          assertThat(last.outcome()).isNotIn(Outcome.UNKNOWN, Outcome.RUNNING);
          assertThat(last.progress()).isEqualTo(1.0);
          assertThat(last.lines().read()).isEqualTo(lines.size());
        });
  }

  @Test
  void aHeadComposedAnyTimeBeforeTheNextOneIsTheOneComposedAtOnce() {
    everyLog(
        lines -> {
          Map<String, Archive.Piece> pieces = new HashMap<>();
          Archive archive = new MapArchive(pieces);
          BisectionState state = BisectionState.of("made");
          BisectionState changed = null;
          Bisection atOnce = null;
          for (int number = 1; number <= lines.size() + 1; number++) {
            Map<String, String> labels =
                number % 7 == 1 ? Map.of("label-" + number, "x") : Map.of();
            Input input =
                number > lines.size()
                    ? new Input.End(number, labels, number)
                    : new Input.Line(number, lines.get(number - 1), labels, number);
            Map<String, Archive.Piece> before = new HashMap<>(pieces);
            FoldResult result = Fold.SHIPPED.apply(state, input, archive);
            state = result.next();
            if (result.findings().stream().anyMatch(Finding.HeadChanged.class::isInstance)) {
              if (changed != null) {
                assertThat(Fold.SHIPPED.head(changed, new MapArchive(before))).isEqualTo(atOnce);
              }
              changed = state;
              atOnce = Fold.SHIPPED.head(state, archive);
              assertThat(atOnce.progress()).isBetween(0.0, 1.0);
            }
          }
          assertThat(atOnce).isNotNull();
        });
  }

  @Test
  void whatIsCountedIsTheSumOfTheRevisions() {
    everyLog(
        lines -> {
          Analysis analysis = Analysis.of("made", lines);
          Map<String, int[]> sums = new HashMap<>();
          for (Revision revision : analysis.revisions()) {
            int[] sum = sums.computeIfAbsent(revision.commit(), commit -> new int[3]);
            sum[0] += revision.runs().crashed();
            sum[1] += revision.runs().ok();
            sum[2] += revision.runs().total() - revision.runs().crashed() - revision.runs().ok();
          }
          analysis
              .crashCounts()
              .forEach(
                  (commit, counts) ->
                      assertThat(
                              new int[] {
                                counts.runs().crashed(),
                                counts.runs().ok(),
                                counts.runs().inconclusive()
                              })
                          .isEqualTo(sums.get(commit)));
        });
  }

  private static void everyLog(Consumer<List<String>> holds) {
    Stream<List<String>> made = MadeLogs.made(5000, LOGS).map(MadeLog::lines);
    Stream<List<String>> golden =
        Stream.of(GoldenLog.all(), GoldenLog.ofGit()).flatMap(List::stream).map(GoldenLog::lines);
    Stream.concat(made, golden)
        .filter(lines -> !lines.isEmpty())
        .forEach(
            lines -> {
              try {
                holds.accept(lines);
              } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("in the log\n" + String.join("\n", lines), e);
              }
            });
  }
}
