package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.RecordCopy;
import firstbad.bisection.TreeSize;
import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.EndedBy;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.made.HostileLog;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.Receipt;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Order, repetition, gaps, silence and hostile text. */
class FoldTest {
  private final Analysis.Reader reader = new Analysis.Reader("job-1");

  private FoldResult line(long number, String text) {
    return reader.read(new Input.Line(number, text, Map.of(), number));
  }

  private Bisection end(long number) {
    reader.read(new Input.End(number, Map.of(), number));
    return head();
  }

  private Bisection head() {
    return Objects.requireNonNull(reader.analysis().bisection());
  }

  @Test
  void readsALineOnlyOnce() {
    line(1, "bisecting cause commit starting from HEAD");
    BisectionState before = reader.state();
    FoldResult again = line(1, "bisecting cause commit starting from HEAD");
    assertThat(again.receipt()).isEqualTo(Receipt.DUPLICATE);
    assertThat(again.findings()).isEmpty();
    assertThat(reader.state().progress()).isEqualTo(before.progress());
    assertThat(end(2).lines().duplicate()).isEqualTo(1);
  }

  @Test
  void aLogOfItsEndAloneIsAsOldAsThat() {
    Bisection head = end(1_600_000);

    assertThat(head.startedAt()).isEqualTo(1_600_000);
    assertThat(head.lastLineAt()).isEqualTo(1_600_000);
  }

  @Test
  void expectsAnEndAtThePaceOfTheLinesUnlessTheyAllCameAtOnce() {
    assertThat(expectedEnd(60_000)).isGreaterThan(60 * 60_000L);
    assertThat(expectedEnd(1)).isNull();
  }

  private static @Nullable Long expectedEnd(long millisPerLine) {
    Analysis.Reader half = new Analysis.Reader("half");
    List<String> log = Logs.hidrawRelease();
    for (int number = 1; number <= 60; number++) {
      half.read(new Input.Line(number, log.get(number - 1), Map.of(), number * millisPerLine));
    }
    return Objects.requireNonNull(half.head()).expectedEndAt();
  }

  @Test
  void saysHowMuchMachineTimeIsAtStakeOnceTheSearchHasLeftTheBug() {
    List<String> log = Logs.hidrawRelease();
    int number = 0;
    while (number < 50) {
      reader.read(new Input.Line(++number, log.get(number - 1), Map.of(), number * 60_000L));
    }
    assertThat(head().atStakeMs()).isNull();
    while (number < 150) {
      reader.read(new Input.Line(++number, log.get(number - 1), Map.of(), number * 60_000L));
    }
    Bisection running = head();
    int tested = running.revisions().tested();
    int steps = Objects.requireNonNull(Objects.requireNonNull(running.range()).stepsLeft());
    long mean = (running.lastLineAt() - 60_000) / tested;
    assertThat(running.atStakeMs()).isPositive().isEqualTo(mean * (tested - 5 + steps + 1));
    while (number < log.size()) {
      reader.read(new Input.Line(++number, log.get(number - 1), Map.of(), number * 60_000L));
    }
    Bisection ended = end(number + 1);
    assertThat(ended.totalTimeMs()).isEqualTo(10_658_974);
    assertThat(ended.atStakeMs()).isEqualTo(10_658_974 / 16 * 11);
  }

  @Test
  void tellsLateLinesFromRepeatedOnes() {
    line(1, "bisecting cause commit starting from HEAD");
    line(5, "building syzkaller on HEAD");
    assertThat(line(3, "anything").receipt()).isEqualTo(Receipt.LATE);
    assertThat(line(5, "building syzkaller on HEAD").receipt()).isEqualTo(Receipt.DUPLICATE);
    Bisection.LineCounts lines = end(6).lines();
    assertThat(lines.missing()).isEqualTo(3);
    assertThat(lines.late()).isEqualTo(1);
    assertThat(lines.read()).isEqualTo(2);
  }

  @Test
  void reportsTwoLogsUnderOneIdOnce() {
    line(1, "bisecting cause commit starting from HEAD");
    FoldResult first = line(1, "bisecting fixing commit since HEAD");
    assertThat(first.receipt()).isEqualTo(Receipt.CONFLICT);
    assertThat(first.findings()).hasSize(2).first().isInstanceOf(Finding.AlertRaised.class);
    assertThat(first.findings()).last().isInstanceOf(Finding.HeadChanged.class);
    FoldResult second = line(1, "something else");
    assertThat(second.receipt()).isEqualTo(Receipt.CONFLICT);
    assertThat(second.findings()).isEmpty();
    assertThat(end(2).lines().conflict()).isEqualTo(2);
    assertThat(head().kind()).isEqualTo(Kind.CAUSE);
  }

