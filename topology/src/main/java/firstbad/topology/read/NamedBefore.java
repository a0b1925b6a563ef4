package firstbad.topology.read;

import java.util.function.Consumer;

/**
 * The bisections whose culprit is in the topics already, sent by an application with another id.
 * This one reads their lines too when it begins, and must not name the culprits again.
 */
public interface NamedBefore {
  /** Where it is not known how many partitions there are. */
  int ANY = -1;

  /** Nothing was sent by others. */
  NamedBefore NOTHING =
      new NamedBefore() {
        @Override
        public boolean byOthers(int partition) {
          return false;
        }

        @Override
        public void read(int partition, Consumer<String> ids) {}

        @Override
        public int partitionOf(String id) {
          return ANY;
        }
      };

  /**
   * Whether another application may have named a culprit since this one last did.
   *
   * @param partition of the lines, whose culprits have the same one
   * @throws UnreadCulprits when that cannot be seen, or another one reads the same lines now
   */
  boolean byOthers(int partition);

  /**
   * Hands out the ids of all culprits that were sent until now, in transactions that had begun by
   * now too, so it may wait until those have ended.
   *
   * @param partition of the lines, whose culprits have the same one
   * @throws UnreadCulprits when they cannot be read to their end, or the topology stops meanwhile
   */
  void read(int partition, Consumer<String> ids);

  /**
   * The partition that the culprit of a bisection has, and its lines are to have; {@link #ANY}
   * before {@link #byOthers} has told how many there are.
   */
  int partitionOf(String id);
}
