package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.grammar.Grammar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The day the fuzzer changes its words: each row of the grammar is renamed in turn in every golden
 * log that has it. Where that changes the result, something speaks of these lines.
 */
class RenamedWordsTest {

  /**
   * In a log of git's own anything may stand between its lines, since a test prints what it likes:
   * so these pass for such output.
   */
  private static final Map<String, List<String>> LIKE_OUTPUT_OF_A_TEST =
      Map.of(
          "git bisect {word} {text}",
          List.of("commands-without-notes"),
          "run #{int}: {text}",
          List.of("bug-is-not-seen-at-the-bad-commit", "runs-are-known", "runs-without-a-crash"),
          "running {text}",
          List.of("run-is-aborted"));

  /** Right before these lines stands text, with which any line may go on. */
  private static final List<String> AFTER_TEXT = List.of("2022-10-rewritten-start");

  /** What came of a row: how many logs keep their result, how many tell, and which do neither. */
  private record Tally(List<String> same, List<String> told, List<String> silent) {
    Tally() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  @Test
  void whoeverRenamesALineIsNoticed() {
    Map<String, Tally> tallies = new TreeMap<>();
    Map<String, Tally> drifting = new TreeMap<>();
    List<GoldenLog> logs = new ArrayList<>(GoldenLog.all());
    logs.addAll(GoldenLog.ofGit());
    for (GoldenLog log : logs) {
      Analysis before = log.analysis();
      for (Map.Entry<String, List<String>> renamed : renamed(log.lines()).entrySet()) {
        Tally tally = tallies.computeIfAbsent(renamed.getKey(), any -> new Tally());
        Analysis after = Analysis.of("golden", renamed.getValue());
        if (after.bisection() == null) {
          tally.told.add(log.toString()); // refused, with a sentence
        } else if (result(after).equals(result(before))) {
          tally.same.add(log.toString());
        } else if (speaks(renamed.getKey(), log.lines(), renamed.getValue(), before, after)) {
          tally.told.add(log.toString());
          drifting.computeIfAbsent(renamed.getKey(), any -> new Tally());
          Tally kinds = drifting.get(renamed.getKey());
          (drifts(after) ? kinds.told : kinds.silent).add(log.toString());
        } else {
          tally.silent.add(log.toString());
        }
      }
    }
    Set<String> unmet = new TreeSet<>(Grammar.shapes());
    unmet.removeAll(tallies.keySet());
    System.out.printf(
        "RenamedWordsTest: %d of %d rows stand in golden logs; renamed in %d logs in all, %d keep"
            + " their result, %d tell%n",
        tallies.size(),
        Grammar.shapes().size(),
        tallies.values().stream()
            .mapToInt(each -> each.same.size() + each.told.size() + each.silent.size())
            .sum(),
        tallies.values().stream().mapToInt(each -> each.same.size()).sum(),
        tallies.values().stream().mapToInt(each -> each.told.size()).sum());
    Map<String, List<String>> silent = new TreeMap<>();
    tallies.forEach(
        (row, tally) -> {
          if (!tally.silent.isEmpty()) {
            silent.put(row, tally.silent);
          }
        });
    Map<String, List<String>> expected = new TreeMap<>();
    LIKE_OUTPUT_OF_A_TEST.forEach(
        (row, those) ->
            expected.merge(
                row,
                those,
                (some, others) -> Stream.concat(some.stream(), others.stream()).toList()));
    assertThat(silent).isEqualTo(expected);
    assertThat(unmet).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "starts bisection|begins a search",
        "ensuring issue is reproducible on original commit|making sure that it crashes on",
        "parent  signature:|parent fingerprint:"
      })
  void otherWordsOfARowOfALaterLogAreDrift(String words, String others) {
    List<GoldenLog> having =
        GoldenLog.all().stream()
            .filter(log -> log.lines().stream().anyMatch(line -> line.contains(words)))
            .filter(log -> !AFTER_TEXT.contains(log.toString()) && !drifts(log.analysis()))
            .toList();
    assertThat(having).isNotEmpty();
    for (GoldenLog log : having) {
      List<String> renamed = log.lines().stream().map(line -> line.replace(words, others)).toList();
      assertThat(drifts(Analysis.of("golden", renamed))).as(log.toString()).isTrue();
    }
  }

