package firstbad.bisection.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SplitterTest {
  private static final String HOST = "ci starts bisection 2023-07-14 12:36:52.1 +0000 UTC m=+9.5";
  private static final String CAUSE = "bisecting cause commit starting from 1111111111";
  private static final String FIX = "bisecting fixing commit since 1111111111";
  private static final String FUZZER = "building syzkaller on 2222222222";
  private static final String TRAILER =
      "revisions tested: 2, total time: 50m0s (build: 40m0s, test: 9m0s)";

  @Test
  void aTextOfOneBisectionIsOnePart() {
    assertThat(split(HOST, CAUSE, FUZZER, "all runs: OK", TRAILER))
        .containsExactly(
            "log 1 " + HOST,
            "log 2 " + CAUSE,
            "log 3 " + FUZZER,
            "log 4 all runs: OK",
            "log 5 " + TRAILER,
            "log 6 end");
  }

  @Test
  void anEmptyTextIsOneEmptyPart() {
    assertThat(split()).containsExactly("log 1 end");
  }

  @Test
  void textWithoutAHeaderIsOnePart() {
    assertThat(split("all runs: OK", "", TRAILER))
        .containsExactly("log 1 all runs: OK", "log 2 ", "log 3 " + TRAILER, "log 4 end");
  }

  @Test
  void textBeforeTheFirstHeaderBelongsToTheFirstPart() {
    assertThat(ends("console output", "", HOST, CAUSE, FUZZER)).containsExactly("log 6 end");
    assertThat(ends("console output", CAUSE, FUZZER)).containsExactly("log 4 end");
  }

  @Test
  void aHeaderOfTwoLinesIsNotCutInTwo() {
    assertThat(ends(HOST, CAUSE, FUZZER, HOST, FIX, FUZZER))
        .containsExactly("log 4 end", "log.2 4 end");
    assertThat(ends(HOST, "", CAUSE, FUZZER)).containsExactly("log 5 end");
  }

  @Test
  void aHeaderSplitsAfterATrailer() {
    assertThat(ends(CAUSE, FUZZER, TRAILER, "error: foo", FIX, FUZZER, TRAILER))
        .containsExactly("log 5 end", "log.2 4 end");
    assertThat(ends("testing release v5.0", TRAILER, HOST, FIX))
        .containsExactly("log 3 end", "log.2 3 end");
    assertThat(ends("testing release v5.0", TRAILER, FIX, FUZZER))
        .containsExactly("log 3 end", "log.2 3 end");
  }

  @Test
  void aHeaderSplitsWhereABisectionBrokeOff() {
    assertThat(ends(CAUSE, FUZZER, "run #0: OK", HOST, FIX, FUZZER))
        .containsExactly("log 4 end", "log.2 4 end");
  }

  @Test
  void everyWordingOfTheKindIsAHeader() {
    String guilty = "searching for guilty commit starting from 1111111111";
    String fixing = "searching for fixing commit since HEAD";
    assertThat(ends(guilty, FUZZER, fixing, FUZZER, FIX, FUZZER, CAUSE, FUZZER))
        .containsExactly("log 3 end", "log.2 3 end", "log.3 3 end", "log.4 3 end");
  }

  @Test
  void oneHeaderLineSplitsNothing() {
    assertThat(ends(CAUSE, FUZZER, "run #0: OK", FIX, "run #1: OK", HOST, "text", TRAILER, CAUSE))
        .containsExactly("log 10 end");
  }

  @Test
  void oneHeaderLineInsideAReportIsText() {
    String crash = "crash: WARNING in foo_release";
    assertThat(
            ends(CAUSE, FUZZER, TRAILER, crash, "", CAUSE, "text", HOST, "text", FIX, "x", FUZZER))
        .containsExactly("log 13 end");
  }

  @Test
  void blankLinesAndALostHeaderLineDoNotHideAHeaderInAReport() {
    String crash = "crash: WARNING in foo_release";
    String test = "testing commit 1111111111111111111111111111111111111111 gcc";
    assertThat(ends(CAUSE, TRAILER, crash, "text", FIX, "", "", FUZZER, test))
        .containsExactly("log 5 end", "log.2 6 end");
    assertThat(ends(CAUSE, TRAILER, crash, FUZZER, "", test))
        .containsExactly("log 4 end", "log.2 4 end");
    assertThat(ends(CAUSE, TRAILER, crash, test, test)).containsExactly("log 6 end");
  }

  @Test
  void aPairOfHeaderLinesEndsAReport() {
    String crash = "crash: WARNING in foo_release";
    assertThat(
            ends(
                CAUSE, FUZZER, TRAILER, crash, "text", FIX, FUZZER, TRAILER, crash, HOST, FIX,
                FUZZER))
        .containsExactly("log 6 end", "log.2 5 end", "log.3 4 end");
    assertThat(split(CAUSE, TRAILER, crash, HOST, HOST, CAUSE, CAUSE, FUZZER))
        .containsExactly(
            "log 1 " + CAUSE,
            "log 2 " + TRAILER,
            "log 3 " + crash,
            "log 4 end",
            "log.2 1 " + HOST,
            "log.2 2 " + HOST,
            "log.2 3 " + CAUSE,
            "log.2 4 " + CAUSE,
            "log.2 5 " + FUZZER,
            "log.2 6 end");
  }

  @Test
  void aTextWithoutALineFeedAtItsEndKeepsTheLineThatAnotherOneContinues() {
    String error = "error: it takes too long";
    assertThat(split(CAUSE, TRAILER, error + FIX, FUZZER, "text"))
        .containsExactly(
            "log 1 " + CAUSE,
            "log 2 " + TRAILER,
            "log 3 " + error + FIX,
            "log 4 end",
            "log.2 1 " + FUZZER,
            "log.2 2 text",
            "log.2 3 end");
    assertThat(ends(CAUSE, TRAILER, "crash: x", "text" + FIX, FUZZER))
        .containsExactly("log 5 end", "log.2 2 end");
    assertThat(ends(CAUSE, TRAILER, error + HOST, FIX, FUZZER))
        .containsExactly("log 4 end", "log.2 3 end");
    assertThat(ends(CAUSE, TRAILER, error + FIX, "text", FUZZER)).containsExactly("log 6 end");
    assertThat(ends(CAUSE, "run #0: crashed: WARNING in foo" + FIX, FUZZER, TRAILER))
        .containsExactly("log 3 end", "log.2 3 end");
    assertThat(ends("text" + FIX, FUZZER, TRAILER)).containsExactly("log 4 end");
  }

  @Test
  void aSearchOfGitEndsWhereAFuzzersLogBegins() {
    String test = "Testing commit: " + "1".repeat(40);
    String told = "git bisect bad " + "1".repeat(40);
    assertThat(ends(test, "text", CAUSE, FUZZER)).containsExactly("log 3 end", "log.2 3 end");
    assertThat(ends(told, "text" + CAUSE, FUZZER)).containsExactly("log 3 end", "log.2 2 end");
  }

  @Test
  void aLogOfGitAfterAFuzzersLogIsAPartOfItsOwn() {
    String[] git = {
      "# bad: [" + "1".repeat(40) + "] foo: ten",
      "# good: [" + "2".repeat(40) + "] foo: one",
      "git bisect start '" + "1".repeat(40) + "' '" + "2".repeat(40) + "'"
    };
    String[] step = {
      "git bisect start",
      "# status: waiting for both good and bad commits",
      "# bad: [" + "1".repeat(40) + "] foo: ten"
    };
    String[] kci = {"Loaded state file", "giturl: https://git.example.org/linux.git", "text"};
    for (String[] second : List.of(git, step, kci)) {
      for (String end : List.of("all runs: OK", TRAILER, "crash: WARNING in foo")) {
        String[] lines = {HOST, CAUSE, FUZZER, TRAILER, end, second[0], second[1], second[2]};
        assertThat(ends(lines)).containsExactly("log 6 end", "log.2 4 end");
        lines[5] = end + lines[5];
        assertThat(ends(lines).size()).isEqualTo(second == kci ? 1 : 2);
      }
      assertThat(ends(HOST, CAUSE, "all runs: OK", second[0], "text", second[1])).hasSize(1);
    }
  }

  @Test
  void whatGitSaysOfAStepIsNoHeaderAsLongAsAFuzzerSearches() {
    String step = "Bisecting: 10 revisions left to test after this (roughly 3 steps)";
    String merge = "Bisecting: a merge base must be tested";
    String noted = "# bad: [" + "1".repeat(40) + "] foo: ten";
    String start = "git bisect start '" + "1".repeat(40) + "' '" + "2".repeat(40) + "'";
    for (String foreign : List.of(noted, start, "git bisect start a1b2c3d v6.1")) {
      for (String next : List.of(step, merge)) {
        assertThat(ends(HOST, CAUSE, FUZZER, "all runs: OK", foreign, next)).hasSize(1);
        assertThat(ends(HOST, CAUSE, FUZZER, "all runs: OK", TRAILER, foreign, next)).hasSize(2);
      }
    }
  }

  @Test
  void aStepOfGitIsNoHeaderWhereALineIsMissingOrTwice() {
    String start = "git bisect start 'HEAD' 'v6.1'";
    String one = "# bad: [" + "1".repeat(40) + "] foo: ten";
    String two = "# good: [" + "2".repeat(40) + "] foo: one";
    assertThat(ends(start, one, two, "git bisect good " + "2".repeat(40))).hasSize(1);
    assertThat(ends(start, start, one, one, two)).hasSize(1);
    assertThat(ends(start, one, two, start)).containsExactly("log 2 end", "log.2 4 end");
  }

  @Test
  void aDoubledHeaderIsOneHeader() {
    assertThat(ends(HOST, HOST, CAUSE, CAUSE, FUZZER, FUZZER, TRAILER)).hasSize(1);
    assertThat(ends(CAUSE, TRAILER, HOST, HOST, CAUSE, CAUSE, FUZZER, FUZZER))
        .containsExactly("log 3 end", "log.2 7 end");
  }

  @Test
  void aTextOfTooManyBisectionsIsRefused() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= Splitter.MOST_PARTS; i++) {
      lines.add(CAUSE);
      lines.add(FUZZER);
    }
    assertThat(ends(lines.subList(2, lines.size()).toArray(new String[0])))
        .hasSize(Splitter.MOST_PARTS);
    assertThatExceptionOfType(NoBisectionLog.class)
        .isThrownBy(() -> ends(lines.toArray(new String[0])))
        .satisfies(
            refused ->
                assertThat(refused.sentence("a.log"))
                    .isEqualTo(
                        "a.log holds more than 10,000 bisections; cut it into pieces, each with an"
                            + " id of its own."));
  }

  @Test
  void aHeaderLineHeldBackAtTheEndIsNotLost() {
    assertThat(split(CAUSE, TRAILER, "crash: ", FIX))
        .containsExactly(
            "log 1 " + CAUSE, "log 2 " + TRAILER, "log 3 crash: ", "log 4 " + FIX, "log 5 end");
  }

  @Test
  void aHeaderLineHeldBackKeepsItsPlaceInTheReport() {
    assertThat(split(TRAILER, "crash: ", FIX, "text"))
        .containsExactly(
            "log 1 " + TRAILER, "log 2 crash: ", "log 3 " + FIX, "log 4 text", "log 5 end");
    assertThat(split(TRAILER, "crash: ", HOST, FIX))
        .containsExactly(
            "log 1 " + TRAILER,
            "log 2 crash: ",
            "log 3 end",
            "log.2 1 " + HOST,
            "log.2 2 " + FIX,
            "log.2 3 end");
  }

  @Test
  void aDateOfAnyDigitsIsEnoughForAHost() {
    assertThat(ends(CAUSE, TRAILER, "ci starts bisection 2019-09-09 ", FIX)).hasSize(2);
  }

  @Test
  void aCrashBeforeTheTrailerOpensNoReport() {
    assertThat(ends(CAUSE, FUZZER, "crash: text of a compiler", FIX, FUZZER))
        .containsExactly("log 4 end", "log.2 3 end");
  }

  @Test
  void linesThatOnlyResembleAHeaderDoNotSplit() {
    assertThat(
            ends(
                CAUSE,
                FUZZER,
                TRAILER,
                " " + FIX,
                FIX + " and more",
                "bisecting fixing commit since ",
                "bisecting fixing commit since",
                "ci starts bisection today",
                "ci starts bisection 2023-07",
                "ci starts bisection 2023/07/14 12:36",
                " starts bisection 2023-07-14 12:36"))
        .containsExactly("log 12 end");
  }

  @Test
  void aFuzzerRevisionMayBeEmptyAndLinesMayEndInCarriageReturns() {
    assertThat(ends(CAUSE, TRAILER, "crash: ", FIX, "building syzkaller on "))
        .containsExactly("log 4 end", "log.2 3 end");
    assertThat(ends(CAUSE + "\r", TRAILER, "crash: ", FIX + "\r", FUZZER + "\r"))
        .containsExactly("log 4 end", "log.2 3 end");
  }

  private static List<String> ends(String... lines) {
    return split(lines).stream().filter(event -> event.endsWith(" end")).toList();
  }

  private static List<String> split(String... lines) {
    List<String> events = new ArrayList<>();
    Splitter splitter =
        new Splitter(
            "log",
            new Splitter.Parts() {
              @Override
              public void line(String id, long number, String text) {
                events.add(id + " " + number + " " + text);
              }

              @Override
              public void end(String id, long number) {
                events.add(id + " " + number + " end");
              }
            });
    for (String line : lines) {
      splitter.read(line);
    }
    splitter.end();
    return events;
  }
}
