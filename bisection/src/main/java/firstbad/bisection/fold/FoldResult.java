package firstbad.bisection.fold;

import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.Receipt;
import java.util.ArrayList;
import java.util.List;

/**
 * What one input made of a bisection.
 *
 * @param next the bisection after it; the one before is unchanged
 * @param receipt what became of the input
 * @param findings what it brought to light, in order; empty for most lines
 */
public record FoldResult(BisectionState next, Receipt receipt, List<Finding> findings) {

  /** The same after an input that was read before it. */
  FoldResult after(List<Finding> before) {
    List<Finding> all = new ArrayList<>(before);
    all.addAll(findings);
    return new FoldResult(next, receipt, List.copyOf(all));
  }
}