  /**
   * Rows that say what is searched, tested and found, with the logs in which their renaming is told
   * by a remark and raises no alert, and why.
   */
  private static final Map<String, List<String>> STRUCTURAL =
      Map.ofEntries(
          always("bisecting cause commit starting from {word}"),
          always("bisecting fixing commit since {word}"),
          always("searching for guilty commit starting from {word}"),
          always("searching for fixing commit since {word}"),
          always("building syzkaller on {word}"),
          always("{text} starts bisection {text}"),
          always("ensuring issue is reproducible on original commit {word}"),
          always("testing commit {hash} with {text}"),
          always("testing commit {hash}"),
          always("testing commit {hash} {word}"),
          always("run #{int}: {text}"),
          always("all runs: {text}"),
          always("# git bisect good {hash}"),
          always("# git bisect bad {hash}"),
          always("{hash} is the first bad commit"),
          always("culprit signature: {hex}"),
          always("parent  signature: {hex}"),
          always("first good commit: {hash} {text}"),
          always("recipients (to): [{text}]"),
          // The text of a run that failed goes on in any words, and takes the line.
          Map.entry(
              "testing release {text}",
              List.of("2018-05-17-tries", "2019-03-inconclusive-with-git-noise")),
          Map.entry("testing current HEAD {hash}", List.of("2022-07-host-and-date")),
          Map.entry(
              "# git bisect start {word} {word}",
              List.of("2019-09-many-runs-inconclusive", "2023-06-15-misplaced-remark")));

  /** Its lines of runs are what a compiler prints. */
  private static final List<String> QUOTES_RUNS = List.of("2024-09-fix-build-killed");

  private static Map.Entry<String, List<String>> always(String row) {
    return Map.entry(row, List.of());
  }

  @Test
  void anotherWordInARowThatSaysWhatIsSearchedTestedOrFoundIsDrift() {
    Map<String, List<String>> without = new TreeMap<>();
    STRUCTURAL.keySet().forEach(row -> without.put(row, new ArrayList<>()));
    for (GoldenLog log : GoldenLog.all()) {
      if (drifts(log.analysis()) || QUOTES_RUNS.contains(log.toString())) {
        continue;
      }
      List<String> rows = log.lines().stream().map(RenamedWordsTest::row).toList();
      for (String row : STRUCTURAL.keySet()) {
        if (rows.contains(row)) {
          Analysis after = Analysis.of("golden", withAnotherWord(log.lines(), rows, row));
          if (!drifts(after)) {
            without.computeIfAbsent(row, any -> new ArrayList<>()).add(log.toString());
            assertThat(told(after)).as(log + ": " + row).isNotEqualTo(told(log.analysis()));
          }
        }
      }
    }
    assertThat(without).isEqualTo(new TreeMap<>(STRUCTURAL));
  }

