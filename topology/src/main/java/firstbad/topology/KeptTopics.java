package firstbad.topology;

import firstbad.schemas.Topic;
import firstbad.schemas.TopicRules;
import firstbad.schemas.TopicRules.Broken;
import firstbad.schemas.Topics;
import firstbad.topology.assemble.AssembleBisections;
import firstbad.topology.count.CountCrashes;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.BrokerAnswer;
import firstbad.topology.suspect.SumSuspicions;
import firstbad.topology.track.SumTrackRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.StreamsConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics in which a topology keeps its state, which Streams makes by itself: as many replicas
 * as the lines have, settings by which nothing is lost, and for what is kept of lines as many
 * partitions, since what is lost there is lost for the findings too. Beside them the two topics in
 * which Kafka notes what was read and committed.
 */
public final class KeptTopics {
  private static final Logger LOG = LoggerFactory.getLogger(KeptTopics.class);
  private static final String DEFAULT_REPLICAS = "default.replication.factor";
  private static final String CHANGELOG = "-changelog";
  private static final List<String> OF_KAFKA = List.of("__consumer_offsets", "__transaction_state");

  private static final List<String> STORES =
      List.of(
          AssembleBisections.OPEN_BISECTIONS,
          AssembleBisections.ARCHIVE,
          AssembleBisections.TIMERS,
          CountCrashes.CRASH_COUNTS,
          SumSuspicions.SUSPECTS,
          SumTrackRecord.CULPRITS,
          SumTrackRecord.SUMS);
  private static final List<String> FLOWS =
      List.of(Sinks.CRASH_DELTA_FLOW, Sinks.SUSPICION_FLOW, Sinks.STANDING_FLOW);

  private final Admin admin;
  private final String lines;
  private final String culprits;
  private final String applicationId;
  private final boolean replicasGiven;
  private boolean saidUnread;

  /**
   * @param admin stays open
   * @param properties of the topology, as its users gave them
   */
  public KeptTopics(
      Admin admin, Topics topics, String applicationId, Map<String, Object> properties) {
    this.admin = admin;
    this.lines = topics.name(Topic.LOG_LINES);
    this.culprits = topics.name(Topic.CULPRITS);
    this.applicationId = applicationId;
    this.replicasGiven = properties.containsKey(StreamsConfig.REPLICATION_FACTOR_CONFIG);
  }

  /** All topics in which the topology with this application id keeps something. */
  static Set<String> names(String applicationId) {
    return Stream.concat(
            STORES.stream().map(store -> store + CHANGELOG),
            FLOWS.stream().map(flow -> flow + "-repartition"))
        .map(name -> applicationId + "-" + name)
        .collect(Collectors.toSet());
  }

  /**
   * One sentence for each way in which they would lose something, which says what to do; none where
   * there are no lines yet.
   *
   * @throws org.apache.kafka.common.KafkaException when the broker does not answer
   */
  public List<String> problems() {
    Optional<TopicDescription> ofLines = described(lines);
    if (ofLines.isEmpty()) {
      return List.of();
    }
    Map<String, TopicDescription> kept = kept();
    List<String> problems = new ArrayList<>();
    partitions(ofLines.get(), kept).ifPresent(problems::add);
    described(culprits).flatMap(topic -> width(ofLines.get(), topic)).ifPresent(problems::add);
    int wanted = replicas(ofLines.get());
    kept.forEach(
        (name, topic) -> {
          if (replicas(topic) < wanted) {
            problems.add(
                "The topic %s keeps state with %d replicas, and %s has %d. Give it as many with kafka-reassign-partitions.sh, or start with replication.factor=%d in the file of --config under another --application-id"
                    .formatted(name, replicas(topic), lines, wanted, wanted));
          }
          broken(name, topic).forEach(broken -> problems.add(sentence(name, broken)));
        });
    OF_KAFKA.forEach(name -> ofKafka(name, wanted).ifPresent(problems::add));
    if (kept.isEmpty() && !replicasGiven) {
      usualReplicas(ofLines.get())
          .filter(usual -> usual < wanted)
          .ifPresent(
              usual ->
                  problems.add(
                      "The topics that keep state would have %d replicas, which is the cluster's default.replication.factor, and %s has %d. Put replication.factor=%d into the file of --config"
                          .formatted(usual, lines, wanted, wanted)));
    }
    return problems;
  }

  /**
   * Gives those that exist the settings that they need.
   *
   * @return one sentence for each setting that was changed
   * @throws org.apache.kafka.common.KafkaException when the broker does not do it
   */
  public List<String> alter() {
    List<String> changed = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    kept()
        .forEach(
            (name, topic) -> {
              List<Broken> broken = broken(name, topic);
              if (!broken.isEmpty()) {
                changes.put(resource(name), broken.stream().map(Broken::change).toList());
                broken.forEach(each -> changed.add(each.told(name)));
              }
            });
    if (!changes.isEmpty()) {
      Void unused = BrokerAnswer.to(admin.incrementalAlterConfigs(changes).all());
    }
    return changed;
  }

