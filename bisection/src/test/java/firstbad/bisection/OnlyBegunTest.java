package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import firstbad.bisection.finding.Outcome;
import firstbad.bisection.intake.DecodedLine;
import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.Splitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A text that only begins as a log does is refused where it is known to be over, and the stream,
 * which has its lines by then, calls it no bisection: the two rules are one.
 */
class OnlyBegunTest {
  /** Of the first lines of a log each few in a row. */
  private static final int MOST = 3;

  private static final List<String> FOREIGN = List.of("See the list.", "", "Best regards");

  @Test
  void whatTheIntakeRefusesAtTheEndTheFoldCallsNoBisection() {
    int refused = 0;
    List<String> differing = new ArrayList<>();
    List<GoldenLog> logs = new ArrayList<>(GoldenLog.all());
    logs.addAll(GoldenLog.ofGit());
    for (GoldenLog log : logs) {
      for (List<String> text : beginnings(log.lines())) {
        boolean none = isNone(text);
        refused += none ? 1 : 0;
        if (isRefused(text) != none) {
          differing.add(log + ": " + text);
        }
      }
    }
    assertThat(differing).isEmpty();
    assertThat(refused).isGreaterThan(50);
  }

  /** Its first lines, each few of them: in a row, with other text behind them, and in one line. */
  private static List<List<String>> beginnings(List<String> lines) {
    List<List<String>> texts = new ArrayList<>();
    for (int to = 1; to <= Math.min(MOST, lines.size()); to++) {
      for (int from = 0; from < to; from++) {
        List<String> text = lines.subList(from, to);
        texts.add(text);
        texts.add(Stream.concat(text.stream(), FOREIGN.stream()).toList());
        texts.add(List.of(String.join(" ", text)));
      }
    }
    return texts;
  }

  /** Whether the stream calls each of its bisections none; a text that never reached it is none. */
  private static boolean isNone(List<String> text) {
    Told told = new Told();
    NoBisectionLog refusal = refusal(text, told);
    return told.logs.isEmpty()
        ? refusal != null
        : told.logs.stream().allMatch(OnlyBegunTest::isNoBisection);
  }

  private static boolean isRefused(List<String> text) {
    return refusal(text, new Told()) != null;
  }

  private static @Nullable NoBisectionLog refusal(List<String> text, Told told) {
    Intake intake = new Intake("log", told);
    return catchThrowableOfType(
        NoBisectionLog.class,
        () -> {
          text.forEach(line -> intake.read(new DecodedLine(line, 0, 0)));
          intake.end();
        });
  }

  private static boolean isNoBisection(List<String> log) {
    return Objects.requireNonNull(Analysis.of("log", log).bisection()).outcome()
        == Outcome.NOT_A_BISECTION;
  }

  private static final class Told implements Splitter.Parts {
    private final List<List<String>> logs = new ArrayList<>();
    private List<String> lines = new ArrayList<>();

    @Override
    public void line(String id, long number, String text) {
      lines.add(text);
    }

    @Override
    public void end(String id, long number) {
      logs.add(lines);
      lines = new ArrayList<>();
    }
  }
}
