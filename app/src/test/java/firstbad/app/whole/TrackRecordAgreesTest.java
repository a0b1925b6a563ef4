package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.Call;
import firstbad.app.verify.git.MadeUpRepository;
import firstbad.events.Assessment;
import firstbad.events.CulpritFound;
import firstbad.events.Level;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The page, which shows the topic, and {@code evaluate --from-kafka}, which adds up by itself, say
 * the same of what became of culprits.
 */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class TrackRecordAgreesTest extends EventsInKafka {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COMMITS = 200;
  private static final int BISECTIONS = 40;
  private static final Pattern IN_DOUBT = Pattern.compile("(\\d+) in doubt");

  @Test
  void topic_page_and_terminal_agree_to_the_digit_also_after_a_mark_was_changed() throws Exception {
    for (int i = 0; i < 7; i++) {
      sent.culprit("job-" + i, i < 5 ? Level.HIGH : Level.LOW, Map.of());
    }
    for (int i = 0; i < 4; i++) {
      assertThat(call("verify", "job-" + i, i == 0 ? "--refuted" : "--confirmed").code()).isZero();
    }
    assertThat(call("verify", "job-6", "--refuted", "--source", "rerun").code()).isZero();
    assertThat(call("verify", "job-5", "--needs-rerun").code()).isZero();
    ServerSettings settings =
        ServerSettings.in(folder, Topics.ofDefaultPrefix(), kafka.clientProperties());
    try (CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"));
        Server server = Server.started(settings)) {
      topology.requireAlive();
      agree(server, 3, 1);
      assertThat(call("verify", "job-0", "--confirmed").code()).isZero();
      agree(server, 4, 0);
      assertThat(call("verify", "job-1", "--withdrawn").code()).isZero();
      agree(server, 3, 0);
    }
    assertThat(call("culprits").out())
        .contains("Confirmed: this culprit is right. Before that, and from the log\n");
    assertThat(call("evaluate", "--from-kafka").out())
        .contains("High trust: 3 of 3 verified culprits were right")
        .contains("Calibration of what was answered, with parameters made\n  probability  culprits")
        .contains("\n  0.7 to 0.8          0        -      -\n")
        .contains("\n  0.8 to 0.9          4     80 %   75 %\n");
  }

  @Test
  @Tag("long")
  void what_git_says_of_forty_bisections_is_the_same_on_page_and_terminal() throws Exception {
    MadeUpRepository repository = new MadeUpRepository(folder.resolve("linux.git"));
    List<String> commits = new ArrayList<>();
    List<String> reverts = new ArrayList<>();
    while (commits.size() < BISECTIONS + 1) {
      commits.add(repository.commit(title(commits.size())));
    }
    for (int i = 0; i < BISECTIONS; i++) {
      named(i, commits.get(i));
      switch (i % 4) {
        case 0 -> repository.commit("net: mend " + i, fixes(commits, i), closes(i));
        case 1 -> repository.commit("net: mend " + i, fixes(commits, i + 1), closes(i));
        case 2 ->
            reverts.add(
                repository.commit("Revert " + i, "This reverts commit " + commits.get(i) + "."));
        default -> repository.commit("net: mend " + i, fixes(commits, i), closes(1000 + i));
      }
    }
    while (repository.commits() < COMMITS) {
      repository.commit("tail: part " + repository.commits());
    }
    String[] marks = {"verify", "--from-git", repository.folder().toString(), "--branch", "main"};
    assertThat(call(marks).out()).contains("30 new marks");
    ServerSettings settings =
        ServerSettings.in(folder, Topics.ofDefaultPrefix(), kafka.clientProperties());
    try (CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"));
        Server server = Server.started(settings)) {
      topology.requireAlive();
      agree(server, page -> sum(page, "confirmed") == 10 && sum(page, "refuted") == 10);
      agree(server, page -> sum(page, "open") == 20 && inDoubt(page) == 10);
      repository.commit("net: mend 3 after all", fixes(commits, 3), closes(3));
      repository.commit("Reapply 2", "This reverts commit " + reverts.get(0) + ".");
      assertThat(call(marks).out()).contains("2 new marks");
      agree(server, page -> sum(page, "confirmed") == 11 && inDoubt(page) == 9);
    }
  }

  private static long sum(JsonNode page, String field) {
    long sum = 0;
    for (JsonNode row : page.path("rows")) {
      sum += row.path(field).asLong();
    }
    return sum;
  }

  private static long inDoubt(JsonNode page) {
    long sum = 0;
    for (JsonNode row : page.path("rows")) {
      Matcher doubt = IN_DOUBT.matcher(row.path("sentence").asText());
      sum += doubt.find() ? Long.parseLong(doubt.group(1)) : 0;
    }
    return sum;
  }

  private void agree(Server server, int confirmed, int refuted) throws Exception {
    agree(
        server,
        page ->
            page.at("/rows/0/confirmed").asInt(-1) == confirmed
                && page.at("/rows/0/refuted").asInt(-1) == refuted
                && page.at("/rows/1/refuted").asInt(-1) == 1
                && page.at("/rows/1/sentence").asText().endsWith("; 1 in doubt."));
  }

  /** Once the page has come as far. */
  private void agree(Server server, Predicate<JsonNode> asFar) throws Exception {
    JsonNode page = JSON.createObjectNode();
    while (!asFar.test(page)) {
      TimeUnit.MILLISECONDS.sleep(100);
      URI address = URI.create(server.url() + "/api/v1/track-record");
      page =
          JSON.readTree(
              HttpClient.newHttpClient()
                  .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                  .body());
    }
    Call terminal = call("evaluate", "--from-kafka", "--format", "json");
    assertThat(JSON.readTree(terminal.out()).path("track_record")).isEqualTo(page);
  }

  /** A culprit of its own bug, level and probability. */
  private void named(int number, String commit) {
    String id = "job-" + number;
    Level level = List.of(Level.HIGH, Level.MIDDLE, Level.LOW).get(number % 3);
    CulpritFound.Builder found = SentEvents.found(id, level);
    Assessment judged =
        Assessment.newBuilder(found.getAssessment())
            .setProbability((number + 0.5) / BISECTIONS)
            .build();
    sent.send(
        Topic.CULPRITS,
        id,
        found
            .setLabels(Map.of("bug.url", page(number)))
            .setCommit(commit)
            .setTitle(title(number))
            .setAssessment(judged)
            .build());
  }

  private static String title(int number) {
    return "net: change part " + number;
  }

  private static String fixes(List<String> commits, int number) {
    return "Fixes: " + commits.get(number).substring(0, 12) + " (\"" + title(number) + "\")";
  }

  private static String page(int number) {
    return "https://bugs.example.org/show?id=" + number;
  }

  private static String closes(int number) {
    return "Closes: " + page(number);
  }

  private Call call(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return Call.firstbad(all.toArray(String[]::new));
  }
}
