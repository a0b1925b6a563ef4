package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.LineDecoder;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Something happens to a log on its way, at each place in turn. Outcome, culprit and verdicts stay,
 * or something tells that they cannot be known. Those that are neither are listed in {@code
 * target/silent-insertions.txt}.
 */
class InsertionsTest {
  private static final int LOGS = 30;
  private static final long SEED = 20_260_207;

  /** What can happen before the line at a place. */
  private enum Insertion {
    FOREIGN_LINE,
    BLANK_LINE,
    CUT_OFF,
    HOLE,
    DUPLICATE,
    CARRIAGE_RETURN,
    LINE_BREAK,
    PREFIX,
    CONTRADICTION;

    List<String> into(List<String> lines, int at, Random random) {
      List<String> changed = new ArrayList<>(lines);
      switch (this) {
        case FOREIGN_LINE -> changed.add(at, FOREIGN.get(random.nextInt(FOREIGN.size())));
        case BLANK_LINE -> changed.add(at, random.nextBoolean() ? "" : "  ");
        case CUT_OFF -> changed.subList(at, lines.size()).clear();
        case HOLE ->
            changed.subList(at, Math.min(lines.size(), at + 1 + random.nextInt(12))).clear();
        case DUPLICATE -> changed.addAll(at, lines);
        case CARRIAGE_RETURN -> changed.set(at, lines.get(at) + "\r");
        case LINE_BREAK -> {
          String line = lines.get(at);
          int cut = line.length() < 2 ? 0 : 1 + random.nextInt(line.length() - 1);
          changed.set(at, line.substring(0, cut));
          changed.add(at + 1, line.substring(cut));
        }
        case PREFIX ->
            changed.set(at, PREFIXES.get(random.nextInt(PREFIXES.size())) + lines.get(at));
        case CONTRADICTION -> changed.add(at, ANOTHER_LOG.get(at % ANOTHER_LOG.size()));
      }
      return changed;
    }
  }

  private static final List<String> FOREIGN =
      List.of(
          "2024/08/01 09:30:00 creating instance: bisect-0",
          "qemu-system-x86_64: warning: host doesn't support requested feature",
          "[  142.113482][ T5071] foo: registered",
          "fatal: unable to access the remote: Could not resolve host",
          "sshd: connection closed",
          "---");

  /** Lines that could be the log's own and are another's. */
  private static final List<String> ANOTHER_LOG =
      List.of(
          "the crash still happens on HEAD",
          "all runs: OK",
          "all runs: crashed: INFO: task hung in foo",
          "testing commit " + Logs.hash('a'),
          "# git bisect skip " + Logs.hash('a'),
          Logs.hash('a') + " is the first bad commit",
          "first bad commit: " + Logs.hash('a') + " foo: another");

  private static final List<String> PREFIXES =
      List.of("> ", "2024/08/01 12:00:00 ", "01-Aug-2024 12:00:00: ", "    ");

  /** How often it happened, and what came of it. */
  private static final class Tally {
    private int all;
    private int same;
    private int told;
    private final List<String> silent = new ArrayList<>();
  }

  @Test
  void what_happens_to_a_log_changes_nothing_or_is_told() throws IOException {
    Map<Insertion, Tally> tallies = new EnumMap<>(Insertion.class);
    List<GoldenLog> logs = logs();
    Random random = new Random(SEED);
    for (GoldenLog log : logs) {
      String before = result(Objects.requireNonNull(read(log.lines()).get("log")));
      Set<Object> toldBefore = told(Objects.requireNonNull(read(log.lines()).get("log")));
      for (Insertion insertion : Insertion.values()) {
        Tally tally = tallies.computeIfAbsent(insertion, any -> new Tally());
        for (int at = 0; at < log.lines().size(); at++) {
          List<String> changed = insertion.into(log.lines(), at, random);
          Map<String, Analysis> after = read(changed);
          tally.all++;
          Analysis first = after.get("log");
          if (first != null && result(first).equals(before)) {
            tally.same++;
          } else if (first == null
              || after.size() > 1
              || cutOff(first)
              || !toldBefore.containsAll(told(first))) {
            tally.told++;
          } else {
            tally.silent.add(
                log + ":" + (at + 1) + " " + insertion + " before: " + log.lines().get(at));
          }
        }
      }
    }
    report(tallies);
  }

  /** From all eras. */
  private static List<GoldenLog> logs() {
    List<GoldenLog> all =
        GoldenLog.all().stream().filter(log -> read(log.lines()).size() == 1).toList();
    return IntStream.range(0, LOGS).mapToObj(i -> all.get(i * all.size() / LOGS)).toList();
  }

  private static void report(Map<Insertion, Tally> tallies) throws IOException {
    int all = 0;
    int silent = 0;
    List<String> lines = new ArrayList<>();
    for (Map.Entry<Insertion, Tally> each : tallies.entrySet()) {
      Tally tally = each.getValue();
      System.out.printf(
          "InsertionsTest: %-15s %5d of %5d change nothing, %5d are told, %4d are silent%n",
          each.getKey(), tally.same, tally.all, tally.told, tally.silent.size());
      all += tally.all;
      silent += tally.silent.size();
      lines.addAll(tally.silent);
    }
    System.out.printf(
        "InsertionsTest: %d of %d insertions change nothing or are told%n", all - silent, all);
    Files.write(Path.of("target", "silent-insertions.txt"), lines);
    for (Insertion harmless :
        List.of(Insertion.CARRIAGE_RETURN, Insertion.BLANK_LINE, Insertion.FOREIGN_LINE)) {
      assertThat(of(tallies, harmless).same)
          .as("%s", harmless)
          .isEqualTo(of(tallies, harmless).all);
    }
    for (Insertion told :
        List.of(
            Insertion.CUT_OFF, Insertion.DUPLICATE, Insertion.PREFIX, Insertion.CONTRADICTION)) {
      assertThat(of(tallies, told).silent).as("%s", told).isEmpty();
    }
    assertThat(silent / (double) all).isLessThan(0.004);
  }

  private static Tally of(Map<Insertion, Tally> tallies, Insertion insertion) {
    return Objects.requireNonNull(tallies.get(insertion));
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

  /** What a reader is told of what is not as it should be. */
  private static Set<Object> told(Analysis analysis) {
    Bisection head = Objects.requireNonNull(analysis.bisection());
    Set<Object> told = new HashSet<>();
    head.remarks().forEach(remark -> told.add(remark.kind() + remark.message()));
    analysis.alerts().forEach(alert -> told.add(alert.kind()));
    return told;
  }

  private static boolean cutOff(Analysis analysis) {
    return Objects.requireNonNull(analysis.bisection()).outcome() == Outcome.BROKEN_OFF;
  }

  /** What every door makes of these lines, by id; nothing of a text that is refused. */
  private static Map<String, Analysis> read(List<String> lines) {
    Map<String, List<String>> parts = new TreeMap<>();
    Intake intake =
        new Intake(
            "log",
            new Splitter.Parts() {
              @Override
              public void line(String id, long number, String text) {
                parts.computeIfAbsent(id, any -> new ArrayList<>()).add(text);
              }

              @Override
              public void end(String id, long number) {}
            });
    byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    LineDecoder decoder = new LineDecoder();
    try {
      decoder.feed(bytes, 0, bytes.length, intake::read);
      decoder.end(intake::read);
      intake.end();
    } catch (NoBisectionLog e) {
      return Map.of();
    }
    Map<String, Analysis> analyses = new TreeMap<>();
    parts.forEach((id, part) -> analyses.put(id, Analysis.of(id, part)));
    return analyses;
  }
}
