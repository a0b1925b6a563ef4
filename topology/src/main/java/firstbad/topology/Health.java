package firstbad.topology;

import org.jspecify.annotations.Nullable;

/**
 * How the topology is.
 *
 * @param sentence why, for {@link State#FAILED} and {@link State#TROUBLED}; else null
 */
public record Health(State state, @Nullable String sentence) {

  /** In the order in which they usually come. */
  public enum State {
    /** Not started, or starting: the group is joined, state is restored. */
    STARTING,
    /** Lines are processed. */
    RUNNING,
    /** Lines are processed again in a moment: partitions move, or a thread was replaced. */
    TROUBLED,
    /** It ended by itself and does not come back. */
    FAILED,
    /** It was stopped. */
    STOPPED
  }

  /** Whether it processes lines, or will without anybody's help. */
  public boolean alive() {
    return state == State.STARTING || state == State.RUNNING || state == State.TROUBLED;
  }
}
