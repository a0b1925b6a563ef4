package firstbad.topology;

import firstbad.schemas.AdminSession;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.RegistryException;
import firstbad.schemas.SchemaSetup;
import firstbad.schemas.SetupException;
import firstbad.schemas.Topic;
import firstbad.schemas.TopicSetup;
import firstbad.schemas.Topics;
import firstbad.topology.read.BrokerAnswer;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.read.LineCounters;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What must be true of broker and topics before a line is read; otherwise one sentence. */
final class StartUpCheck {
  private static final Logger LOG = LoggerFactory.getLogger(StartUpCheck.class);
  private static final int SECONDS = 30;

  private final TopologySettings settings;

  StartUpCheck(TopologySettings settings) {
    this.settings = settings;
  }

  /**
   * Checks.
   *
   * @throws WrongConfiguration when something is not as it must be
   */
  void run() {
    try (AdminSession asking = AdminSession.of(clientSettings())) {
      run(asking.admin());
    } catch (KafkaException e) {
      throw new WrongConfiguration(settings.missingRight(e).orElseGet(() -> unusable(e)), e);
    }
  }

  private void run(Admin admin) {
    Topics topics = settings.topics();
    Set<String> missing = new TreeSet<>();
    admin
        .describeTopics(Arrays.stream(Topic.values()).map(topics::name).toList())
        .topicNameValues()
        .forEach(
            (name, description) -> {
              if (!exists(description)) {
                missing.add(name);
              }
            });
    if (!missing.isEmpty()) {
      throw new WrongConfiguration(
          "These topics do not exist on %s: %s. Create them with: firstbad topics"
              .formatted(settings.kafka().bootstrapServers(), String.join(", ", missing)));
    }
    refuse(settings.keptTopics(admin).problems());
    demandSettings(admin);
    demandSchemas();
    new OtherTopologies(settings, admin, session()).demandGone();
    DeletedUnread.sentence(admin, settings.applicationId(), topics.name(Topic.LOG_LINES))
        .ifPresent(LOG::warn);
  }

  /** The id of another topology that reads the same lines now. */
  Optional<String> anotherReading() {
    try (AdminSession asking = AdminSession.of(clientSettings())) {
      return new OtherTopologies(settings, asking.admin(), session()).reading();
    }
  }

  private String unusable(KafkaException e) {
    if (e.getCause() instanceof InterruptedException) {
      return "The start was interrupted.";
    }
    return e instanceof TimeoutException
        ? "No Kafka broker answers at %s; start one there, or name another with --bootstrap-servers."
            .formatted(settings.kafka().bootstrapServers())
        : "The broker at %s cannot be used: %s"
            .formatted(settings.kafka().bootstrapServers(), FaultOrigin.sentence(e));
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new WrongConfiguration(String.join(". ", problems));
    }
  }

  /**
   * What {@code doctor} and {@code topics --check} say of the topics stops this too: lines that are
   * compacted away, times that a publisher's clock sets, records that do not fit.
   */
  private void demandSettings(Admin admin) {
    try {
      refuse(new TopicSetup(admin, settings.topics()).wrongSettings());
    } catch (SetupException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw new WrongConfiguration(String.valueOf(e.getMessage()), e);
      }
      LOG.warn(
          "The settings of the topics may not be read and are not checked. {}",
          settings.missingRight(e).orElse(String.valueOf(e.getMessage())));
    }
  }

  /** A schema that is missing would else show at the first culprit. */
  private void demandSchemas() {
    try (EventSerdes serdes = settings.serdes()) {
      refuse(new SchemaSetup(serdes.registry(), settings.topics()).differences());
    } catch (RegistryException e) {
      throw new WrongConfiguration(FaultOrigin.sentence(e), e);
    }
  }

  private static boolean exists(KafkaFuture<TopicDescription> description) {
    try {
      return !BrokerAnswer.to(description).name().isEmpty();
    } catch (UnknownTopicOrPartitionException e) {
      return false;
    }
  }

  /** For how long Kafka counts a consumer that has stopped. */
  private Duration session() {
    Object millis =
        config()
            .getMainConsumerConfigs(settings.applicationId(), "firstbad-start-up-check", 0)
            .get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
    return Duration.ofMillis(Long.parseLong(String.valueOf(millis)));
  }

  private StreamsConfig config() {
    return new StreamsConfig(StreamsSettings.of(settings, new LineCounters()));
  }

  private Map<String, Object> clientSettings() {
    Map<String, Object> client = new HashMap<>(config().getAdminConfigs("firstbad-start-up-check"));
    // A broker that is not there should be told of soon; what the user sets counts.
    if (!client.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)
        && !client.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)) {
      client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, SECONDS * 1000 / 2);
      client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SECONDS * 1000);
    }
    return client;
  }
}
