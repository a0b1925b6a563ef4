package firstbad.bench.chaos;

import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * How long each trouble was felt: from its beginning until the topology had committed every line
 * that was in Kafka then. Safe for use by several threads.
 */
final class Recovery implements AutoCloseable {
  private static final long EVERY_MS = 250;
  private static final int ANSWER_WITHIN_S = 5;

  private final Admin admin;
  private final Thread thread = new Thread(this::watch, "recovery");
  private final List<TopicPartition> lines = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, List<Double>> seconds = new TreeMap<>();

  private static final class Waiting {
    private final String kind;
    private final long began = System.nanoTime();
    private @Nullable Map<TopicPartition, Long> ends;

    Waiting(String kind) {
      this.kind = kind;
    }
  }

  Recovery(Admin admin, Topics topics, int partitions) {
    this.admin = admin;
    for (int partition = 0; partition < partitions; partition++) {
      lines.add(new TopicPartition(topics.name(Topic.LOG_LINES), partition));
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** A trouble of this kind begins now. */
  synchronized void begins(String kind) {
    waiting.add(new Waiting(kind));
  }

  /** Seconds by kind of trouble; those that still last are not among them. */
  synchronized Map<String, List<Double>> seconds() {
    return new TreeMap<>(seconds);
  }

  /** Waits until none lasts. */
  void awaitNone() throws InterruptedException {
    while (lasting() > 0) {
      Thread.sleep(EVERY_MS);
    }
  }

  /** How many last. */
  private synchronized int lasting() {
    return waiting.size();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(EVERY_MS);
        try {
          look();
        } catch (ExecutionException | TimeoutException e) {
          // nobody answers, so it still lasts
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws ExecutionException, TimeoutException, InterruptedException {
    if (lasting() == 0) {
      return;
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    lines.forEach(partition -> asked.put(partition, OffsetSpec.latest()));
    admin
        .listOffsets(asked)
        .all()
        .get(ANSWER_WITHIN_S, TimeUnit.SECONDS)
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    Map<TopicPartition, OffsetAndMetadata> committed =
        admin
            .listConsumerGroupOffsets("firstbad.topology")
            .partitionsToOffsetAndMetadata()
            .get(ANSWER_WITHIN_S, TimeUnit.SECONDS);
    compare(ends, committed);
  }

  private synchronized void compare(
      Map<TopicPartition, Long> ends, Map<TopicPartition, OffsetAndMetadata> committed) {
    for (Waiting each : List.copyOf(waiting)) {
      if (each.ends == null) {
        each.ends = ends;
      } else if (each.ends.entrySet().stream().allMatch(end -> reached(end, committed))) {
        waiting.remove(each);
        seconds
            .computeIfAbsent(each.kind, none -> new ArrayList<>())
            .add((System.nanoTime() - each.began) / 1e9);
      }
    }
  }

  private static boolean reached(
      Map.Entry<TopicPartition, Long> end, Map<TopicPartition, OffsetAndMetadata> committed) {
    OffsetAndMetadata at = committed.get(end.getKey());
    return end.getValue() == 0 || (at != null && at.offset() >= end.getValue());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
