package firstbad.app.setup;

import static java.util.stream.Collectors.joining;

import firstbad.app.cli.Sentences;
import firstbad.schemas.Topic;
import firstbad.schemas.TopicSetup;
import firstbad.schemas.Topics;
import firstbad.topology.read.BrokerClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.common.TransactionVersion;
import org.jspecify.annotations.Nullable;

/** Looks at the brokers and their topics; reads only. */
final class BrokerExamination {

  private final KafkaAdmin cluster;
  private final Topics topics;
  private final @Nullable String applicationId;

  /**
   * @param applicationId of the topology whose state is examined; null for the usual one
   */
  BrokerExamination(KafkaAdmin cluster, Topics topics, @Nullable String applicationId) {
    this.cluster = cluster;
    this.topics = topics;
    this.applicationId = applicationId;
  }

  Diagnosis nodes() {
    int count = cluster.nodes().size();
    return Diagnosis.well(
        "brokers",
        (count == 1 ? "one at " : count + " at ")
            + cluster.nodes().stream().map(n -> n.host() + ":" + n.port()).collect(joining(", "))
            + ", cluster "
            + cluster.id());
  }

  /** Kafka does not say its release; what all brokers have agreed on comes closest. */
  Diagnosis versions() {
    try {
      FeatureMetadata features = cluster.admin().describeFeatures().featureMetadata().get();
      Map<String, FinalizedVersionRange> agreed = new TreeMap<>(features.finalizedFeatures());
      if (agreed.isEmpty()) {
        return oldBrokers();
      }
      return Diagnosis.well("kafka", release(agreed) + transactions(agreed));
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnsupportedVersionException
          ? oldBrokers()
          : Diagnosis.unknown("kafka", "its version is unknown: " + reason(e) + ".");
    } catch (InterruptedException e) {
      return interrupted("kafka");
    }
  }

  /**
   * Whether this machine and the controller agree on the time: the controller says of itself when
   * it was up to date, which is now.
   *
   * @param host the clock of this machine
   */
  Diagnosis clock(InstantSource host) {
    try {
      long asked = host.millis();
      QuorumInfo quorum = cluster.admin().describeMetadataQuorum().quorumInfo().get();
      long answered = host.millis();
      OptionalLong there =
          quorum.voters().stream()
              .filter(voter -> voter.replicaId() == quorum.leaderId())
              .map(QuorumInfo.ReplicaState::lastCaughtUpTimestamp)
              .findFirst()
              .orElse(OptionalLong.empty());
      if (there.isEmpty() || there.getAsLong() <= 0) {
        return Diagnosis.unknown("clock", "the controller does not give its time.");
      }
      // It answered somewhere between the two.
      long ahead = Math.max(asked - there.getAsLong(), Math.min(0, answered - there.getAsLong()));
      return BrokerClock.remark(ahead)
          .map(sentence -> Diagnosis.note("clock", sentence))
          .orElseGet(() -> Diagnosis.well("clock", "this machine and the controller agree."));
    } catch (ExecutionException e) {
      return Diagnosis.unknown("clock", "cannot be compared: " + reason(e) + ".");
    } catch (InterruptedException e) {
      return interrupted("clock");
    }
  }

  private static String release(Map<String, FinalizedVersionRange> agreed) {
    FinalizedVersionRange metadata = agreed.get(MetadataVersion.FEATURE_NAME);
    if (metadata == null) {
      return "of no known release";
    }
    short level = metadata.maxVersionLevel();
    try {
      return "set to " + MetadataVersion.fromFeatureLevel(level).version();
    } catch (IllegalArgumentException e) {
      return "newer than these clients (metadata.version " + level + ")";
    }
  }

  private static String transactions(Map<String, FinalizedVersionRange> agreed) {
    FinalizedVersionRange transactions = agreed.get(TransactionVersion.FEATURE_NAME);
    return transactions == null
        ? ", transactions of the first kind"
        : ", transaction.version " + transactions.maxVersionLevel();
  }

  private static Diagnosis oldBrokers() {
    return Diagnosis.note(
        "kafka", "older than 3.3 or with ZooKeeper; exactly-once needs brokers from 2.5 on.");
  }

