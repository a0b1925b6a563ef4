package firstbad.server.offsets;

import firstbad.schemas.KafkaSilence;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** For which partitions nobody answers, and since when. Safe for use by several threads. */
public final class SilentPartitions {
  private Map<String, Long> since = new TreeMap<>();
  private boolean all;

  /**
   * A look has ended.
   *
   * @param silent those whose leaders did not answer
   * @param asked how many were asked
   * @param now milliseconds of any clock
   */
  public synchronized void note(Set<TopicPartition> silent, int asked, long now) {
    Map<String, Long> next = new TreeMap<>();
    silent.forEach(each -> next.put(each.toString(), since.getOrDefault(each.toString(), now)));
    since = next;
    all = silent.size() == asked;
  }

  /** What is wrong where that has lasted for so long, a sentence; empty where nothing is. */
  public synchronized Optional<String> sentence(long now, long millis) {
    return since.entrySet().stream()
        .filter(each -> now - each.getValue() >= millis)
        .findFirst()
        .flatMap(
            first ->
                all
                    ? KafkaSilence.sentence(now - first.getValue())
                    : Optional.of(sentence(first.getKey(), (now - first.getValue()) / 1000)));
  }

  private String sentence(String partition, long seconds) {
    int more = since.size() - 1;
    return "No leader has answered for the partition %s%s for %d s; check that its brokers run and can be reached (kafka-topics.sh --describe says which have it). All other partitions are read on."
        .formatted(
            partition,
            more == 0 ? "" : " (nor for %d %s)".formatted(more, more == 1 ? "other" : "others"),
            seconds);
  }
}
