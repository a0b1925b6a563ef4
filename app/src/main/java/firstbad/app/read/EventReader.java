package firstbad.app.read;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Waiting;
import firstbad.schemas.BadEventException;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.KeyPartition;
import firstbad.schemas.RegistryException;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads events as any consumer would: only what is committed, with bounded waiting, and without
 * changing anything on the broker unless it remembers its place under a group. For one thread. (A
 * little longer than most files, since reading all, following and a group share one consumer.)
 */
public final class EventReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int ANSWER_WITHIN_MS = 10_000;
  private static final Duration LONGEST_POLL_INTERVAL = Duration.ofMinutes(5);

  /** Takes an event. */
  @FunctionalInterface
  public interface Taking {
    /**
     * The next event of a topic.
     *
     * @param key the record's key
     */
    void take(Topic topic, String key, SpecificRecord event);
  }

  /** Takes a tombstone. */
  @FunctionalInterface
  public interface Removal {
    /** What had this key is gone: 'firstbad forget' removed it. */
    void removed(Topic topic, String key);
  }

  /** Takes both. */
  public interface Handler extends Taking, Removal {

    /** One of two parts. */
    static Handler of(Taking taking, Removal removal) {
      return new Handler() {
        @Override
        public void take(Topic topic, String key, SpecificRecord event) {
          taking.take(topic, key, event);
        }

        @Override
        public void removed(Topic topic, String key) {
          removal.removed(topic, key);
        }
      };
    }
  }

  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, Object> settings;
  private final EventSerdes serdes;
  private final Topics topics;
  private final KafkaTrouble trouble;
  private final Map<String, Topic> byName = new HashMap<>();
  private final Map<Topic, Deserializer<? extends SpecificRecord>> deserializers =
      new EnumMap<>(Topic.class);
  private RemovedEvents removed = RemovedEvents.none();
  private long unreadable;

  private EventReader(
      KafkaConsumer<String, byte[]> consumer,
      Map<String, Object> settings,
      EventSerdes serdes,
      Topics topics,
      KafkaTrouble trouble) {
    this.consumer = consumer;
    this.settings = settings;
    this.serdes = serdes;
    this.topics = topics;
    this.trouble = trouble;
  }

  /**
   * Connects.
   *
   * @throws Problem when an option is wrong
   */
  public static EventReader open(KafkaOptions kafka) {
    try {
      return open(kafka.clientProperties(), new Topics(kafka.prefix()));
    } catch (IllegalArgumentException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Connects, and waits for the first answer.
   *
   * @param err told what is waited for where that takes more than a moment
   * @throws Problem when an option is wrong, or Kafka does not answer
   */
  public static EventReader open(KafkaOptions kafka, PrintWriter err) {
    EventReader reader = open(kafka);
    try {
      return Waiting.forKafka(kafka, err, reader::answered);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Waits for an answer, and does nothing else.
   *
   * @throws Problem when Kafka does not answer
   */
  public static void requireAnswer(KafkaOptions kafka, PrintWriter err) {
    open(kafka, err).close();
  }

  private EventReader answered() {
    try {
      var unused = consumer.partitionsFor(topics.name(Topic.BISECTIONS));
    } catch (AuthorizationException e) {
      // an answer all the same
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
    return this;
  }

  /**
   * Connects as a member of a consumer group, which takes one event at a time.
   *
   * @param longest how long one event may take; the group waits for it that long
   */
  static EventReader open(KafkaOptions kafka, String group, Duration longest) {
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    long interval = longest.plus(LONGEST_POLL_INTERVAL).toMillis();
    properties.put(
        ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, (int) Math.min(Integer.MAX_VALUE, interval));
    try {
      return open(properties, new Topics(kafka.prefix()));
    } catch (IllegalArgumentException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Connects.
   *
   * @param properties of the clients, {@code bootstrap.servers} and {@code schema.registry.url}
   *     among them
   * @throws Problem when a property is wrong
   */
  public static EventReader open(Map<String, Object> properties, Topics topics) {
    KafkaTrouble trouble =
        new KafkaTrouble(String.valueOf(properties.get("bootstrap.servers")), topics);
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    if (!all.containsKey(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG)) {
      all.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
      all.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_WITHIN_MS);
    }
    all.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "firstbad-cli");
    try {
      EventSerdes serdes = EventSerdes.of(properties);
      return new EventReader(
          new KafkaConsumer<>(all, new StringDeserializer(), new ByteArrayDeserializer()),
          all,
          serdes,
          topics,
          trouble);
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
  }

  /** Starts at the beginning of all partitions of these topics. */
  public void begin(Topic... wanted) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : wanted) {
      partitions.addAll(partitions(topic));
    }
    assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Starts at the end of all partitions of this topic: only what is new. */
  public void beginAtEnd(Topic wanted) {
    List<TopicPartition> partitions = partitions(wanted);
    assign(partitions);
    try {
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // now, and not at the first poll
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
  }

  /** Starts at the beginning of the partition in which this key is, of each of these topics. */
  public void beginAtKey(String key, Topic... wanted) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : wanted) {
      partitions.add(partition(key, topic));
    }
    assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Starts so many records before the end of the partition in which this key is. */
  void beginNearEnd(String key, long records, Topic topic) {
    TopicPartition partition = partition(key, topic);
    List<TopicPartition> one = List.of(partition);
    assign(one);
    try {
      long first = consumer.beginningOffsets(one).getOrDefault(partition, 0L);
      long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
      consumer.seek(partition, Math.max(first, end - records));
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
  }

  private TopicPartition partition(String key, Topic topic) {
    int number = KeyPartition.of(key.getBytes(StandardCharsets.UTF_8), partitions(topic).size());
    return new TopicPartition(topics.name(topic), number);
  }

  /**
   * Leaves out from now on what 'firstbad forget' has removed by now, though it is still there. For
   * that, the topic is read to its end once more.
   */
  void leaveOutRemoved(Topic wanted) {
    try {
      removed = RemovedEvents.of(settings, topics.name(wanted), trouble.where());
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
  }

  /**
   * Starts where this consumer group ended, which other members of it may share.
   *
   * @param atEnd whether a group that has no place in a partition yet begins at its end
   */
  public void beginInGroup(Topic wanted, boolean atEnd) {
    partitions(wanted);
    remember(wanted);
    if (atEnd) {
      consumer.subscribe(Set.of(topics.name(wanted)), new BeginAtEnd(consumer));
    } else {
      consumer.subscribe(Set.of(topics.name(wanted)));
    }
  }

  /**
   * Remembers in the group that everything taken so far is done with. Waits for brokers that are
   * away; where another member has the partition meanwhile, it does the event again.
   *
   * @param complaint told once when the brokers do not answer
   */
  public void done(Consumer<String> complaint) {
    boolean complained = false;
    while (true) {
      try {
        consumer.commitSync();
        return;
      } catch (CommitFailedException | RebalanceInProgressException e) {
        return; // another member does it again, or the next event commits this one too
      } catch (RetriableException e) {
        if (!complained) {
          complained = true;
          complaint.accept(trouble.problem(e).getMessage() + " Trying again until it does.");
        }
      } catch (KafkaException e) {
        throw trouble.problem(e);
      }
    }
  }

  /** Takes what comes within a moment. */
  public void take(Handler handler) {
    try {
      for (ConsumerRecord<String, byte[]> found : consumer.poll(POLL)) {
        take(found, handler);
      }
    } catch (RegistryException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
  }

  /** Takes everything up to what is the end now. */
  public void takeAll(Taking taking, Removal removal) {
    takeAll(Handler.of(taking, removal));
  }

  /** Takes everything up to what is the end now. */
  public void takeAll(Handler handler) {
    try {
      Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
      IdleTimeout timeout = new IdleTimeout(System::nanoTime, trouble.where());
      while (left(ends) > 0) {
        timeout.left(left(ends));
        take(handler);
      }
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
  }

  private long left(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
        .sum();
  }

  /** Records that were skipped, since they hold no event that can be read. */
  public long unreadable() {
    return unreadable;
  }

  private void take(ConsumerRecord<String, byte[]> found, Handler handler) {
    Topic topic = byName.get(found.topic());
    Deserializer<? extends SpecificRecord> deserializer = deserializers.get(topic);
    if (topic == null || deserializer == null || found.key() == null) {
      return;
    }
    if (found.value() == null) {
      if (topic != Topic.LOG_LINES || isOrder(found)) {
        handler.removed(topic, found.key());
      }
      return;
    }
    if (removed.holds(found)) {
      return;
    }
    SpecificRecord event;
    try {
      event = deserializer.deserialize(found.topic(), found.value());
    } catch (BadEventException e) {
      unreadable++;
      return;
    }
    handler.take(topic, found.key(), event);
  }

  /** A line that lost its value is no order to forget anything. */
  private static boolean isOrder(ConsumerRecord<String, byte[]> found) {
    byte[] key = found.key().getBytes(StandardCharsets.UTF_8);
    return ForgetOrder.is(key, found.headers(), found.value());
  }

  private List<TopicPartition> partitions(Topic topic) {
    String name = topics.name(topic);
    List<PartitionInfo> found;
    try {
      found = consumer.partitionsFor(name);
    } catch (KafkaException e) {
      throw trouble.problem(e);
    }
    if (found == null || found.isEmpty()) {
      throw new Problem(
          trouble.where()
              + " has no topic "
              + name
              + "; 'firstbad topics' creates it, and --prefix names another.");
    }
    return found.stream().map(p -> new TopicPartition(name, p.partition())).toList();
  }

  private void assign(List<TopicPartition> partitions) {
    for (Topic topic : Topic.values()) {
      if (partitions.stream().anyMatch(p -> p.topic().equals(topics.name(topic)))) {
        remember(topic);
      }
    }
    consumer.assign(partitions);
  }

  private void remember(Topic topic) {
    byName.put(topics.name(topic), topic);
    serdes.deserializer(topic).ifPresent(reader -> deserializers.put(topic, reader));
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(2)));
    serdes.close();
  }
}