  /** The topics: one line that sums up, and one for each difference. */
  List<Diagnosis> topics() {
    try {
      List<String> differences =
          new TopicSetup(cluster.admin(), topics).differences(OptionalInt.empty());
      List<Diagnosis> lines = new ArrayList<>();
      differences.forEach(d -> lines.add(Diagnosis.faulty("topics", Sentences.full(d))));
      cluster
          .keptTopics(topics, applicationId)
          .problems()
          .forEach(d -> lines.add(Diagnosis.faulty("state", Sentences.full(d))));
      lines.addAll(partitions());
      return lines;
    } catch (KafkaException e) {
      return List.of(Diagnosis.faulty("topics", Sentences.full(Sentences.reason(e))));
    }
  }

  private List<Diagnosis> partitions() {
    Map<Topic, TopicDescription> found = described();
    if (found.isEmpty()) {
      return List.of();
    }
    String numbers =
        found.entrySet().stream()
            .map(t -> t.getKey().suffix() + " " + t.getValue().partitions().size())
            .collect(joining(", "));
    List<Diagnosis> lines = new ArrayList<>();
    lines.add(Diagnosis.well("partitions", "%s (prefix %s)".formatted(numbers, topics.prefix())));
    found.forEach((topic, description) -> leaderless(topic, description, lines));
    return lines;
  }

  private void leaderless(Topic topic, TopicDescription description, List<Diagnosis> lines) {
    long without = description.partitions().stream().filter(p -> p.leader() == null).count();
    if (without > 0) {
      lines.add(
          Diagnosis.faulty(
              "partitions",
              without
                  + " partitions of "
                  + topics.name(topic)
                  + " have no leader; bring back the brokers that hold them."));
    }
  }

  /** What these credentials may do; a mere reader of culprits lacks most of it and is well. */
  List<Diagnosis> rights() {
    Map<Topic, TopicDescription> found = described();
    List<Diagnosis> lines = new ArrayList<>();
    // The right to create all topics of a prefix shows at those that there are.
    boolean create =
        cluster.rights().contains(AclOperation.CREATE)
            || found.values().stream().anyMatch(topic -> !lacks(topic, AclOperation.CREATE));
    if (!create && !(cluster.rights().isEmpty() && found.isEmpty())) {
      lines.add(
          Diagnosis.note(
              "rights",
              "these credentials may not create topics; 'firstbad topics' and the first start of"
                  + " 'firstbad topology' need that."));
    }
    lack(found, AclOperation.READ, "'firstbad topology' and consumers need that", lines);
    lack(found, AclOperation.WRITE, "publishers and 'firstbad topology' need that", lines);
    if (lines.isEmpty() && !found.isEmpty()) {
      lines.add(Diagnosis.well("rights", "read, write and create."));
    }
    return lines;
  }

  private void lack(
      Map<Topic, TopicDescription> found,
      AclOperation operation,
      String whoNeeds,
      List<Diagnosis> lines) {
    String without =
        found.entrySet().stream()
            .filter(t -> lacks(t.getValue(), operation))
            .map(t -> topics.name(t.getKey()))
            .collect(joining(", "));
    if (!without.isEmpty()) {
      lines.add(
          Diagnosis.note(
              "rights",
              "these credentials may not "
                  + (operation == AclOperation.READ ? "read " : "write ")
                  + without
                  + "; "
                  + whoNeeds
                  + "."));
    }
  }

  private static boolean lacks(TopicDescription topic, AclOperation operation) {
    @Nullable Set<AclOperation> rights = topic.authorizedOperations();
    return rights != null && !rights.contains(operation);
  }

  private Map<Topic, TopicDescription> described() {
    Map<Topic, TopicDescription> found = new EnumMap<>(Topic.class);
    Map<String, KafkaFuture<TopicDescription>> asked =
        cluster
            .admin()
            .describeTopics(
                Arrays.stream(Topic.values()).map(topics::name).toList(),
                new DescribeTopicsOptions().includeAuthorizedOperations(true))
            .topicNameValues();
    for (Topic topic : Topic.values()) {
      described(Objects.requireNonNull(asked.get(topics.name(topic))))
          .ifPresent(description -> found.put(topic, description));
    }
    return found;
  }

  private static Optional<TopicDescription> described(KafkaFuture<TopicDescription> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      return Optional.empty(); // the line about the topic itself says why
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Diagnosis interrupted(String about) {
    Thread.currentThread().interrupt();
    return Diagnosis.unknown(about, "interrupted.");
  }

  private static String reason(ExecutionException e) {
    return Sentences.reason(Sentences.root(e));
  }
}
