package firstbad.bisection.fold;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.DamagedLine;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.RenamedLine;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.Archive.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Raises the alert that a log has words no rule knows, once for each bisection. */
final class FormatDrift {

  /** So many unknown lines are no accident, nor so many steps of one kind; so many are quoted. */
  private static final int MANY = 3;

  /** How far before what is odd its reason stands: about as many lines as a revision has. */
  private static final int NEAR = 40;

  private static final Pattern SAID = Pattern.compile("(?:# ?)?[A-Za-z]++[ :#].*");

  static void raise(FoldContext context) {
    if (context.life.once().drift() || !context.isOdd()) {
      return;
    }
    List<Piece.Line> words = words(context);
    if (drifts(context, words)) {
      context.life = context.life.driftRaised();
      context.changesHead();
      context.raise(Alert.Kind.FORMAT_DRIFT, Alert.Severity.MIDDLE, message(words, context));
    }
  }

  /** Missing lines explain everything, and then nothing has drifted. */
  private static boolean drifts(FoldContext context, List<Piece.Line> words) {
    // A person's terminal has any words.
    boolean fuzzers = context.header.tool() != Tool.GIT && LogAnomalies.isBisection(context);
    boolean complete = context.position.oddities().gaps().missing() == 0;
    if (!fuzzers || !complete) {
      return false;
    }
    List<Anomalies.Anomaly> holding =
        context.anomalies.seen().stream()
            .filter(each -> LogAnomalies.holds(context, each))
            .toList();
    long damaged = UnknownLooks.damaged(context);
    if (damaged > 0) { // one damaged line is no reason for many steps
      return damaged == 1 && holding.stream().anyMatch(FormatDrift::atStepAfterStep);
    }
    return OwnPlaces.holdAny(context, unknown(context))
        || blocks(words) >= MANY
        || words.stream().anyMatch(line -> isRenamed(line.text()))
        || holding.stream().anyMatch(each -> shows(each, words));
  }

  /**
   * Whether what was noticed comes of other words: of lines that no rule knows, or at step after
   * step. A hole in the text costs a step or two.
   */
  private static boolean shows(Anomalies.Anomaly anomaly, List<Piece.Line> words) {
    boolean drift = anomaly.kind().drift() || LogAnomalies.isWithoutRuns(anomaly);
    boolean near =
        words.stream()
            .anyMatch(
                line -> line.number() <= anomaly.line() && line.number() > anomaly.line() - NEAR);
    return drift && (near || atStepAfterStep(anomaly));
  }

  private static boolean atStepAfterStep(Anomalies.Anomaly anomaly) {
    boolean step =
        anomaly.kind() == Remark.Kind.UNTESTED_CANDIDATE
            || anomaly.kind() == Remark.Kind.UNDECIDED_STEP;
    return step && anomaly.count() >= MANY;
  }

  /** In how many places these lines stand: a report or a stack of calls is one. */
  private static int blocks(List<Piece.Line> words) {
    int blocks = 0;
    long before = -NEAR;
    for (Piece.Line line : words) {
      blocks += line.number() > before + 2 ? 1 : 0;
      before = line.number();
    }
    return blocks;
  }

  /**
   * Lines of the log that no rule knows, and that are none of which a part was lost: nobody damages
   * several in the same way. What a mail or a terminal put above a log is no word of the fuzzer,
   * whatever it says, once the lines that open a log are read below it.
   */
  private static List<Piece.Line> words(FoldContext context) {
    List<Piece.Line> lines = unknown(context);
    long before = context.position.oddities().unknown().before();
    boolean opened = context.header.requested() != null && context.header.fuzzer() != null;
    Map<String, Long> ways =
        lines.stream()
            .map(line -> DamagedLine.way(line.text()))
            .filter(way -> !way.isEmpty())
            .collect(Collectors.groupingBy(way -> way, Collectors.counting()));
    List<Piece.Line> words = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String text = lines.get(i).text();
      boolean other = !DamagedLine.is(text) || ways.getOrDefault(DamagedLine.way(text), 0L) >= MANY;
      boolean above = i < before;
      if ((isRenamed(text) && !(above && opened)) || (!above && other && isSaid(text))) {
        words.add(lines.get(i));
      }
    }
    return words;
  }

  private static boolean isRenamed(String line) {
    return RenamedLine.is(line)
        || (Grammar.read(line) instanceof EndEntry.Failed error && error.renames());
  }

  private static List<Piece.Line> unknown(FoldContext context) {
    return UnfinishedLine.leftOut(context, UnknownLooks.kept(context));
  }

  /** Whether a line has words of a language, and begins as a program begins to say something. */
  private static boolean isSaid(String line) {
    return SAID.matcher(line).lookingAt();
  }

  private static String message(List<Piece.Line> words, FoldContext context) {
    if (!words.isEmpty()) {
      return "The log has lines that no rule knows, as if the fuzzer had changed its words: "
          + quoted(words)
          + ".";
    }
    for (Anomalies.Anomaly each : context.anomalies.seen()) {
      if (each.kind().drift()) {
        return "Lines that every log has are not in this one, as if the fuzzer had changed its"
            + " words: "
            + Remarks.sentence(each);
      }
    }
    List<Piece.Line> lines = unknown(context);
    return "The log does not follow the rules, as if the fuzzer had changed its words"
        + (lines.isEmpty() ? "." : ": " + quoted(lines) + ".");
  }

  private static String quoted(List<Piece.Line> lines) {
    return lines.stream()
        .limit(MANY)
        .map(line -> "line " + line.number() + " \"" + line.text() + "\"")
        .collect(Collectors.joining(", "));
  }

  private FormatDrift() {}
}
