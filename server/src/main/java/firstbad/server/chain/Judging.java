package firstbad.server.chain;

import firstbad.schemas.KafkaSilence;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.metrics.Part;
import firstbad.server.offsets.SilentPartitions;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * The leg from Kafka to the findings, wherever the topology runs: what it has committed beside what
 * there is. Looks once a second while lines wait, and every two seconds else, in a thread of its
 * own. Safe for use by several threads.
 */
public final class Judging implements Part, AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration IDLE_EVERY = Duration.ofSeconds(2);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

  /** What takes longer than this is trouble. */
  private static final long TROUBLED_MS = 10_000;

  private final Rights rights;
  private final PartitionEnds partitions;
  private final String group;

  /** Of a topology of this group. */
  private final String options;

  private final Map<String, Object> properties;
  private final EndMarkers markers;
  private final SilentPartitions leaderless = new SilentPartitions();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, "firstbad-judging");
            made.setDaemon(true);
            return made;
          });
  private @Nullable Admin admin;
  private final Backlog backlog = new Backlog();
  private final DeletedLines deleted = new DeletedLines();
  private volatile long answeredAt = steady();
  private volatile long age;
  private volatile long waiting;
  private volatile long stuck;
  private volatile int members;
  private volatile boolean refused; // the last look

  /**
   * @param group of the topology, which is its application id
   * @param properties of every client
   */
  public Judging(Topics topics, String group, Map<String, Object> properties) {
    this.rights = new Rights(topics, group);
    this.partitions = new PartitionEnds(topics.name(Topic.LOG_LINES), ANSWER_WITHIN);
    this.group = group;
    this.options =
        (topics.prefix().equals(Topics.DEFAULT_PREFIX) ? "" : " --prefix " + topics.prefix())
            + (group.equals(topics.prefix() + "topology") ? "" : " --application-id " + group);
    this.properties = new HashMap<>(properties);
    int within = (int) ANSWER_WITHIN.toMillis();
    this.properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, within);
    this.properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, within);
    this.properties.put(AdminClientConfig.CLIENT_ID_CONFIG, "firstbad-judging");
    this.markers = new EndMarkers(properties);
  }

  /** Begins to look. */
  public void start() {
    thread.execute(this::lookOn);
  }

  private void lookOn() {
    look();
    if (!thread.isShutdown()) {
      Duration pause = waiting > 0 ? EVERY : IDLE_EVERY;
      var unused = thread.schedule(this::lookOn, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Age of the oldest line that the topology has not committed, in milliseconds; 0 for none. */
  public long millis() {
    return age == 0 ? 0 : age + sinceAnswer();
  }

  private long sinceAnswer() {
    return Math.max(0, steady() - answeredAt);
  }

  private void look() {
    try {
      Map<TopicPartition, Long> ends = partitions.ends(admin());
      Map<TopicPartition, OffsetAndMetadata> committed =
          answer(admin().listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
      long now = steady();
      Map<TopicPartition, Long> read = read(committed);
      look(read, ends, now);
      // Nobody commits the marker after a transaction that a producer of lines made.
      Map<TopicPartition, Long> last = lastOfStuck(read, ends, now);
      if (!last.isEmpty()) {
        markers.look(last);
        look(read, ends, now);
      }
      if (backlog.records() > 0) {
        partitions.forget(); // what waits may have been deleted by age
      }
      members = backlog.stuck(now) >= TROUBLED_MS ? members() : members;
      age = backlog.age(now);
      waiting = backlog.records();
      stuck = backlog.stuck(now);
      answeredAt = steady();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      // said by the time that has passed since the last answer
      refused = rights.grant(e, Principal.SERVER, "").isPresent();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Where the topology is in each partition; what was deleted before it was read is noted. */
  private Map<TopicPartition, Long> read(Map<TopicPartition, OffsetAndMetadata> committed) {
    Map<TopicPartition, Long> read = new HashMap<>();
    partitions
        .begins()
        .forEach(
            (partition, begin) -> {
              OffsetAndMetadata at = committed.get(partition);
              if (at != null) {
                deleted.look(partition.partition(), at.offset(), begin);
              }
              read.put(partition, Math.max(begin, at == null ? 0 : at.offset()));
            });
    return read;
  }

  private void look(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends, long now) {
    leaderless.note(partitions.silent(), read.size(), now);
    // A partition has no end where its leader has not answered.
    ends.forEach(
        (partition, end) -> {
          long at = read.getOrDefault(partition, 0L);
          boolean marker = at == end - 1 && markers.isAt(partition, at);
          backlog.look(partition.partition(), now, marker ? end : at, end);
        });
  }

  /** What stands at the end of partitions that do not move and have one record left. */
  private Map<TopicPartition, Long> lastOfStuck(
      Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends, long now) {
    Set<Integer> stuck = backlog.stuck(now, TROUBLED_MS);
    Map<TopicPartition, Long> last = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          boolean one = read.getOrDefault(partition, 0L) == end - 1;
          if (one && stuck.contains(partition.partition())) {
            last.put(partition, end - 1);
          }
        });
    return last;
  }

  /** How many read for the topology; none where its group has never been. */
  private int members() throws ExecutionException, InterruptedException, TimeoutException {
    try {
      return answer(admin().describeConsumerGroups(List.of(group)).all()).values().stream()
          .mapToInt(description -> description.members().size())
          .sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return 0;
      }
      throw e;
    }
  }

  private static <T> T answer(@Nullable KafkaFuture<T> asked)
      throws ExecutionException, InterruptedException, TimeoutException {
    if (asked == null) {
      throw new IllegalStateException("nothing was asked");
    }
    return asked.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized Admin admin() {
    Admin open = admin;
    if (open == null) {
      open = Admin.create(properties);
      admin = open;
    }
    return open;
  }

  private static long steady() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public String name() {
    return "judging";
  }

  @Override
  public void bind(MeterRegistry registry) {
    Gauge.builder("firstbad.leg.seconds.behind", this, each -> each.millis() / 1000.0)
        .tag("leg", name())
        .description("Age of the oldest line whose effect cannot be seen after this leg.")
        .register(registry);
    Gauge.builder("firstbad.lines.waiting", this, each -> each.waiting)
        .description("Records of log-lines that the topology has not committed.")
        .register(registry);
    FunctionCounter.builder("firstbad.lines.deleted.unread", deleted, DeletedLines::records)
        .description("Records of log-lines that Kafka deleted before the topology read them.")
        .register(registry);
  }

  @Override
  public Optional<String> notReady() {
    long silent = sinceAnswer();
    if (silent >= KafkaSilence.TROUBLED_MS
        && refused) { // everybody may read this: without addresses
      return Optional.of(
          ("These credentials lack a right: to see how far the topology (group %s) has read the lines."
                  + " 'firstbad doctor --acls server' prints the commands that grant it.")
              .formatted(group));
    }
    Optional<String> silence =
        KafkaSilence.sentence(silent).or(() -> leaderless.sentence(steady(), TROUBLED_MS));
    if (stuck < TROUBLED_MS || silence.isPresent()) {
      return silence;
    }
    return Optional.of(
        members == 0
            ? "%d lines wait and no topology reads them (group %s has no member); start one with: firstbad topology"
                    .formatted(waiting, group)
                + options
            : "%d lines wait, and of one partition at least the topology (group %s, members %d) has committed nothing for %d s; its own health says why."
                .formatted(waiting, group, members, stuck / 1000));
  }

  @Override
  public void close() {
    thread.shutdownNow();
    synchronized (this) {
      if (admin != null) {
        admin.close(Duration.ofSeconds(1));
      }
    }
  }
}