  @Test
  void reportsASecondHeaderOnceAndLosesNothing() {
    line(1, "bisecting cause commit starting from " + hash('1'));
    line(2, "building syzkaller on " + hash('2'));
    line(3, "bisecting fixing commit since " + hash('3'));
    line(4, "bisecting fixing commit since " + hash('3'));
    line(5, "testing commit " + hash('3'));
    Bisection head = end(6);
    assertThat(reader.analysis().alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.kind()).isEqualTo(Alert.Kind.CONFLICT));
    assertThat(head.kind()).isEqualTo(Kind.CAUSE);
    assertThat(head.lines().read()).isEqualTo(4);
    assertThat(head.lines().conflict()).isEqualTo(1);
    assertThat(reader.analysis().revisions()).isEmpty();
  }

  @Test
  void seesASecondHeaderInsideAReportOnlyAsAPair() {
    concluded(1);
    line(7, "crash: WARNING in foo");
    line(8, "bisecting cause commit starting from " + hash('1'));
    line(9, "but not really");
    assertThat(reader.analysis().alerts()).isEmpty();
    line(10, "bisecting cause commit starting from " + hash('1'));
    line(11, "building syzkaller on " + hash('2'));
    assertThat(reader.analysis().alerts()).hasSize(1);
  }

  @Test
  void keepsTheFirstValueOfALabelFromAnyRecord() {
    reader.read(
        new Input.Line(1, "bisecting cause commit starting from HEAD", Map.of("a", "1"), 0));
    reader.read(
        new Input.Line(1, "bisecting cause commit starting from HEAD", Map.of("b", "2"), 0));
    reader.read(new Input.End(2, Map.of("a", "9", "c", "3"), 0));
    assertThat(head().labels()).isEqualTo(Map.of("a", "1", "b", "2", "c", "3"));
  }

  /** Six lines from a header to a culprit. */
  private void concluded(long from) {
    line(from, "bisecting cause commit starting from " + hash('1'));
    line(from + 1, "testing commit " + hash('1'));
    line(from + 2, "all runs: crashed: WARNING in foo");
    line(from + 3, hash('1') + " is the first bad commit");
    line(from + 4, "revisions tested: 1, total time: 2h0m0s (build: 1h0m0s, test: 30m0s)");
    line(from + 5, "first bad commit: " + hash('1') + " foo: break it");
  }

  @Test
  void namesTheCulpritOnceAtTheEnd() {
    concluded(1);
    assertThat(reader.analysis().culprit()).isNull();
    FoldResult end = reader.read(new Input.End(7, Map.of(), 99));
    assertThat(end.findings())
        .anySatisfy(finding -> assertThat(finding).isInstanceOf(Finding.CulpritNamed.class));
    assertThat(reader.read(new Input.End(7, Map.of(), 100)).receipt()).isEqualTo(Receipt.DUPLICATE);
    FoldResult beyond = line(7, "recipients (to): []");
    assertThat(reader.state().ended()).isFalse();
    assertThat(beyond.findings()).hasSize(1);
    assertThat(reader.read(new Input.End(8, Map.of(), 101)).findings())
        .noneSatisfy(finding -> assertThat(finding).isInstanceOf(Finding.CulpritNamed.class));
    assertThat(reader.state().ended()).isTrue();
  }

  @Test
  void settlesAfterTheTrailerButNotOnGitsOwnWord() {
    line(1, "bisecting cause commit starting from " + hash('1'));
    line(2, hash('1') + " is the first bad commit");
    assertThat(Silences.awaited(reader.state()))
        .containsExactly(Input.Silence.STALLED, Input.Silence.BROKEN_OFF);
    line(3, "revisions tested: 1, total time: 2h0m0s (build: 1h0m0s, test: 30m0s)");
    assertThat(Silences.awaited(reader.state())).doesNotContain(Input.Silence.SETTLED);
    line(4, "first bad commit: " + hash('1') + " foo: break it");
    assertThat(Silences.awaited(reader.state())).startsWith(Input.Silence.SETTLED);
    reader.read(new Input.Silent(Input.Silence.SETTLED, 50));
    CulpritFound culprit = Objects.requireNonNull(reader.analysis().culprit());
    assertThat(culprit.endedBy()).isEqualTo(EndedBy.SILENCE);
    assertThat(Silences.awaited(reader.state())).isEmpty();
  }

  @Test
  void goesOnAfterSilenceAsIfNothingHadBeen() {
    line(1, "bisecting cause commit starting from " + hash('1'));
    line(2, "testing commit " + hash('1'));
    line(3, "run #0: crashed: WARNING in foo");
    reader.read(new Input.Silent(Input.Silence.STALLED, 50));
    assertThat(Silences.awaited(reader.state())).containsExactly(Input.Silence.BROKEN_OFF);
    reader.read(new Input.Silent(Input.Silence.BROKEN_OFF, 60));
    assertThat(head().outcome()).isEqualTo(Outcome.BROKEN_OFF);
    assertThat(reader.read(new Input.Silent(Input.Silence.BROKEN_OFF, 61)).findings()).isEmpty();
    line(4, "run #1: crashed: WARNING in foo");
    assertThat(head().outcome()).isEqualTo(Outcome.RUNNING);
    end(5);
    assertThat(reader.analysis().revisions().get(0).runs().crashed()).isEqualTo(2);
    assertThat(reader.analysis().alerts()).hasSize(1);
  }

  @Test
  void staysSmallWhateverTheLogSays() {
    List<String> log = HostileLog.atEveryCap();
    int largest = 0;
    long number = 0;
    for (String text : log) {
      line(++number, text);
      if (number % 5 == 0) {
        largest = Math.max(largest, TreeSize.of(reader.state()));
      }
    }
    Bisection head = end(number + 1);
    assertThat(largest).isLessThan(8 * 1024);
    assertThat(TreeSize.of(withoutReport(head))).isLessThan(16 * 1024);
    assertThat(TreeSize.of(Objects.requireNonNull(reader.analysis().culprit())))
        .isLessThan(900_000);
    assertThat(head.truncations()).hasSizeGreaterThan(6);
    assertThat(Utf8.length(Objects.requireNonNull(head.report())))
        .isBetween(Caps.REPORT_BYTES, Caps.REPORT_BYTES + 100);
  }

  private static Bisection withoutReport(Bisection head) {
    return RecordCopy.of(head, Collections.singletonMap("report", null));
  }
}
