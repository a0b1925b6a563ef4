package firstbad.schemas;

import org.apache.kafka.common.utils.Utils;

/**
 * The partition of a key, as Kafka's default partitioner chooses it. All records about a bisection
 * lie by it, and each part of Firstbad relies on that: state, culprits that were named, requests to
 * forget.
 */
public final class KeyPartition {
  private KeyPartition() {}

  /**
   * The number of the partition, from 0.
   *
   * @param partitions how many the topic has, 1 or more
   */
  public static int of(byte[] key, int partitions) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
