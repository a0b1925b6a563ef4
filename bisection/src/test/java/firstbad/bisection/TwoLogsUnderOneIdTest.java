package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.fold.Input;
import firstbad.bisection.state.ReadPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two logs under one id are never blended: what is applied is the beginning of one of them. */
class TwoLogsUnderOneIdTest {
  private static final long FIRST = 11;
  private static final long SECOND = 22;
  private static final long AGAIN = 33;
  private static final int ORDERS = 40;

  /** Two logs that can be taken for each other for a while. */
  record Pair(List<String> one, List<String> other) {}

  /** Logs of nothing in common, of one header, and such as differ in one early line alone. */
  static List<Named<Pair>> pairs() {
    List<String> seed = Logs.hidrawRelease();
    List<String> late = new ArrayList<>(seed);
    late.set(40, late.get(40) + " ");
    late.set(40, "run #9: crashed: WARNING in another_function");
    List<String> headed = new ArrayList<>(seed.subList(0, 3));
    List<String> golden = golden(0);
    headed.addAll(golden.subList(3, golden.size()));
    return List.of(
        Named.of("nothing in common", new Pair(seed, golden)),
        Named.of("one header", new Pair(seed, headed)),
        Named.of("one line differs", new Pair(seed, late)),
        Named.of("one line differs, the other way", new Pair(late, seed)));
  }

