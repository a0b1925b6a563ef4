package firstbad.topology.count;

import firstbad.bisection.finding.CrashDelta;
import java.util.List;

/**
 * Crash deltas of several kernel commits on their way to {@code count-crashes}. A revision tests a
 * commit of its own, so a record for each would be nearly one for each revision.
 */
public record CrashDeltas(List<Of> deltas) {

  /** Deltas of a commit always go under the same one of so many keys, so to the same partition. */
  static final int KEYS = 16;

  /** The delta of one commit. */
  public record Of(String commit, CrashDelta delta) {}
}
