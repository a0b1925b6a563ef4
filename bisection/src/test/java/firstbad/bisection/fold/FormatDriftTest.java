package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.BisectionState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatDriftTest {
  private static final List<String> LOG = Logs.hidrawRelease();

  @Test
  void linesAboveALogAreNoWordsOfTheFuzzer() {
    List<String> mail = new ArrayList<>(Collections.nCopies(20, "Subject: a crash, bisected"));
    mail.addAll(LOG);
    assertThat(drifts(mail)).isFalse();
  }

  /** What a recording or a person wrote there may begin as a line of a log does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Script started on 2024-08-01 09:59:50+02:00 [TERM=\"xterm\" TTY=\"/dev/pts/0\"]",
        "building syzkaller from source",
        "testing the reproducer on commit abcdef012345",
        "searching for the bad commit since yesterday:"
      })
  void aLineAboveAWholeLogIsNoDrift(String above) {
    List<String> lines = new ArrayList<>(List.of(above));
    lines.addAll(LOG);
    assertThat(drifts(lines)).isFalse();
    lines.add("Script done on 2024-08-01 19:59:50+02:00 [COMMAND_EXIT_CODE=\"0\"]");
    assertThat(drifts(lines)).isFalse();
  }

  @Test
  void linesInALogAreWordsOfTheFuzzer() {
    List<String> renamed = LOG.stream().map(line -> line.replace("all runs", "every run")).toList();
    assertThat(drifts(renamed)).isTrue();
    assertThat(drifts(LOG)).isFalse();
  }

  /** A row that most logs have once or more, in other words throughout the log. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "testing commit|trying commit",
        "testing commit|testing revision",
        "testing commit|testing commit:",
        "all runs: OK|all runs: PASS",
        "all runs: crashed:|all runs: panicked:",
        "Bisecting:|Halving:",
        "revisions left|commits left",
        "is the first bad commit|is the first culprit commit",
        "revisions tested:|commits tested:",
        "bisecting cause commit starting from|looking for cause commit from",
        "bisecting cause commit starting from|search of the cause begins at",
        "building syzkaller on|compiling the fuzzer at",
        "culprit signature:|culprit fingerprint:",
        "recipients (to):|mailed:",
        "recipients (cc):|copied:",
        "crash: |report of it: ",
        "crash: |panic: ",
        "bisecting cause commit|bisecting the cause commit",
        "# git bisect start|# git bisect begin",
        "first bad commit: |the first bad commit: ",
        "first bad commit: |first bad commit is "
      })
  void otherWordsOfARowAreDrift(String words, String others) {
    List<String> renamed = LOG.stream().map(line -> line.replace(words, others)).toList();
    assertThat(renamed).isNotEqualTo(LOG);
    assertThat(drifts(renamed)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "the crash wasn't reproduced on the original commit|the crash was not reproduced on the original"
            + " commit",
        "bisection is taking too long (>8h0m0s), aborting|the bisection takes too long (>8h0m0s)"
      })
  void aKnownErrorInOtherWordsIsDrift(String known, String others) {
    List<String> lines =
        new ArrayList<>(
            LOG.subList(
                0,
                LOG.indexOf(LOG.stream().filter(l -> l.startsWith("revisions")).findFirst().get())
                    + 1));
    lines.add("error: " + known);
    assertThat(drifts(lines)).isFalse();
    lines.set(lines.size() - 1, "error: " + known.replaceFirst("o", "y"));
    assertThat(drifts(lines)).isFalse();
    lines.set(lines.size() - 1, "error: " + others);
    assertThat(drifts(lines)).isTrue();
    lines.set(
        lines.size() - 1, "error: commit " + Logs.hash('1') + " not reachable in branch 'foo'");
    assertThat(drifts(lines)).isFalse();
  }

  @Test
  void linesThatWereCutAreNoDrift() {
    List<String> cut =
        LOG.stream()
            .map(line -> line.length() > 72 ? line.substring(0, 72) + "..." : line)
            .toList();
    assertThat(drifts(cut)).isFalse();
  }

  /** What a person may write at the same places. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recipients (to):|as it was printed on ci",
        "crash: |Note: see the mail of 2024-08-01 12:00:00",
        "crash: |[the report is long]",
        "building syzkaller on|(the fuzzer is of last week)"
      })
  void aForeignLineAtAPlaceOfTheFuzzersIsNoDrift(String before, String foreign) {
    List<String> lines = new ArrayList<>();
    for (String line : LOG) {
      if (line.startsWith(before)) {
        lines.add(foreign);
      }
      lines.add(line);
    }
    assertThat(lines).hasSize(LOG.size() + 1);
    assertThat(drifts(lines)).isFalse();
  }

  /** The rests of lines that were cut, and the marks of a merge, begin no line of any log. */
  @Test
  void whatBeginsNoLineOfALogIsNoDrift() {
    List<String> cut = new ArrayList<>();
    for (String line : LOG) {
      cut.add(line.substring(0, Math.min(80, line.length())));
      if (line.length() > 80) {
        cut.add(line.substring(80));
      }
    }
    assertThat(drifts(cut)).isFalse();
    List<String> merged = new ArrayList<>(LOG);
    merged.add(60, ">>>>>>> 1a2b3c4d (the other copy)");
    merged.add(50, "=======");
    merged.add(40, "<<<<<<< HEAD");
    assertThat(drifts(merged)).isFalse();
  }

  @Test
  void aLineOfWhichOneCharacterIsWrongIsNoDrift() {
    List<String> drifting = new ArrayList<>();
    for (int at = 0; at < LOG.size(); at++) {
      for (int i = 0; i < Math.min(40, LOG.get(at).length()); i += 3) {
        StringBuilder wrong = new StringBuilder(LOG.get(at));
        wrong.setCharAt(i, wrong.charAt(i) == 'y' ? 'p' : 'y');
        List<String> damaged = new ArrayList<>(LOG);
        damaged.set(at, wrong.toString());
        if (drifts(damaged)) {
          drifting.add(wrong.toString());
        }
      }
    }
    assertThat(drifting).isEmpty();
  }

  @Test
  void oneDamagedLineHidesNoNewWordAtStepAfterStep() {
    int start =
        LOG.indexOf(LOG.stream().filter(line -> line.startsWith("# git")).findFirst().get());
    List<String> renamed = new ArrayList<>(LOG.subList(0, start + 1));
    LOG.subList(start + 1, LOG.size()).stream()
        .filter(line -> !line.startsWith("# git bisect "))
        .map(line -> line.replace("testing commit", "test of"))
        .forEach(renamed::add);
    renamed.add(3, "[...]");
    assertThat(drifts(renamed)).isTrue();
    renamed.add(start, "[...]");
    assertThat(drifts(renamed)).isFalse();
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

  @Test
  void oneMoreUnknownLineBeyondThoseThatAreKeptCostsNoLook() {
    int[] looks = {0};
    Map<String, Archive.Piece> pieces = new HashMap<>();
    Archive archive =
        new Archive() {
          @Override
          public Archive.@Nullable Piece get(String key) {
            looks[0]++;
            return pieces.get(key);
          }

          @Override
          public void put(String key, Archive.Piece piece) {
            pieces.put(key, piece);
          }
        };
    List<String> lines = new ArrayList<>(LOG.subList(0, 40));
    lines.addAll(Collections.nCopies(5000, "x"));
    BisectionState state = BisectionState.of("log");
    for (int i = 0; i < lines.size(); i++) {
      Input.Line line = new Input.Line(i + 1, lines.get(i), Map.of(), 0);
      state = Fold.SHIPPED.apply(state, line, archive).next();
    }
    assertThat(state.reading().position().oddities().unknown().lines()).isGreaterThan(4000);
    assertThat(looks[0]).isBetween(1, 2000);
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
