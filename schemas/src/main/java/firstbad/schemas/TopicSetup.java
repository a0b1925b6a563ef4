package firstbad.schemas;

import firstbad.schemas.TopicRules.Broken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The topics as a Kafka cluster has them: creates those that are missing and says how the others
 * differ from the contract. Nothing that exists is changed unless that is asked for. Every method
 * throws {@link SetupException} when the cluster does not answer or does not allow it.
 */
public final class TopicSetup {
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Admin admin;
  private final Topics topics;

  /**
   * @param admin stays open; its time-outs apply
   */
  public TopicSetup(Admin admin, Topics topics) {
    this.admin = admin;
    this.topics = topics;
  }

  /**
   * Creates the topics that are missing, and waits until all are known.
   *
   * @param partitions of each topic that carries bisections or commits, 1 or more
   * @param replicas of each partition, or -1 for the cluster's default
   * @return the names of the topics that were created
   */
  public List<String> createMissing(int partitions, short replicas) {
    Map<String, TopicDescription> found = describe();
    List<Topic> missing =
        Arrays.stream(Topic.values())
            .filter(topic -> !found.containsKey(topics.name(topic)))
            .toList();
    CreateTopicsResult result =
        admin.createTopics(
            missing.stream().map(topic -> newTopic(topic, partitions, replicas)).toList());
    List<String> created = new ArrayList<>();
    result
        .values()
        .forEach(
            (name, done) ->
                answer(
                        "create the topic " + name,
                        done.thenApply(any -> name),
                        TopicExistsException.class) // another process was quicker
                    .ifPresent(created::add));
    awaitAll();
    if (!created.isEmpty()) {
      awaitLeaders();
      // The cluster's defaults may be less than the contract asks of so many replicas.
      alter(created::contains);
    }
    return created;
  }

  /**
   * Compares what exists with the contract.
   *
   * @param partitions how many there should be; empty when any number will do
   * @return one sentence for each difference, which says what to do; empty when there is none
   */
  public List<String> differences(OptionalInt partitions) {
    Map<String, TopicDescription> found = describe();
    List<String> differences = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      TopicDescription description = found.get(topics.name(topic));
      if (description == null) {
        differences.add(
            "The topic " + topics.name(topic) + " does not exist; create it with: firstbad topics");
      } else {
        width(topic, description.partitions().size(), partitions).ifPresent(differences::add);
        differences.addAll(configs(topic, description));
      }
    }
    return differences;
  }

  /** One sentence for each setting of a topic that exists and by which records could be lost. */
  public List<String> wrongSettings() {
    Map<String, TopicDescription> found = describe();
    return Arrays.stream(Topic.values())
        .filter(topic -> found.containsKey(topics.name(topic)))
        .flatMap(
            topic ->
                broken(topic, Objects.requireNonNull(found.get(topics.name(topic)))).stream()
                    .filter(broken -> !broken.losesNothing())
                    .map(broken -> sentence(topic, broken)))
        .toList();
  }

  /**
   * Gives the topics that exist the settings of the contract, where they differ in what must agree.
   *
   * @return one sentence for each setting that was changed
   */
  public List<String> alter() {
    return alter(name -> true);
  }

  private List<String> alter(Predicate<String> wanted) {
    List<String> changed = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    Map<String, TopicDescription> found = describe();
    for (Topic topic : Topic.values()) {
      String name = topics.name(topic);
      TopicDescription description = found.get(name);
      if (description != null && wanted.test(name)) {
        List<AlterConfigOp> ofTopic = new ArrayList<>();
        for (Broken broken : broken(topic, description)) {
          ofTopic.add(broken.change());
          changed.add(broken.told(name));
        }
        if (!ofTopic.isEmpty()) {
          changes.put(new ConfigResource(ConfigResource.Type.TOPIC, name), ofTopic);
        }
      }
    }
    if (!changes.isEmpty()) {
      answer(
          "change the settings of topics",
          admin.incrementalAlterConfigs(changes).all().thenApply(any -> changed));
    }
    return changed;
  }

  /** A topic that was created is known to every broker a little later. */
  private void awaitAll() {
    long start = System.nanoTime();
    while (describe().size() < Topic.values().length) {
      if (System.nanoTime() - start > KNOWN_WITHIN.toNanos()) {
        throw new SetupException(
            "The Kafka cluster accepted the request to create topics, but does not show all after "
                + KNOWN_WITHIN.toSeconds()
                + " s; look at its controller's log.");
      }
      pause();
    }
  }

  /**
   * A broker is told of a topic before it leads it. An idempotent producer whose first batch is
   * refused then, while a later one is taken, never gets its sequence right again.
   */
  private void awaitLeaders() {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    describe()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            ends.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    answer("lead the topics it created", admin.listOffsets(ends).all());
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private NewTopic newTopic(Topic topic, int partitions, short replicas) {
    int width = topic.width() == Topic.Width.ONE ? 1 : partitions;
    Optional<Short> copies = replicas == -1 ? Optional.empty() : Optional.of(replicas);
    return new NewTopic(topics.name(topic), Optional.of(width), copies).configs(topic.configs());
  }

  private Optional<String> width(Topic topic, int actual, OptionalInt asked) {
    int expected = topic.width() == Topic.Width.ONE ? 1 : asked.orElse(actual);
    if (actual == expected) {
      return Optional.empty();
    }
    return Optional.of(
        "The topic %s has %d partitions where %d are expected; the number is fixed when a topic is created, so keep it, or use another prefix."
            .formatted(topics.name(topic), actual, expected));
  }

  private List<String> configs(Topic topic, TopicDescription description) {
    return broken(topic, description).stream().map(broken -> sentence(topic, broken)).toList();
  }

  private String sentence(Topic topic, Broken broken) {
    return broken.of(topics.name(topic)) + "; change it with: firstbad topics --alter";
  }

  private List<Broken> broken(Topic topic, TopicDescription description) {
    String name = topics.name(topic);
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    KafkaFuture<Config> settings =
        admin.describeConfigs(List.of(resource)).all().thenApply(all -> all.get(resource));
    int replicas =
        description.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(1);
    return TopicRules.broken(topic, answer("describe the topic " + name, settings), replicas);
  }

  private Map<String, TopicDescription> describe() {
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(Arrays.stream(Topic.values()).map(topics::name).toList())
        .topicNameValues()
        .forEach(
            (name, description) ->
                answer(
                        "describe the topic " + name,
                        description,
                        UnknownTopicOrPartitionException.class)
                    .ifPresent(known -> found.put(name, known)));
    return found;
  }

  private static <V> V answer(String deed, KafkaFuture<V> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SetupException(
          "The Kafka cluster did not " + deed + ": " + cause.getMessage(), cause);
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /** The answer; empty when it is a refusal of the kind that is expected. */
  private static <V> Optional<V> answer(
      String deed, KafkaFuture<V> future, Class<? extends Exception> expected) {
    try {
      return Optional.of(answer(deed, future));
    } catch (SetupException e) {
      if (expected.isInstance(e.getCause())) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
