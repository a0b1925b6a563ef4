package firstbad.bisection.fold;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.Archive.Piece;
import java.util.ArrayList;
import java.util.List;

/** Raises the alert that a log has words no rule knows, once for each bisection. */
final class FormatDrift {

  /** So many unknown lines are no accident; and so many are quoted. */
  private static final int LINES = 3;

  static void raise(FoldContext context) {
    boolean usual = context.anomalies.seen().isEmpty();
    // What a mail or a terminal put above a log is no word of the fuzzer.
    long unknown = context.position.oddities().unknown().within();
    if ((usual && unknown < LINES) || context.life.once().drift() || !drifts(context, unknown)) {
      return;
    }
    context.life = context.life.driftRaised();
    context.changesHead();
    context.raise(
        Alert.Kind.FORMAT_DRIFT, Alert.Severity.MIDDLE, message(samples(context), context));
  }

  /** Missing lines explain everything, and then nothing has drifted. */
  private static boolean drifts(FoldContext context, long unknown) {
    if (context.header.tool() == Tool.GIT) {
      return false; // a person's terminal has any words
    }
    boolean complete = context.position.oddities().gaps().missing() == 0;
    boolean anomaly =
        context.anomalies.seen().stream()
            .anyMatch(
                each ->
                    (each.kind().drift() || (unknown > 0 && LogAnomalies.isWithoutRuns(each)))
                        && LogAnomalies.holds(context, each));
    return complete && LogAnomalies.isBisection(context) && (anomaly || unknown >= LINES);
  }

  private static List<String> samples(FoldContext context) {
    List<String> samples = new ArrayList<>(LINES);
    for (int i = 0; i < LINES; i++) {
      if (context.archive.get("unknown/" + i) instanceof Piece.Line line) {
        samples.add("line " + line.number() + " \"" + line.text() + "\"");
      }
    }
    return samples;
  }

  private static String message(List<String> samples, FoldContext context) {
    if (!samples.isEmpty()) {
      return "The log has lines that no rule knows, as if the fuzzer had changed its words: "
          + String.join(", ", samples)
          + ".";
    }
    for (Anomalies.Anomaly each : context.anomalies.seen()) {
      if (each.kind().drift()) {
        return "Lines that every log has are not in this one, as if the fuzzer had changed its"
            + " words: "
            + Remarks.sentence(each);
      }
    }
    return "The log does not follow the rules, as if the fuzzer had changed its words.";
  }

  private FormatDrift() {}
}
