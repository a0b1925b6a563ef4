package firstbad.bisection.state;

import firstbad.bisection.finding.Remark;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was remarkable about the log while it was read.
 *
 * @param seen one of each kind, in the order in which they were noticed
 */
public record Anomalies(List<Anomaly> seen) {
  /** Nothing was remarkable. */
  public static final Anomalies NONE = new Anomalies(List.of());

  /**
   * What was noticed.
   *
   * @param line the first line at which it was noticed
   * @param commit the commit that it is about; null when it is about none
   * @param sentence what is said of it where its kind has no sentence of its own
   * @param count how often
   */
  public record Anomaly(
      Remark.Kind kind, long line, @Nullable String commit, @Nullable String sentence, int count) {}

  /** With one more. */
  public Anomalies with(
      Remark.Kind kind, long line, @Nullable String commit, @Nullable String sentence) {
    List<Anomaly> more = new ArrayList<>(seen);
    for (int i = 0; i < more.size(); i++) {
      Anomaly known = more.get(i);
      if (known.kind == kind) {
        more.set(i, new Anomaly(kind, known.line, known.commit, known.sentence, known.count + 1));
        return new Anomalies(List.copyOf(more));
      }
    }
    more.add(new Anomaly(kind, line, commit, sentence, 1));
    return new Anomalies(List.copyOf(more));
  }

  /** Whether something of this kind was noticed. */
  public boolean has(Remark.Kind kind) {
    return seen.stream().anyMatch(each -> each.kind == kind);
  }

  /** Whether something of the log is missing. */
  public boolean holes() {
    return seen.stream().anyMatch(each -> each.kind.hole());
  }
}
