package firstbad.topology;

import firstbad.schemas.EventSerdes;
import firstbad.schemas.KafkaSilence;
import firstbad.schemas.Topic;
import firstbad.topology.read.BrokerClock;
import firstbad.topology.read.BrokerWatch;
import firstbad.topology.read.CommitWatch;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.read.FindingTimes;
import firstbad.topology.read.LeaderWatch;
import firstbad.topology.read.LineCounters;
import firstbad.topology.read.NamedBefore;
import firstbad.topology.read.SentCulprits;
import firstbad.topology.read.SteadyTime;
import firstbad.topology.read.WatchedClients;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the Streams application: starts it, tells how it is, stops it. Safe for use by several
 * threads; started once. Long, since how it starts, dies and stops is one story.
 */
public final class BisectionTopology implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BisectionTopology.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

  /** Lines that wait for longer than this are trouble. */
  private static final long TROUBLED_MS = 10_000;

  private static final String NOT_COMMITTED =
      "Lines were read, and no commit has succeeded for %d s; check that all brokers run and that enough replicas are in sync for min.insync.replicas.";

  /** What a stop takes at most unless one says otherwise. */
  public static final Duration USUAL_STOP = Duration.ofSeconds(40);

  private final TopologySettings settings;
  private final LineCounters counters = new LineCounters();
  private final ReplacedThreads replacedThreads;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final EventSerdes serdes;
  private final BrokerClock clock;
  private final CommitWatch commits = new CommitWatch();
  private final RestoreProgress restoring = new RestoreProgress();
  private final FindingTimes times;
  private final LeaderWatch watch;
  private final BrokerWatch broker;
  private final StateFolder folder;
  private final Topology graph;
  private final KafkaStreams streams;
  private volatile Health health = new Health(Health.State.STARTING, null);
  private volatile Duration stopWithin = USUAL_STOP;
  private volatile Consumer<Health> listener = health -> {};

  /**
   * Builds the application without starting it or asking anyone.
   *
   * @throws WrongConfiguration when the settings cannot be right
   */
  public BisectionTopology(TopologySettings settings) {
    this(settings, System::currentTimeMillis);
  }

  /**
   * The same on a host whose clock may be set.
   *
   * @param hostClock milliseconds since the epoch
   */
  BisectionTopology(TopologySettings settings, LongSupplier hostClock) {
    this.settings = settings;
    SteadyTime time = new SteadyTime(hostClock);
    clock = new BrokerClock(time);
    times = new FindingTimes(settings.topics(), clock);
    folder = new StateFolder(settings.stateFolder(), settings.applicationId());
    folder.requireWritable();
    Properties properties = StreamsSettings.of(settings, counters);
    try {
      serdes = settings.serdes();
      StreamsConfig config = new StreamsConfig(properties);
      replacedThreads =
          new ReplacedThreads(FIRST_PAUSE, config.getInt(StreamsConfig.NUM_STREAM_THREADS_CONFIG));
      String logLines = settings.topics().name(Topic.LOG_LINES);
      watch =
          new LeaderWatch(
              logLines, () -> Admin.create(config.getAdminConfigs("firstbad-leader-watch")), clock);
      broker = new BrokerWatch(() -> Admin.create(config.getAdminConfigs("firstbad-broker-watch")));
      graph =
          BisectionGraph.of(settings, serdes, counters, watch, sentCulprits(config))
              .build(new TopologyConfig(config));
      streams =
          new KafkaStreams(
              graph,
              properties,
              new WatchedClients(logLines, watch, commits, clock, times, this::stateTopicsAdmin),
              time);
    } catch (ConfigException e) {
      throw new WrongConfiguration("The configuration is wrong: " + e.getMessage(), e);
    } catch (KafkaException e) {
      throw new WrongConfiguration(
          FaultOrigin.unwritable(e)
              .map(folder::unwritable)
              .or(folder::usedByAnother) // Streams locks its part of it at once
              .orElseGet(() -> "The topology cannot be set up: " + FaultOrigin.sentence(e)),
          e);
    }
    streams.setStateListener(this::changed);
    streams.setGlobalStateRestoreListener(restoring);
    streams.setUncaughtExceptionHandler(this::died);
  }

  private Admin stateTopicsAdmin(Map<String, Object> config) {
    return StateTopicsAdmin.open(config, settings);
  }

  private NamedBefore sentCulprits(StreamsConfig config) {
    return new SentCulprits(
        settings.topics().name(Topic.CULPRITS),
        settings.applicationId(),
        config.getRestoreConsumerConfigs("firstbad-sent-culprits"),
        () -> new StartUpCheck(settings).anotherReading(),
        () -> !streams.state().isRunningOrRebalancing());
  }

  /**
   * Checks broker and topics, then starts.
   *
   * @throws WrongConfiguration when the broker cannot be reached or the topics are not as they must
   *     be; the topology has ended then
   */
  public void start() {
    try {
      new StartUpCheck(settings).run();
      folder.open();
      watch.start();
      broker.start();
      begin();
    } catch (WrongConfiguration e) {
      end(new Health(Health.State.FAILED, e.getMessage()));
      streams.close(stopWithin);
      throw e;
    }
  }

  /** Streams opens what is kept, and there a damage may show that nothing had seen before. */
  private void begin() {
    try {
      streams.start();
    } catch (StreamsException e) {
      if (FaultOrigin.unwritable(e).isPresent()) {
        throw new WrongConfiguration(folder.unwritable(FaultOrigin.unwritable(e).get()), e);
      }
      if (!FaultOrigin.ofState(e)) {
        throw e;
      }
      folder.markDamaged();
      throw new WrongConfiguration(
          "The copy of the state in %s cannot be opened (%s); start the topology again, which makes it again from Kafka."
              .formatted(settings.stateFolder(), FaultOrigin.sentence(e)),
          e);
    }
  }

  /** Whether Kafka does not answer, or lines were read and cannot be committed. */
  public boolean stuck() {
    return health.alive() && obstacle(health).isPresent();
  }

  /** How it is now. */
  public Health health() {
    Health known = health;
    return known.alive()
        ? obstacle(known).map(sentence -> new Health(Health.State.TROUBLED, sentence)).orElse(known)
        : known;
  }

  /** What Streams itself does not say, or only after minutes. */
  private Optional<String> obstacle(Health known) {
    long waited = commits.waitingMillis();
    return KafkaSilence.sentence(broker.silentMillis())
        .or(
            () ->
                known.state() == Health.State.RUNNING && waited >= TROUBLED_MS
                    ? Optional.of(NOT_COMMITTED.formatted(waited / 1000))
                    : Optional.empty());
  }

  /** Tells {@code listener} of each change, from whatever thread it happens in. */
  public void onChange(Consumer<Health> listener) {
    this.listener = listener;
  }

  /** What became of the lines since the start. */
  public LineCounters.Snapshot lines() {
    return counters.snapshot();
  }

  /** How far the clock of this machine is ahead of the brokers'. */
  public BrokerClock clock() {
    return clock;
  }

  /** How long findings and commits take. */
  public FindingTimes times() {
    return times;
  }

  /** How much of the state is still to be read from Kafka before lines are processed. */
  public RestoreProgress restoring() {
    return restoring;
  }

  /** What Kafka measures of the Streams application and of its clients. */
  public Map<MetricName, ? extends Metric> kafkaMetrics() {
    return streams.metrics();
  }

  /** The graph as text. */
  public String description() {
    return graph.describe().toString();
  }

  /**
   * Waits, after {@link #start()}, until lines are processed or never will be, for so long at most.
   *
   * @return how it is then; {@link Health.State#STARTING} when the time was too short
   */
  public Health awaitStarted(Duration within) throws InterruptedException {
    return started.await(within.toMillis(), TimeUnit.MILLISECONDS)
        ? health
        : new Health(Health.State.STARTING, null);
  }

  /** Waits until it has ended, by itself or by {@link #close()}, and says how. */
  public Health await() throws InterruptedException {
    ended.await();
    return health;
  }

  /** As {@link #await()}, for so long; empty when it still runs. */
  public Optional<Health> await(Duration within) throws InterruptedException {
    return ended.await(within.toMillis(), TimeUnit.MILLISECONDS)
        ? Optional.of(health)
        : Optional.empty();
  }

  /** How long a stop may take at most; half a minute and a bit unless one says so. */
  public void stopWithin(Duration longest) {
    stopWithin = longest;
  }

  /** Commits what was processed and stops; does nothing when it has ended. */
  @Override
  public void close() {
    if (!streams.close(stopWithin)) {
      LOG.warn(
          "The topology did not stop within {} s; what was not committed is read again, and the copy of the state is made again from Kafka. FIRSTBAD_STOP_WITHIN gives it longer.",
          stopWithin.toSeconds());
    }
    end(new Health(Health.State.STOPPED, null));
    watch.close();
    broker.close();
    folder.close();
    serdes.close();
  }

  private void changed(State now, State before) {
    switch (now) {
      case RUNNING -> become(new Health(Health.State.RUNNING, null));
      case REBALANCING -> {
        if (health.state() == Health.State.RUNNING) {
          become(new Health(Health.State.TROUBLED, "Partitions move between instances."));
        }
      }
      case ERROR ->
          end(new Health(Health.State.FAILED, "All stream threads have died; see the log."));
      case NOT_RUNNING -> end(new Health(Health.State.STOPPED, null));
      default -> {}
    }
  }

  /** In the thread that died. */
  private StreamThreadExceptionResponse died(Throwable thrown) {
    if (streams.state() == State.PENDING_SHUTDOWN && FaultOrigin.ofCulprits(thrown)) {
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT; // it stops, as it was told to
    }
    String sentence =
        settings
            .missingRight(thrown)
            .or(() -> FaultOrigin.unwritable(thrown).map(folder::unwritable))
            .orElseGet(() -> FaultOrigin.sentence(thrown));
    if (FaultOrigin.stateDamaged(thrown)) {
      folder.markDamaged();
      sentence =
          "The copy of the state in %s is damaged (%s); start the topology again, which makes it again from Kafka."
              .formatted(settings.stateFolder(), sentence);
    }
    Optional<Duration> pause =
        FaultOrigin.retriable(thrown)
            ? replacedThreads.next(
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), FaultOrigin.ofRegistry(thrown))
            : Optional.empty();
    if (pause.isEmpty()) {
      if (FaultOrigin.outside(thrown)) {
        LOG.debug("The topology stops", thrown);
      } else {
        LOG.error("The topology stops: {}", sentence, thrown);
      }
      end(new Health(Health.State.FAILED, "The topology has stopped: " + sentence));
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.debug("A stream thread died and is replaced in {}", pause.get(), thrown);
    become(new Health(Health.State.TROUBLED, sentence));
    try {
      ended.await(pause.get().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private synchronized void become(Health next) {
    if (health.alive()) {
      health = next;
      if (next.state() != Health.State.STARTING) {
        started.countDown();
      }
      listener.accept(next);
    }
  }

  private void end(Health last) {
    become(last);
    ended.countDown();
  }
}
