package firstbad.topology.sum;

import firstbad.bisection.trust.judgement.Level;
import org.jspecify.annotations.Nullable;

/**
 * How a culprit was judged when its search had ended.
 *
 * @param parameters the version of the parameters with which that was done
 * @param probability from 0 to 1; null where there was nothing to judge
 */
public record JudgedCulprit(String parameters, Level level, @Nullable Double probability) {

  /** Whether there was anything to judge; else it says nothing about trust. */
  boolean counts() {
    return switch (level) {
      case HIGH, MIDDLE, LOW -> true;
      case NONE, UNKNOWN -> false;
    };
  }
}