  private static List<String> golden(int index) {
    return GoldenLog.all().stream()
        .map(GoldenLog::lines)
        .filter(lines -> lines.size() > 30)
        .toList()
        .get(index);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneAfterTheOther(Pair pair) {
    for (long[] runs : new long[][] {{FIRST, SECOND}, {Input.NO_RUN, Input.NO_RUN}}) {
      Reading reading = new Reading();
      all(reading, pair.one, runs[0]);
      all(reading, pair.other, runs[1]);
      assertOnly(reading, pair.one, pair.one.size());
      assertToldOnce(reading);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneIsCutOffInALineAndTheOtherFollows(Pair pair) {
    for (int cut : new int[] {45, 60, 100}) {
      Reading reading = new Reading();
      some(reading, pair.one, 1, cut - 1, FIRST);
      String part = pair.one.get(cut - 1);
      reading.read(new Input.Line(cut, part, Map.of(), 0, FIRST, true));
      reading.read(new Input.End(cut + 1, Map.of(), 0, FIRST));
      List<Revision> revisions = reading.analysis().revisions();
      all(reading, pair.other, SECOND);
      assertThat(reading.analysis().revisions()).isEqualTo(revisions);
      assertToldOnce(reading);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneIsCutOffAndTheOtherFollows(Pair pair) {
    for (long[] runs : new long[][] {{FIRST, SECOND}, {Input.NO_RUN, Input.NO_RUN}}) {
      for (int cut : new int[] {45, 60, 100}) {
        Reading reading = new Reading();
        some(reading, pair.one, 1, cut, runs[0]);
        all(reading, pair.other, runs[1]);
        assertOnly(reading, pair.one, cut);
        assertToldOnce(reading);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoProducersInAnyOrderWhereEachSaysWhoItIs(Pair pair) {
    Random random = new Random(7);
    for (int order = 0; order < ORDERS; order++) {
      Reading reading = new Reading();
      interleaved(reading, pair, random, FIRST, SECOND);
      assertPrefix(reading, pair);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void twoProducersInAnyOrderWhereNobodyDoes(Pair pair) {
    Random random = new Random(8);
    for (int order = 0; order < ORDERS; order++) {
      Reading reading = new Reading();
      interleaved(reading, pair, random, Input.NO_RUN, Input.NO_RUN);
      assertPrefix(reading, pair);
    }
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theFirstLogGoesOnAfterTheOtherWasRefused(Pair pair) {
    int cut = 60;
    Reading reading = new Reading();
    some(reading, pair.one, 1, cut, FIRST);
    all(reading, pair.other, SECOND);
    some(reading, pair.one, cut + 1, pair.one.size(), FIRST);
    reading.read(new Input.End(pair.one.size() + 1L, Map.of(), 0, FIRST));
    assertOnly(reading, pair.one, pair.one.size());
    assertToldOnce(reading);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void theFirstLogIsTakenUpByAnotherPublicationThatBeginsAnew(Pair pair) {
    int cut = 60;
    Reading reading = new Reading();
    some(reading, pair.one, 1, cut, FIRST);
    some(reading, pair.other, 1, cut + 5, SECOND);
    all(reading, pair.one, AGAIN);
    assertOnly(reading, pair.one, pair.one.size());
    assertToldOnce(reading);
  }

  /**
   * From the second line on nobody can say whose a line is; that there is something must be seen.
   */
  @Test
  void twoLogsThatComeLineByLineFromTheirFirstAreSeenAndTheirFirstDifferenceIsNamed() {
    List<String> one = Logs.hidrawRelease();
    List<String> other = golden(0);
    Reading reading = new Reading();
    for (int line = 1; line <= 5; line++) {
      some(reading, one, line, line, Input.NO_RUN);
      some(reading, other, line, line, Input.NO_RUN);
    }
    assertThat(reading.analysis().bisection()).isNotNull();
    assertThat(heads(reading)).isPositive();
    assertThat(conflicts(reading))
        .singleElement()
        .satisfies(alert -> assertThat(alert.message()).contains("they differ at line 1. Nothing"));
  }

  private static long heads(Reading reading) {
    return reading.findings().stream().filter(each -> each instanceof Finding.HeadChanged).count();
  }

  @Test
  void aLogThatIsTakenUpInTheMiddleIsOneLog() {
    List<String> log = Logs.hidrawRelease();
    Reading reading = new Reading();
    some(reading, log, 1, 50, FIRST);
    some(reading, log, 51, 90, SECOND);
    all(reading, log, AGAIN);
    assertOnly(reading, log, log.size());
    assertThat(conflicts(reading)).isEmpty();
  }

  private static void all(Reading reading, List<String> log, long run) {
    some(reading, log, 1, log.size(), run);
    reading.read(new Input.End(log.size() + 1L, Map.of(), 0, run));
  }

  private static void some(Reading reading, List<String> log, int from, int to, long run) {
    for (int number = from; number <= Math.min(to, log.size()); number++) {
      reading.read(new Input.Line(number, log.get(number - 1), Map.of(), 0, run));
    }
  }

  private static void interleaved(
      Reading reading, Pair pair, Random random, long first, long second) {
    int one = 0;
    int other = 0;
    while (one < pair.one.size() || other < pair.other.size()) {
      boolean takesOne =
          other == pair.other.size() || (one < pair.one.size() && random.nextInt(3) > 0);
      int lines = 1 + random.nextInt(20);
      if (takesOne) {
        some(reading, pair.one, one + 1, one + lines, first);
        one = Math.min(pair.one.size(), one + lines);
      } else {
        some(reading, pair.other, other + 1, other + lines, second);
        other = Math.min(pair.other.size(), other + lines);
      }
    }
  }

  private static void assertPrefix(Reading reading, Pair pair) {
    int read = (int) position(reading).read();
    String now = result(reading);
    assertThat(List.of(beginning(pair.one, read), beginning(pair.other, read))).contains(now);
  }

  private static void assertOnly(Reading reading, List<String> log, int lines) {
    assertThat(position(reading).read()).isEqualTo(lines);
    assertThat(result(reading)).isEqualTo(beginning(log, lines));
  }

  private static void assertToldOnce(Reading reading) {
    assertThat(conflicts(reading)).hasSize(1);
    assertThat(position(reading).oddities().counts().conflict()).isPositive();
  }

  private static List<Alert> conflicts(Reading reading) {
    return reading.analysis().alerts().stream()
        .filter(alert -> alert.kind() == Alert.Kind.CONFLICT)
        .toList();
  }

  private static ReadPosition position(Reading reading) {
    return reading.state().reading().position();
  }

  private static String beginning(List<String> log, int lines) {
    Reading reading = new Reading();
    some(reading, log, 1, lines, Input.NO_RUN);
    return result(reading);
  }

  /** The revisions and what crashed on them. */
  private static String result(Reading reading) {
    return reading.analysis().revisions().stream()
        .map(each -> each.commit() + each.verdict() + each.runs() + each.crashes())
        .toList()
        .toString();
  }
}
