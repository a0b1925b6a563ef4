package firstbad.server.view;

import firstbad.schemas.AdminSession;
import firstbad.schemas.BoundedConsumer;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.OncePerMinute;
import firstbad.schemas.OwnFaults;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.offsets.EndOffsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that brings the view up to the stream and keeps it there. Trouble with brokers,
 * registry or database is waited out: it goes on where the database says. (A little longer than
 * most files, since connecting, following and waiting share one thread and what it knows.)
 */
public final class Follower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

  /** A broker answers as soon as there is something; this is how often it says that nothing is. */
  private static final int WAIT_MS = 5_000;

  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final Duration LEADER_ANSWERS_WITHIN = Duration.ofSeconds(5);
  private static final long OVERTAKEN_PAUSE_MS = 1000;
  private static final long FORGET_EVERY_MS = 60_000;
  private static final long RECOGNIZE_EVERY_MS = 60_000;
  private static final long LONGEST_PAUSE_MS = 10_000;

  private static final int RECORDS = 5000;

  private static final int FETCHED_BYTES = 16 << 20;

  private final OwnFaults faults = new OwnFaults(LOG);
  private final OncePerMinute complains = new OncePerMinute();
  private final View view;
  private final EventSerdes serdes;
  private final RecordReading reading;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Duration keepLines;
  private final Admin admin;
  private final ReadingProgress progress;
  private final Lag lag;
  private final RecordTimes times;
  private final LongSupplier clock;
  private final Runnable onChange;
  private final Thread thread = new Thread(this::run, "firstbad-view");
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile @Nullable String trouble;
  private long forgot;
  private long recognized;

  private Follower(
      View view,
      EventSerdes serdes,
      Topics topics,
      KafkaConsumer<byte[], byte[]> consumer,
      Admin admin,
      List<TopicPartition> partitions,
      Duration keepLines,
      Lag lag,
      LongSupplier clock,
      Runnable onChange) {
    this.view = view;
    this.serdes = serdes;
    this.reading =
        new RecordReading(serdes, topics, count(partitions, topics.name(Topic.LOG_LINES)));
    this.consumer = consumer;
    this.partitions = partitions;
    this.keepLines = keepLines;
    this.admin = admin;
    this.lag = lag;
    this.progress = new ReadingProgress(admin, consumer, partitions, lag, clock);
    this.times = new RecordTimes(clock);
    this.clock = clock;
    this.onChange = onChange;
    this.recognized = clock.getAsLong(); // a moment ago, or this would not be made
    thread.setDaemon(true);
  }

  /**
   * Starts to follow.
   *
   * @param properties what every Kafka and registry client is configured with
   * @param keepLines how long raw lines are kept
   * @param clock milliseconds of a clock that nobody sets
   * @param onChange called whenever rows may have changed
   * @throws ViewException when the brokers or the topics are not there, or the view is of others
   */
  public static Follower started(
      View view,
      Map<String, Object> properties,
      Topics topics,
      Duration keepLines,
      Lag lag,
      LongSupplier clock,
      Runnable onChange) {
    view.requireOrigin(topics.prefix(), cluster(properties));
    EventSerdes serdes = EventSerdes.of(properties);
    KafkaConsumer<byte[], byte[]> consumer = null;
    try {
      consumer = consumer(properties);
      List<TopicPartition> partitions = partitions(consumer, topics);
      view.requireTopics(ReadableTopics.require(properties, names(partitions), ANSWER_WITHIN));
      Follower follower =
          new Follower(
              view,
              serdes,
              topics,
              consumer,
              Admin.create(properties),
              partitions,
              keepLines,
              lag,
              clock,
              onChange);
      follower.thread.start();
      return follower;
    } catch (KafkaException e) {
      close(consumer, serdes);
      String servers = String.valueOf(properties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
      throw new ViewException(
          Rights.under(topics)
              .missing(e, Principal.SERVER, servers)
              .orElse("Kafka cannot be read: " + e.getMessage() + "."),
          e);
    } catch (RuntimeException e) {
      close(consumer, serdes);
      throw e;
    }
  }

  private static String cluster(Map<String, Object> properties) {
    String servers = String.valueOf(properties.get(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG));
    try (AdminSession session = AdminSession.of(properties)) {
      return session
          .admin()
          .describeCluster()
          .clusterId()
          .get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ViewException("The start was interrupted.", e);
    } catch (Exception e) {
      if (e.getCause() instanceof AuthenticationException refusal) {
        throw new ViewException(
            "Kafka at %s refuses the log-in: %s; check the credentials in the file of --config."
                .formatted(servers, String.valueOf(refusal.getMessage()).replaceFirst("\\.$", "")),
            e);
      }
      throw new ViewException(
          "Kafka at "
              + servers
              + " did not answer within "
              + ANSWER_WITHIN.toSeconds()
              + " s; check that it runs, --bootstrap-servers and --config.",
          e);
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> properties) {
    Map<String, Object> all = new HashMap<>(properties);
    all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    all.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
    all.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_BYTES);
    all.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, WAIT_MS);
    all.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, "firstbad-view");
    all.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new BoundedConsumer(all);
  }

  private static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, Topics topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (Topic topic : Principal.SERVER.reads()) {
      String name = topics.name(topic);
      List<PartitionInfo> found = consumer.partitionsFor(name, ANSWER_WITHIN);
      if (found == null || found.isEmpty()) {
        throw new ViewException(
            "There is no topic "
                + name
                + "; 'firstbad topics' creates it, --prefix names another.");
      }
      found.forEach(each -> partitions.add(new TopicPartition(name, each.partition())));
    }
    return partitions;
  }

  private static List<String> names(List<TopicPartition> partitions) {
    return partitions.stream().map(TopicPartition::topic).distinct().toList();
  }

  private static int count(List<TopicPartition> partitions, String topic) {
    return (int) partitions.stream().filter(each -> each.topic().equals(topic)).count();
  }

  private void run() {
    long pause = 0;
    boolean placed = false;
    while (stopping.getCount() > 0) {
      try {
        if (!placed) {
          place();
          placed = true;
        }
        step();
        trouble = null;
        pause = 0;
      } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
        // it is to end
      } catch (View.Overtaken e) {
        LOG.debug("Continuing where another server stopped", e);
        placed = false;
        pause(OVERTAKEN_PAUSE_MS);
      } catch (RuntimeException e) {
        placed = false;
        if (DatabaseFault.damaged(e)) {
          view.damaged();
        }
        pause = Math.min(LONGEST_PAUSE_MS, Math.max(500, pause * 2));
        complain(e, pause);
        pause(pause);
      }
    }
  }

  private void place() {
    consumer.assign(partitions);
    view.offsets(partitions).forEach(consumer::seek);
    try {
      EndOffsets newest = new EndOffsets(IsolationLevel.READ_COMMITTED, LEADER_ANSWERS_WITHIN);
      times.seen(newest.look(admin, partitions, OffsetSpec.maxTimestamp()).await().newestTime());
    } catch (TimeoutException e) {
      LOG.debug("How new the topics are is seen from the records alone", e);
    } catch (InterruptedException e) {
      stopping.countDown();
    }
  }

  private void step() {
    if (clock.getAsLong() - recognized >= RECOGNIZE_EVERY_MS) {
      // A consumer goes on at its old place in a topic that was deleted and made again.
      view.requireTopics(ReadableTopics.require(admin, names(partitions), LEADER_ANSWERS_WITHIN));
      recognized = clock.getAsLong();
    }
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    consumer.poll(progress.pollFor()).forEach(records::add);
    if (!records.isEmpty()) {
      records.forEach(each -> times.seen(each.timestamp()));
      lag.writing();
      apply(records);
      lag.written();
      records.forEach(
          each ->
              times.projected(
                  new TopicPartition(each.topic(), each.partition()), each.timestamp()));
      onChange.run();
    }
    if (progress.caughtUp(!records.isEmpty(), times)) {
      lag.writing();
      view.caughtUp(times.newest());
      lag.written();
    }
    long now = clock.getAsLong();
    if (now - forgot >= FORGET_EVERY_MS) {
      forgot = now;
      view.forget(times.newest() - keepLines.toMillis(), times.newest());
    }
  }

  /**
   * Applies records; where that fails, half of them and then the other half, down to the one record
   * that is to blame. If even passing it over fails, it is not.
   */
  private void apply(List<ConsumerRecord<byte[], byte[]>> records) {
    View.Batch batch = reading.batch(records);
    try {
      view.apply(batch, times.newest());
    } catch (View.Overtaken e) {
      throw e;
    } catch (RuntimeException e) {
      if (DatabaseFault.in(e)) {
        throw e; // none of the records is to blame
      }
      if (records.size() == 1) {
        ConsumerRecord<byte[], byte[]> record = records.get(0);
        view.apply(new View.Batch(List.of(), batch.next(), 1), times.newest());
        faults.say(
            "The record at offset %d of %s-%d cannot be projected and is skipped"
                .formatted(record.offset(), record.topic(), record.partition()),
            e);
        return;
      }
      int half = records.size() / 2;
      apply(records.subList(0, half));
      apply(records.subList(half, records.size()));
    }
  }

  private void complain(RuntimeException e, long pause) {
    String sentence =
        "The view does not go on: "
            + (DatabaseFault.damaged(e)
                ? "its file is damaged. Start the server again: that sets it aside, and makes it again from Kafka. ("
                    + DatabaseFault.said(e)
                    + ")"
                : DatabaseFault.said(e));
    LOG.info("The view does not go on", e);
    if (trouble == null && complains.due(e.getClass().getName()).isPresent()) {
      LOG.warn("{}; trying again, in {} ms at first", sentence, pause);
    }
    trouble = sentence;
  }

  private void pause(long millis) {
    try {
      boolean unused = stopping.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      stopping.countDown();
    }
  }

  /** Why the view does not go on at the moment; empty while it does. */
  public Optional<String> trouble() {
    return Optional.ofNullable(trouble).or(progress::trouble);
  }

  /** How many records were passed over, since they cannot be read or projected. */
  public long skipped() {
    return view.skipped();
  }

  /** Whether the thread is there; nothing brings it back. */
  public boolean alive() {
    return thread.isAlive();
  }

  @Override
  public void close() {
    stopping.countDown();
    consumer.wakeup();
    try {
      thread.join(ANSWER_WITHIN.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!thread.isAlive()) {
      close(consumer, serdes);
      admin.close(Duration.ofSeconds(1));
    }
  }

  private static void close(@Nullable KafkaConsumer<byte[], byte[]> consumer, EventSerdes serdes) {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
    }
    serdes.close();
  }
}
