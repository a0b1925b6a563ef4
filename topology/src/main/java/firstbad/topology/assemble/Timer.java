package firstbad.topology.assemble;

/**
 * When a bisection wants to be looked at again.
 *
 * @param lane the queue it stands in
 * @param dueAt milliseconds since the epoch, in the topic's own time
 */
public record Timer(Lane lane, long dueAt) {

  /**
   * Silences of seconds and of hours stand in queues of their own, since by the wall clock the
   * first may fire soon after a start and the others not.
   */
  public enum Lane {
    SHORT((byte) 1),
    LONG((byte) 2);

    private final byte code;

    Lane(byte code) {
      this.code = code;
    }

    /** What the lane is called in keys, larger than 0. */
    byte code() {
      return code;
    }
  }

  /**
   * Whether it wakes in time for another one too. The short queue is looked at with more care (a
   * silence of seconds counts only while the partition is heard), so the long one covers none of
   * it.
   */
  boolean covers(Timer other) {
    return dueAt <= other.dueAt && (lane == Lane.SHORT || other.lane == Lane.LONG);
  }
}