  /**
   * Whether what Streams is about to create must have two replicas in sync before it acknowledges,
   * since one alone could die with what nobody else has.
   *
   * @param replicas that are asked for, or -1 for the cluster's default
   */
  boolean needTwoInSync(short replicas) {
    int copies =
        replicas > 0
            ? replicas
            : described(lines)
                .map(topic -> usualReplicas(topic).orElseGet(() -> replicas(topic)))
                .orElse(1);
    return copies >= TopicRules.SEVERAL_REPLICAS;
  }

  private String sentence(String name, Broken broken) {
    return "%s; change it with: firstbad topics --alter --application-id %s"
        .formatted(broken.of(name), applicationId);
  }

  private Map<String, TopicDescription> kept() {
    Map<String, TopicDescription> kept = new TreeMap<>();
    Set<String> own = names(applicationId);
    BrokerAnswer.to(admin.listTopics().names()).stream()
        .filter(own::contains)
        .forEach(name -> described(name).ifPresent(topic -> kept.put(name, topic)));
    return kept;
  }

  /** What is wrong with the settings of one; nothing where they may not be read. */
  private List<Broken> broken(String name, TopicDescription topic) {
    ConfigResource resource = resource(name);
    try {
      Config settings =
          BrokerAnswer.to(
              admin.describeConfigs(List.of(resource)).all().thenApply(all -> all.get(resource)));
      return settings == null
          ? List.of()
          : TopicRules.brokenOfState(name.endsWith(CHANGELOG), settings, replicas(topic));
    } catch (AuthorizationException e) {
      if (!saidUnread) {
        saidUnread = true;
        LOG.warn(
            "The settings of the topics that keep state may not be read and are not checked; these credentials lack the right DescribeConfigs on topics that begin with {}-",
            applicationId);
      }
      return List.of();
    }
  }

  /** Who may not see these topics is told nothing of them. */
  private Optional<String> ofKafka(String name, int wanted) {
    Optional<TopicDescription> topic;
    try {
      topic = described(name);
    } catch (AuthorizationException e) {
      return Optional.empty();
    }
    return topic
        .map(KeptTopics::replicas)
        .filter(has -> has < wanted)
        .map(
            has ->
                "The topic %s, in which Kafka notes what was read and committed, has %d replicas, and %s has %d. Give it as many with kafka-reassign-partitions.sh"
                    .formatted(name, has, lines, wanted));
  }

  private static ConfigResource resource(String topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic);
  }

  /** The partition of a bisection is fixed by the number of partitions, and its state by that. */
  private Optional<String> partitions(
      TopicDescription ofLines, Map<String, TopicDescription> kept) {
    TopicDescription open =
        kept.get(applicationId + "-" + AssembleBisections.OPEN_BISECTIONS + CHANGELOG);
    int partitions = ofLines.partitions().size();
    return open == null || open.partitions().size() == partitions
        ? Optional.empty()
        : Optional.of(
            "The topic %s has %d partitions, but its state was kept for %d. The number is fixed when the topic is created; to change it, move to topics under another prefix with: firstbad replay --to-prefix PREFIX --partitions %d --hand-over"
                .formatted(lines, partitions, open.partitions().size(), partitions));
  }

  /** Which culprits were named before is read from the partition that their lines have. */
  private Optional<String> width(TopicDescription ofLines, TopicDescription ofCulprits) {
    int partitions = ofLines.partitions().size();
    return ofCulprits.partitions().size() == partitions
        ? Optional.empty()
        : Optional.of(
            "The topic %s has %d partitions and %s has %d, but a culprit has the partition of its lines. The number is fixed when a topic is created; move to topics under another prefix with: firstbad replay --to-prefix PREFIX --partitions %d --hand-over"
                .formatted(
                    culprits, ofCulprits.partitions().size(), lines, partitions, partitions));
  }

  private static int replicas(TopicDescription topic) {
    return topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(1);
  }

  /** What the broker that leads the lines gives new topics; empty where that may not be asked. */
  private Optional<Integer> usualReplicas(TopicDescription ofLines) {
    Optional<Node> leader =
        ofLines.partitions().stream()
            .map(TopicPartitionInfo::leader)
            .filter(node -> node != null && !node.isEmpty())
            .findFirst();
    if (leader.isEmpty()) {
      return Optional.empty();
    }
    ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, leader.get().idString());
    try {
      Config settings =
          BrokerAnswer.to(
              admin.describeConfigs(List.of(broker)).all().thenApply(all -> all.get(broker)));
      ConfigEntry usual = settings == null ? null : settings.get(DEFAULT_REPLICAS);
      return usual == null ? Optional.empty() : Optional.of(Integer.valueOf(usual.value()));
    } catch (ClusterAuthorizationException e) {
      return Optional.empty();
    }
  }

  private Optional<TopicDescription> described(String name) {
    try {
      return Optional.of(
          BrokerAnswer.to(
              admin.describeTopics(List.of(name)).allTopicNames().thenApply(all -> all.get(name))));
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    }
  }
}
