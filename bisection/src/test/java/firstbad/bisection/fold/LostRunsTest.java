package firstbad.bisection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The last runs of a revision are lost, so that no number jumps. */
class LostRunsTest {

  @Test
  void runsThatAreListedDidNotAllEndAlike() {
    List<String> lines =
        log("run #0: OK", "run #1: OK", "run #2: crashed: WARNING in foo", "testing release v6.1");
    assertThat(missing(lines)).isEmpty();
    lines.remove("run #2: crashed: WARNING in foo");
    assertThat(missing(lines))
        .containsExactly(
            "The runs of 111111111111 are not all in the log: those that are listed all ended"
                + " alike, and then the log has one line.");
  }

  @Test
  void theRepresentativeCrashIsOneOfThem() {
    List<String> lines =
        log(
            "run #0: OK",
            "run #1: crashed: INFO: task hung in bar",
            "run #2: crashed: WARNING in foo",
            "representative crash: WARNING in foo, types: [WARNING]",
            "testing release v6.1");
    assertThat(missing(lines)).isEmpty();
    lines.remove("run #2: crashed: WARNING in foo");
    assertThat(missing(lines))
        .containsExactly(
            "The runs of 111111111111 are not all in the log: none of them has the crash that is said to"
                + " stand for them.");
  }

  @Test
  void theLogCountsThemWhereItHasNoVerdict() {
    List<String> lines =
        log(
            "run #0: OK",
            "run #1: boot failed: can't ssh into the instance",
            "run #2: crashed: WARNING in foo",
            "run #3: OK",
            "unable to determine the verdict: 2 good runs (wanted 5), for bad wanted 5 in total, got"
                + " 3",
            "testing release v6.1");
    assertThat(missing(lines)).isEmpty();
    lines.remove("run #3: OK");
    assertThat(missing(lines))
        .containsExactly(
            "The runs of 111111111111 are not all in the log: the log says that 3 were OK or crashed,"
                + " and 2 are listed.");
  }

  /** The first revision has as many runs as a later one, or more. */
  @Test
  void aRevisionHasNoFewerRunsThanALaterOne() {
    List<String> runs = new ArrayList<>(List.of("run #0: OK"));
    for (int run = 1; run < 20; run++) {
      runs.add("run #" + run + ": crashed: WARNING in foo");
    }
    List<String> lines = log(runs.toArray(String[]::new));
    lines.add("testing release v6.1");
    lines.add("testing commit " + "3".repeat(40) + " gcc");
    lines.add("kernel signature: 33");
    lines.addAll(runs);
    lines.add("testing release v6.0");
    assertThat(missing(lines)).isEmpty();
    lines.remove(runs.get(19));
    assertThat(missing(lines))
        .containsExactly(
            "The runs before 333333333333 are not all in the log: it has 20, and no revision before it"
                + " more than 19.");
  }

  /** What is told of one revision hides no other one: each may change the trust. */
  @Test
  void holesInFurtherRevisionsAreCounted() {
    String commit = "3".repeat(40);
    List<String> lines = log("run #0: OK", "run #2: crashed: WARNING in foo");
    lines.addAll(
        List.of(
            "testing release v6.1",
            "testing commit " + commit + " gcc",
            "run #1: OK",
            "run #2: crashed: WARNING in foo",
            "testing release v6.0"));
    assertThat(missing(lines))
        .containsExactly(
            "The runs of 111111111111 jump from #0 to #2: lines are missing there. There is one more"
                + " such place.");
  }

  private static List<String> log(String... block) {
    String commit = "1".repeat(40);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "bisecting cause commit starting from " + commit,
                "building syzkaller on " + "2".repeat(40),
                "testing commit " + commit + " gcc",
                "compiler: gcc (Debian 12.2.0-14) 12.2.0",
                "kernel signature: 11"));
    lines.addAll(List.of(block));
    return lines;
  }

  private static List<String> missing(List<String> lines) {
    return Stream.of(Analysis.of("log", lines))
        .map(analysis -> Objects.requireNonNull(analysis.bisection()))
        .flatMap(head -> head.remarks().stream())
        .filter(remark -> remark.kind() == Remark.Kind.MISSING_RUNS)
        .map(Remark::message)
        .toList();
  }
}
