package firstbad.app.setup;

import firstbad.app.cli.Called;
import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Logging;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.Waiting;
import firstbad.schemas.Registry;
import firstbad.schemas.SchemaSetup;
import firstbad.schemas.Topic;
import firstbad.schemas.TopicSetup;
import firstbad.topology.KeptTopics;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Creates what is missing and says what differs; nothing that exists is changed. */
@Command(
    name = "topics",
    header = "Creates or checks topics and schemas.",
    description = {
      "%nCreates the topics and registers the schemas that are missing, and says how the others"
          + " differ from what firstbad needs. Only --alter changes a topic that exists.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad topics -b kafka:9092 -r http://registry:8081",
      "  firstbad topics --check",
      "  firstbad topics --partitions 12 --replicas 3 --config client.properties"
    })
public final class TopicsCommand implements Callable<Integer> {
  /** Of the topics that carry bisections or commits, unless told otherwise. */
  static final int PARTITIONS = 4;

  private static final short CLUSTER_DEFAULT = -1;
  private static final long SEEN_EVERYWHERE_SECONDS = 10;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Partitions of the topics that carry bisections or commits, fixed once they exist;"
              + " default: 4. When given, topics that exist must have as many.")
  private @Nullable Integer partitions;

  @Option(
      names = "--replicas",
      paramLabel = "N",
      defaultValue = "-1",
      description = "Copies of each partition; default: the cluster's.")
  private short replicas = CLUSTER_DEFAULT;

  @Option(
      names = "--check",
      description = "Changes nothing, and only lists what is missing or differs (exit code 1).")
  private boolean check;

  @Option(
      names = "--alter",
      description =
          "Also corrects the settings of existing topics that firstbad needs: how they are cleaned"
              + " up, whose clock stamps records, how large a record may be, how many replicas must"
              + " have it, which codec packs them; and those of the topics in which a topology"
              + " keeps its state.")
  private boolean alter;

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "Application id of the topology whose state is looked at too; default: the prefix + topology.")
  private @Nullable String applicationId;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How long to try again while brokers or registry do not answer, for services that start"
              + " together with them; default: not at all.")
  private Duration wait = Duration.ZERO;

  @Override
  public Integer call() throws InterruptedException {
    Logging.unlessAsked("ERROR");
    demandNumbers();
    long end = System.nanoTime() + wait.toNanos();
    String said = "";
    while (true) {
      try {
        return once();
      } catch (Problem e) {
        if (System.nanoTime() >= end) {
          throw e;
        }
        String sentence = String.valueOf(e.getMessage());
        if (!sentence.equals(said)) {
          complain(sentence + " Trying again ...");
          said = sentence;
        }
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  private int once() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    List<String> differences;
    try (KafkaAdmin cluster =
            Waiting.forKafka(kafka, spec.commandLine().getErr(), () -> KafkaAdmin.reached(kafka));
        Registry registry = Registry.of(kafka.clientProperties())) {
      TopicSetup topics = new TopicSetup(cluster.admin(), kafka.topics());
      SchemaSetup schemas = new SchemaSetup(registry, kafka.topics());
      KeptTopics kept = cluster.keptTopics(kafka.topics(), applicationId);
      List<String> created = check ? List.of() : setUp(topics, schemas, out);
      if (alter && !check) {
        Stream.concat(topics.alter().stream(), kept.alter().stream())
            .forEach(change -> out.println("changed     " + change));
      }
      differences = differences(topics, schemas, created);
      differences.addAll(kept.problems());
    } catch (KafkaException e) {
      throw new Problem(Sentences.reason(e) + ".", e);
    }
    differences.forEach(difference -> complain(difference + "."));
    if (!differences.isEmpty()) {
      return ExitCode.FAILED;
    }
    out.println(Topic.values().length + " topics and their schemas are as firstbad needs them.");
    return ExitCode.DONE;
  }

  private void complain(String sentence) {
    spec.commandLine().getErr().println("firstbad: " + Called.in(sentence, spec.commandLine()));
  }

  private void demandNumbers() {
    if (partitions != null && partitions < 1) {
      throw new ParameterException(
          spec.commandLine(), "--partitions must be 1 or more, not " + partitions);
    }
    if (replicas != CLUSTER_DEFAULT && replicas < 1) {
      throw new ParameterException(
          spec.commandLine(), "--replicas must be 1 or more, not " + replicas);
    }
  }

  private List<String> setUp(TopicSetup topics, SchemaSetup schemas, PrintWriter out) {
    List<String> created =
        topics.createMissing(partitions == null ? PARTITIONS : partitions, replicas);
    created.forEach(name -> out.println("created     " + name));
    List<String> registered = schemas.registerMissing();
    registered.forEach(name -> out.println("registered  " + name));
    out.flush();
    return created;
  }

  /** What differs; a topic that was just created may take a moment until every broker knows it. */
  private List<String> differences(TopicSetup topics, SchemaSetup schemas, List<String> created)
      throws InterruptedException {
    OptionalInt asked = partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SEEN_EVERYWHERE_SECONDS);
    List<String> differences = new ArrayList<>(topics.differences(asked));
    while (unseen(created, differences) && System.nanoTime() < end) {
      TimeUnit.MILLISECONDS.sleep(200);
      differences = new ArrayList<>(topics.differences(asked));
    }
    differences.addAll(schemas.differences());
    return differences;
  }

  private static boolean unseen(List<String> created, List<String> differences) {
    return created.stream()
        .anyMatch(name -> differences.stream().anyMatch(d -> d.contains(name + " does not exist")));
  }
}