  /** The log with the first word of a row's longest text replaced by another one. */
  private static List<String> withAnotherWord(List<String> lines, List<String> rows, String row) {
    String longest = longest(row);
    String word =
        Stream.of(longest.split("[^A-Za-z]+"))
            .filter(each -> each.length() >= 3)
            .findFirst()
            .orElse(longest);
    String other = longest.replaceFirst(word, "probe");
    List<String> renamed = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      renamed.add(rows.get(i).equals(row) ? line.replace(longest, other) : line);
    }
    return renamed;
  }

  private static boolean drifts(Analysis analysis) {
    return analysis.alerts().stream().anyMatch(alert -> alert.kind() == Alert.Kind.FORMAT_DRIFT);
  }

  /** The log once for each row that it has, with the words of that row renamed. */
  private static Map<String, List<String>> renamed(List<String> lines) {
    Map<String, List<String>> logs = new HashMap<>();
    List<String> rows = lines.stream().map(RenamedWordsTest::row).toList();
    for (String row : Set.copyOf(rows)) {
      List<String> log = new ArrayList<>();
      for (int i = 0; i < lines.size(); i++) {
        log.add(rows.get(i).equals(row) ? renamed(lines.get(i), row) : lines.get(i));
      }
      logs.put(row, log);
    }
    logs.remove("");
    return logs;
  }

  /** The row that a line is read by; empty for none. */
  private static String row(String line) {
    return line.isBlank() ? "" : Objects.requireNonNullElse(Grammar.shapeOf(line), "");
  }

  /** The line with the longest fixed text of its row turned round. */
  private static String renamed(String line, String row) {
    String longest = longest(row);
    String other = new StringBuilder(longest).reverse().toString();
    return longest.isEmpty() ? line : line.replace(longest, other);
  }

  private static String longest(String row) {
    String longest = "";
    for (String fixed : row.split("\\{[a-z]+}", -1)) {
      longest = fixed.strip().length() > longest.length() ? fixed.strip() : longest;
    }
    return longest;
  }

  /** What is said of a log in which the rows that begin so are missing. */
  private static final Map<String, Set<Remark.Kind>> MISSING =
      Map.ofEntries(
          Map.entry("run #", Set.of(Remark.Kind.MISSING_RUNS)),
          Map.entry("all runs: ", Set.of(Remark.Kind.MISSING_RUNS)),
          Map.entry("try #", Set.of(Remark.Kind.MISSING_RUNS)),
          Map.entry(
              "Bisecting: ",
              Set.of(
                  Remark.Kind.RUNS_WITHOUT_REVISION,
                  Remark.Kind.UNDECIDED_STEP,
                  Remark.Kind.UNTESTED_RANGE_END,
                  Remark.Kind.MISSING_REVISIONS)),
          Map.entry("# git bisect start ", Set.of(Remark.Kind.UNTESTED_RANGE_END)),
          Map.entry("good: ", Set.of(Remark.Kind.UNTESTED_RANGE_END)),
          Map.entry("bad: ", Set.of(Remark.Kind.UNTESTED_RANGE_END)),
          Map.entry("git bisect ", Set.of(Remark.Kind.UNDECIDED_STEP)),
          Map.entry("Executing git command: ", Set.of(Remark.Kind.UNDECIDED_STEP)),
          Map.entry("Testing commit: ", Set.of(Remark.Kind.UNDECIDED_STEP)),
          Map.entry("# testing the bad commit first: ", Set.of(Remark.Kind.RUNS_WITHOUT_REVISION)),
          Map.entry("parent commit ", Set.of(Remark.Kind.CONTRADICTION)),
          Map.entry("# first ", Set.of(Remark.Kind.NO_ENDING)),
          Map.entry("The first ", Set.of(Remark.Kind.NO_ENDING)),
          Map.entry("{hash} is the first ", Set.of(Remark.Kind.NO_ENDING)),
          Map.entry("git command", Set.of(Remark.Kind.NO_ENDING)),
          Map.entry("bisect run failed:", Set.of(Remark.Kind.NO_ENDING)),
          Map.entry("The merge base ", Set.of(Remark.Kind.NO_ENDING)),
          Map.entry("error: ", Set.of(Remark.Kind.NO_ENDING)));

  /** Whether something that was not told before speaks of the lines that were renamed. */
  private static boolean speaks(
      String row, List<String> lines, List<String> renamed, Analysis before, Analysis after) {
    Set<String> others = new HashSet<>(renamed);
    lines.forEach(others::remove);
    boolean counted =
        after.unknownLines().stream()
            .anyMatch(line -> others.stream().anyMatch(other -> other.startsWith(line.text())));
    Set<Remark> remarks = new HashSet<>(Objects.requireNonNull(after.bisection()).remarks());
    remarks.removeAll(Objects.requireNonNull(before.bisection()).remarks());
    return counted
        || MISSING.entrySet().stream()
            .filter(each -> row.startsWith(each.getKey()))
            .anyMatch(
                each -> remarks.stream().anyMatch(said -> each.getValue().contains(said.kind())));
  }

  /** Outcome, culprit and verdicts. */
  private static String result(Analysis analysis) {
    Bisection head = Objects.requireNonNull(analysis.bisection());
    StringBuilder result =
        new StringBuilder().append(head.outcome()).append(' ').append(head.culprit());
    for (Revision revision : analysis.revisions()) {
      result.append('\n').append(revision.commit()).append(' ').append(revision.verdict());
    }
    return result.toString();
  }

  private static Set<Object> told(Analysis analysis) {
    Bisection head = Objects.requireNonNull(analysis.bisection());
    Set<Object> told = new HashSet<>();
    for (Remark remark : head.remarks()) {
      told.add(remark.kind() + remark.message());
    }
    analysis.alerts().forEach(alert -> told.add(alert.kind()));
    return told;
  }
}
