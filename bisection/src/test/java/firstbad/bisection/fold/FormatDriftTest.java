package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Alert;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  private static boolean drifts(List<String> lines) {
    return Analysis.of("log", lines).alerts().stream()
        .anyMatch(alert -> alert.kind() == Alert.Kind.FORMAT_DRIFT);
  }
}
