package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Alert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormatDriftTest {
  private static final List<String> LOG = Logs.hidrawRelease();

  @Test
  void linesAboveALogAreNoWordsOfTheFuzzer() {
    List<String> mail = new ArrayList<>(Collections.nCopies(20, "Subject: a crash, bisected"));
    mail.addAll(LOG);
    assertThat(drifts(mail)).isFalse();
  }

  @Test
  void linesInALogAreWordsOfTheFuzzer() {
    List<String> renamed = LOG.stream().map(line -> line.replace("all runs", "every run")).toList();
    assertThat(drifts(renamed)).isTrue();
    assertThat(drifts(LOG)).isFalse();
  }

  @Test
  void oneUnknownLineIsAWordOfTheFuzzerWhereARevisionHasNoRun() {
    int runs = LOG.indexOf("all runs: OK");
    List<String> renamed = new ArrayList<>(LOG);
    renamed.set(runs, "every run: OK");
    assertThat(drifts(renamed)).isTrue();
    List<String> foreign = new ArrayList<>(LOG);
    foreign.add(runs, "qemu: every run: OK");
    assertThat(drifts(foreign)).isFalse();
  }

  /** Where the line that is left begins like none, nobody can know that it is not a new word. */
  @Test
  void aHoleInTheTextIsSeldomDrift() {
    String text = String.join("\n", LOG);
    Random random = new Random(1);
    int drifting = 0;
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(text.length());
      int to = Math.min(text.length(), from + random.nextInt(text.length() / 3));
      drifting += drifts(Logs.lines(text.substring(0, from) + text.substring(to))) ? 1 : 0;
    }
    System.out.printf("FormatDriftTest: %d of 500 holes look like drift%n", drifting);
    assertThat(drifting).isLessThan(25);
  }

  private static boolean drifts(List<String> lines) {
    return Analysis.of("log", lines).alerts().stream()
        .anyMatch(alert -> alert.kind() == Alert.Kind.FORMAT_DRIFT);
  }
}
