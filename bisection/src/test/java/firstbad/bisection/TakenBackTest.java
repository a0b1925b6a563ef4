package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.fold.FoldResult;
import firstbad.bisection.fold.Input;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.MapArchive;
import firstbad.testing.Prerequisite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** To forget a bisection takes back what it added to the sums, wherever its log stands. */
class TakenBackTest {

  @Test
  void nothing_is_left_of_a_golden_log() {
    for (GoldenLog log : GoldenLog.all()) {
      demandNothingLeft(log.toString(), log.lines());
    }
    for (GoldenLog log : GoldenLog.ofGit()) {
      demandNothingLeft(log.toString(), log.lines());
    }
  }

  @Test
  void nothing_is_left_of_a_made_log() {
    for (MadeLog log : MadeLogs.made(0, 300).toList()) {
      demandNothingLeft(log.toString(), log.lines());
    }
  }

  @Test
  void nothing_is_left_of_a_real_log() {
    Optional<Corpus> corpus = Corpus.find();
    Prerequisite.requireLocalLogs(corpus.isPresent(), Corpus.ABSENT);
    corpus.orElseThrow().logs().forEach(TakenBackTest::demandNothingLeft);
  }

  /** What is kept of revisions has an end, and so has what is counted of them. */
  @Test
  void nothing_is_left_of_a_log_that_tests_without_end() {
    List<String> lines = new ArrayList<>();
    lines.add("bisecting cause commit starting from %040x".formatted(1));
    for (int revision = 1; revision <= Caps.REVISIONS + 50; revision++) {
      lines.add("testing commit %040x with gcc (GCC) 8.1.0".formatted(revision));
      lines.add("run #0: crashed: INFO: task hung in testing_%d".formatted(revision % 3));
    }
    MapArchive archive = new MapArchive(new HashMap<>());

    demandNothingLeft("without end", lines, archive);

    assertThat(archive.get("revision/" + Caps.REVISIONS)).isNotNull();
    assertThat(archive.get("revision/" + (Caps.REVISIONS + 1))).isNull();
  }

  private static void demandNothingLeft(String name, List<String> lines) {
    demandNothingLeft(name, lines, new MapArchive(new HashMap<>()));
  }

  private static void demandNothingLeft(String name, List<String> lines, MapArchive archive) {
    BisectionState state = BisectionState.of("made");
    Map<String, Integer> sums = new TreeMap<>();
    int looks = Math.max(1, lines.size() / 5);
    for (int number = 1; number <= lines.size() + 1; number++) {
      Input input =
          number <= lines.size()
              ? new Input.Line(number, lines.get(number - 1), Map.of(), 0)
              : new Input.End(number, Map.of(), 0);
      FoldResult result = Fold.SHIPPED.apply(state, input, archive);
      state = result.next();
      add(sums, result.findings());
      if (number % looks == 0 || number > lines.size()) {
        Map<String, Integer> left = new TreeMap<>(sums);
        add(left, Fold.SHIPPED.takenBack(state, archive, 0));
        assertThat(left).as("%s after line %d", name, number).isEmpty();
      }
    }
  }

  private static void add(Map<String, Integer> sums, List<Finding> findings) {
    for (Finding finding : findings) {
      if (finding instanceof Finding.CrashesCounted counted) {
        counts(sums, counted.commit(), counted.delta());
      } else if (finding instanceof Finding.Suspected suspected) {
        suspicions(sums, suspected.suspicion());
      }
    }
    sums.values().removeIf(sum -> sum == 0);
  }

  private static void counts(Map<String, Integer> sums, String commit, CrashDelta delta) {
    sums.merge(commit + " bisections", delta.tests().bisections(), Integer::sum);
    sums.merge(commit + " tests", delta.tests().revisions(), Integer::sum);
    sums.merge(commit + " crashed", delta.runs().crashed(), Integer::sum);
    sums.merge(commit + " ok", delta.runs().ok(), Integer::sum);
    sums.merge(commit + " inconclusive", delta.runs().inconclusive(), Integer::sum);
    sums.merge(commit + " estimated", delta.runs().estimated(), Integer::sum);
    for (CrashDelta.TitleDelta title : delta.titles()) {
      String at = commit + " " + title.type() + " ";
      sums.merge(at + "bisections", title.bisectionsOfType(), Integer::sum);
      sums.merge(at + title.title() + " runs", title.runs(), Integer::sum);
      sums.merge(at + title.title() + " bisections", title.bisectionsOfTitle(), Integer::sum);
      sums.merge(at + title.title() + " foreign", title.foreign(), Integer::sum);
    }
  }

  private static void suspicions(Map<String, Integer> sums, Suspicion of) {
    String at = "suspect " + of.commit() + " ";
    sums.merge(at + "bisections", of.bisections(), Integer::sum);
    sums.merge(at + "fixes", of.fixBisections(), Integer::sum);
    sums.merge(at + "candidacies", of.candidateBisections(), Integer::sum);
    int sign = of.bisections() < 0 ? -1 : 1;
    of.bugTitles().forEach(title -> sums.merge(at + title, sign, Integer::sum));
    if (of.level() != null) {
      sums.merge(at + of.level(), 1, Integer::sum);
    }
    if (of.levelBefore() != null) {
      sums.merge(at + of.levelBefore(), -1, Integer::sum);
    }
  }
}
