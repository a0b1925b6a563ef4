package firstbad.topology.assemble;

import firstbad.bisection.finding.Finding;
import firstbad.topology.assemble.NewestFindings.OutputKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of one input, sorted by when they are sent. Nothing has left yet. */
final class EncodedFindings {
  private final List<Outgoing> outgoing = new ArrayList<>();
  private final Map<OutputKey, Finding> held = new LinkedHashMap<>();
  private final List<Finding.CrashesCounted> counts = new ArrayList<>();
  private boolean culprit;
  private int notUnderstood;

  void sends(Outgoing record, boolean isCulprit) {
    outgoing.add(record);
    culprit |= isCulprit;
  }

  void holds(OutputKey output, Finding finding) {
    held.put(output, finding);
  }

  void sums(Finding finding) {
    if (finding instanceof Finding.CrashesCounted counted) {
      counts.add(counted);
    } else {
      notUnderstood++;
    }
  }

  /** What leaves at once. */
  List<Outgoing> outgoing() {
    return outgoing;
  }

  /** What waits for the commit. */
  Map<OutputKey, Finding> held() {
    return held;
  }

  List<Finding.CrashesCounted> counts() {
    return counts;
  }

  /** Whether a culprit is among them. */
  boolean culprit() {
    return culprit;
  }

  /** How many lines of no known shape are among them. */
  int notUnderstood() {
    return notUnderstood;
  }
}
