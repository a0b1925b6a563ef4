package firstbad.topology;

import firstbad.schemas.EventSerdes;
import firstbad.schemas.RegistryException;
import firstbad.schemas.SchemaSetup;
import firstbad.schemas.SetupException;
import firstbad.schemas.Topic;
import firstbad.schemas.TopicSetup;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.read.BrokerAnswer;
import firstbad.topology.read.FaultOrigin;
import firstbad.topology.read.LineCounters;
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
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
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
   * @return whether a topology with another application id has read the same lines
   * @throws WrongConfiguration when something is not as it must be
   */
  boolean run() {
    Topics topics = settings.topics();
    try (Admin admin = Admin.create(clientSettings())) {
      Set<String> missing = new TreeSet<>();
      Map<String, TopicDescription> found = new HashMap<>();
      Map<String, KafkaFuture<TopicDescription>> asked =
          admin
              .describeTopics(Arrays.stream(Topic.values()).map(topics::name).toList())
              .topicNameValues();
      for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
        Optional<TopicDescription> description = described(topic.getValue());
        description.ifPresentOrElse(
            present -> found.put(topic.getKey(), present), () -> missing.add(topic.getKey()));
      }
      if (!missing.isEmpty()) {
        throw new WrongConfiguration(
            "These topics do not exist on %s: %s. Create them with: firstbad topics"
                .formatted(settings.kafka().bootstrapServers(), String.join(", ", missing)));
      }
      TopicDescription lines = found.get(topics.name(Topic.LOG_LINES));
      if (lines != null) {
        comparePartitions(admin, topics.name(Topic.LOG_LINES), lines.partitions().size());
      }
      demandSettings(admin);
      demandSchemas();
      return new OtherTopologies(settings, admin).haveRead();
    } catch (KafkaException e) {
      throw new WrongConfiguration(settings.missingRight(e).orElseGet(() -> unusable(e)), e);
    }
  }

  private String unusable(KafkaException e) {
    return e instanceof TimeoutException
        ? "No Kafka broker answers at %s; start one there, or name another with --bootstrap-servers."
            .formatted(settings.kafka().bootstrapServers())
        : "The broker at %s cannot be used: %s"
            .formatted(settings.kafka().bootstrapServers(), FaultOrigin.sentence(e));
  }

  /** The partition of a bisection is fixed by the number of partitions, and its state by that. */
  private void comparePartitions(Admin admin, String logLines, int partitions) {
    String changelog =
        settings.applicationId() + "-" + AssembleBisections.OPEN_BISECTIONS + "-changelog";
    Optional<TopicDescription> kept =
        described(admin.describeTopics(List.of(changelog)).topicNameValues().get(changelog));
    if (kept.isPresent() && kept.get().partitions().size() != partitions) {
      throw new WrongConfiguration(
          "The topic %s has %d partitions, but its state was kept for %d. The number is fixed when the topic is created; to change it, create topics under another prefix and move there with: firstbad replay --to-prefix PREFIX"
              .formatted(logLines, partitions, kept.get().partitions().size()));
    }
  }

  /**
   * What {@code doctor} and {@code topics --check} say of the topics stops this too: lines that are
   * compacted away, times that a publisher's clock sets, records that do not fit.
   */
  private void demandSettings(Admin admin) {
    try {
      List<String> wrong = new TopicSetup(admin, settings.topics()).wrongSettings();
      if (!wrong.isEmpty()) {
        throw new WrongConfiguration(String.join(". ", wrong));
      }
    } catch (SetupException e) {
      if (!(e.getCause() instanceof AuthorizationException)) {
        throw new WrongConfiguration(String.valueOf(e.getMessage()), e);
      }
      LOG.warn(
          "The settings of the topics may not be read and are not checked; these credentials lack the right DescribeConfigs on topics that begin with {}",
          settings.topics().prefix());
    }
  }

  /** A schema that is missing would else show at the first culprit. */
  private void demandSchemas() {
    try (EventSerdes serdes = settings.serdes()) {
      List<String> differences =
          new SchemaSetup(serdes.registry(), settings.topics()).differences();
      if (!differences.isEmpty()) {
        throw new WrongConfiguration(String.join(" ", differences));
      }
    } catch (RegistryException e) {
      throw new WrongConfiguration(FaultOrigin.sentence(e), e);
    }
  }

  private Optional<TopicDescription> described(@Nullable KafkaFuture<TopicDescription> future) {
    try {
      return future == null ? Optional.empty() : Optional.of(BrokerAnswer.to(future));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> clientSettings() {
    StreamsConfig config = new StreamsConfig(StreamsSettings.of(settings, new LineCounters()));
    Map<String, Object> client = new HashMap<>(config.getAdminConfigs("firstbad-start-up-check"));
    // A broker that is not there should be told of soon; what the user sets counts.
    if (!client.containsKey(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG)
        && !client.containsKey(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG)) {
      client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, SECONDS * 1000 / 2);
      client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, SECONDS * 1000);
    }
    return client;
  }
}
