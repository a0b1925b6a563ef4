package firstbad.topology.event;

import firstbad.schemas.KeyPartition;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Keys of revisions, {@code <id>/<ordinal>}, and their partition, which is that of the id. */
public final class RevisionKeys implements StreamPartitioner<String, byte[]> {

  public static String key(String id, int ordinal) {
    return id + '/' + ordinal;
  }

  @Override
  public Optional<Set<Integer>> partitions(
      String topic, String key, byte[] value, int numPartitions) {
    byte[] id = key.substring(0, key.lastIndexOf('/')).getBytes(StandardCharsets.UTF_8);
    return Optional.of(Set.of(KeyPartition.of(id, numPartitions)));
  }
}
