package firstbad.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances with names on three brokers: each trouble comes in the middle of some logs, and
 * afterwards all topics say what {@code analyze} says.
 */
@Tag("slow")
@Tag("long")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterTest {
  private static final long PATIENCE_MS = TimeUnit.MINUTES.toMillis(5);
  private static final Pattern RUNS = Pattern.compile("The topology runs\\.");
  private static final int LOGS = 20;

  @TempDir private static Path folder = Path.of("");

  @SuppressWarnings("NullAway.Init") // before all
  private static Stage stage;

  private final HttpClient client = HttpClient.newHttpClient();

  /** Something that is done to the cluster. */
  private interface Doing {
    void run() throws Exception;
  }

  @BeforeAll
  static void start() throws Exception {
    stage = new Stage(folder, 1, StrikePlan.TOPOLOGIES);
    for (String name : StrikePlan.TOPOLOGIES) {
      await(name + " to run", () -> starts(name) > 0);
    }
  }

  @AfterAll
  static void stop() throws IOException {
    stage.close();
  }

  @Test
  void all_are_restarted_one_after_the_other() throws Exception {
    amid(
        () -> {
          for (String name : StrikePlan.TOPOLOGIES) {
            int before = starts(name);
            stage.named(name).stop();
            stage.named(name).letGo();
            await(name + " to run again", () -> starts(name) > before);
          }
          for (String name : StrikePlan.BROKERS) {
            stage.named(name).stop();
            stage.cluster().awaitNodes(2);
            stage.named(name).letGo();
            stage.cluster().awaitNodes(3);
          }
        });
  }

  @Test
  void a_broker_is_killed() throws Exception {
    amid(() -> killedForAWhile(stage.named("broker-1")));
  }

  @Test
  void the_controller_is_killed() throws Exception {
    amid(() -> killedForAWhile(stage.cluster().controller()));
  }

  @Test
  void the_quorum_is_lost_which_health_says_and_regained() throws Exception {
    amid(
        () -> {
          awaitHealth();
          Subject one = stage.named("broker-2");
          Subject other = stage.named("broker-3");
          one.kill();
          other.kill();
          try {
            await(
                "health to say so",
                () -> {
                  HttpResponse<String> health = health();
                  return health.statusCode() == 503
                      && health.body().contains("check that its brokers run");
                });
          } finally { // else the next test has no cluster
            one.letGo();
            other.letGo();
          }
          stage.cluster().awaitNodes(3);
          awaitHealth();
        });
  }

  /** Of a topic that the view reads and no topology writes, so that all else goes on. */
  @Test
  @SuppressWarnings("try") // what follows is all that is wanted of it
  void a_partition_that_has_lost_its_leader_is_named_and_the_view_reads_on() throws Exception {
    TopicPartition lost = new TopicPartition("firstbad.git-facts", 0);
    awaitHealth();
    move(lost, 3);
    Subject only = stage.named("broker-3");
    only.stop(); // killed, the only replica would not be elected again
    try (AutoCloseable after = () -> leadAgain(only, lost)) {
      await(
          "health to name the partition",
          () -> {
            HttpResponse<String> health = health();
            return health.statusCode() == 503
                && health.body().contains("No leader has answered for the partition " + lost);
          });
      long before = shown();
      amid(() -> {});
      await("the view to show what was judged since", () -> shown() >= before + LOGS);
      assertThat(health().body()).contains("No leader has answered for the partition " + lost);
    }
    awaitHealth();
  }

  /** Else no topology would start again. */
  private static void leadAgain(Subject only, TopicPartition lost) throws Exception {
    only.letGo();
    stage.cluster().awaitNodes(3);
    Admin admin = stage.cluster().admin();
    await(
        lost + " to have a leader",
        () ->
            admin.describeTopics(List.of(lost.topic())).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .filter(each -> each.partition() == lost.partition())
                .allMatch(each -> each.leader() != null));
    move(lost, 1, 2, 3);
  }

  private static void move(TopicPartition partition, Integer... brokers) throws Exception {
    Admin admin = stage.cluster().admin();
    admin
        .alterPartitionReassignments(
            Map.of(partition, Optional.of(new NewPartitionReassignment(List.of(brokers)))))
        .all()
        .get();
    await(
        partition + " to move",
        () -> admin.listPartitionReassignments(Set.of(partition)).reassignments().get().isEmpty());
  }

  /** How many bisections the view has. */
  private long shown() throws IOException, InterruptedException {
    Matcher total =
        Pattern.compile("\"bisections\":([0-9]+)").matcher(get("/api/v1/overview").body());
    return total.find() ? Long.parseLong(total.group(1)) : 0;
  }

  @Test
  void an_instance_is_frozen_until_the_other_has_taken_over_and_comes_back() throws Exception {
    String frozen = StrikePlan.TOPOLOGIES.get(0);
    stage.named(frozen).freeze();
    amid(() -> {}); // all of it is done by the other one
    stage.named(frozen).thaw();
    amid(() -> {});
  }

  @Test
  void an_instance_that_is_killed_comes_back_as_the_same_member() throws Exception {
    amid(
        () -> {
          String name = StrikePlan.TOPOLOGIES.get(1);
          int before = starts(name);
          stage.named(name).kill();
          stage.named(name).letGo();
          await(name + " to run again", () -> starts(name) > before);
        });
  }

  private static void killedForAWhile(Subject broker) throws InterruptedException {
    broker.kill();
    stage.cluster().awaitNodes(2);
    broker.letGo();
    stage.cluster().awaitNodes(3);
  }

  /** Publishes a part of some logs, has that done, publishes the rest, and compares everything. */
  private static void amid(Doing doing) throws Exception {
    Map<String, List<String>> logs = stage.load().next(LOGS);
    List<Publication> open = new ArrayList<>();
    try (LogPublisher publisher = stage.pipeline().publisher()) {
      logs.forEach(
          (id, lines) -> {
            Publication publication = publisher.begin(id, Map.of());
            lines.subList(0, middle(lines)).forEach(publication::line);
            open.add(publication);
          });
      doing.run();
      for (Publication publication : open) {
        List<String> lines = logs.getOrDefault(publication.id(), List.of());
        lines.subList(middle(lines), lines.size()).forEach(publication::line);
        publication.end();
      }
    }
    ChaosResult verdict = new FinalCheck(stage).verdict();
    assertThat(verdict.right()).as("%s", verdict).isTrue();
  }

  /** Before the trailer, after which a short silence would be an end. */
  private static int middle(List<String> lines) {
    int half = lines.size() / 2;
    for (int i = 0; i < half; i++) {
      if (lines.get(i).contains("revisions tested: ")) {
        return i;
      }
    }
    return half;
  }

  private static int starts(String name) throws InterruptedException {
    return (int) RUNS.matcher(stage.named(name).printed()).results().count();
  }

  private void awaitHealth() throws Exception {
    try {
      await("a healthy server", () -> health().statusCode() == 200);
    } catch (AssertionError e) {
      throw new AssertionError("The server says: " + health().body(), e);
    }
  }

  private HttpResponse<String> health() throws IOException, InterruptedException {
    return get("/health/ready");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(stage.serverUrl() + path)).build(),
        BodyHandlers.ofString());
  }

  private static void await(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.currentTimeMillis() + PATIENCE_MS;
    while (!condition.call()) {
      if (System.currentTimeMillis() > deadline) {
        throw new AssertionError("Waited in vain for " + what + "; the logs are in " + folder);
      }
      Thread.sleep(200);
    }
  }
}
