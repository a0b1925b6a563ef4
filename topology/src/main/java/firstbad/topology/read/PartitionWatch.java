package firstbad.topology.read;

/**
 * Says how long a partition has been heard to its end. Silence counts only then: lines may wait in
 * their publisher while the leader is away, and then nothing was silent.
 */
public interface PartitionWatch {

  /**
   * For how long without a break the partition's leader has answered and all it has was read, in
   * milliseconds; 0 while it is not so, or not yet known. To be asked now and then as long as it
   * matters: a partition that nobody asks about is not watched.
   */
  long heardMillis(int partition);

  /**
   * A clock that nobody sets, in milliseconds from any origin.
   *
   * @param streamsTime what Streams says, for who has no other
   */
  long steady(long streamsTime);

  /**
   * The brokers' time in milliseconds since the epoch, as far as it is known.
   *
   * @param streamsTime what Streams says
   */
  long brokerTime(long streamsTime);
}
