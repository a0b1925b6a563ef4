package firstbad.app.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.Call;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEED =
      "{\"log\": \"seed.txt\", \"verdict\": \"wrong\", \"title\": \"KASAN in hidraw_release\","
          + " \"culprit\": \"e4b8954074f6\", \"reason\": \"T3\","
          + " \"derail_commit\": \"38970eac41db0031dcd337e124fab92a7105ed85\", \"derail_line\": 60}";

  @TempDir private Path folder = Path.of("");
  private final List<String> labels = new ArrayList<>();

  /** The seed log, derailed at its line 60, among made-up ones whose answers are made up too. */
  @BeforeEach
  void writeLogs() throws IOException {
    Files.createDirectory(folder.resolve("logs"));
    Files.write(folder.resolve("logs/seed.txt"), Logs.hidrawRelease());
    labels.add(SEED);
    for (MadeLog log : MadeLogs.made(0, 150).toList()) {
      Files.write(
          folder.resolve("logs/made-" + log.seed() + ".log"),
          log.text().getBytes(StandardCharsets.UTF_8));
      if (log.truth().culprit() != null && log.truth().kind() == Kind.CAUSE) {
        labels.add(
            "{\"log\": \"made-%d\", \"verdict\": \"%s\", \"title\": \"bug %d\"}"
                .formatted(log.seed(), log.seed() % 2 == 0 ? "correct" : "wrong", log.seed() % 7));
      }
    }
  }

  @Test
  void theModelStandsBesideTheRules() throws IOException {
    JsonNode evaluation = json();

    assertThat(evaluation.get("bisections").asInt()).isGreaterThan(100);
    assertThat(evaluation.get("right").asInt() + evaluation.get("wrong").asInt())
        .isEqualTo(labels.size());
    assertThat(evaluation.get("judges"))
        .extracting(judge -> judge.get("name").asText())
        .containsExactly(
            "trust (" + Parameters.shipped().version() + ")",
            "biggers-2019",
            "reproduction-confidence",
            "foreign-titles");
    JsonNode trust = evaluation.get("judges").get(0);
    assertThat(trust.get("auc").asDouble()).isBetween(0.1, 0.9); // the answers are made up
    assertThat(trust.get("auc_from").asDouble()).isLessThan(trust.get("auc").asDouble());
    assertThat(trust.get("calibration")).hasSize(10);
    assertThat(trust.get("alarms").get("derailed").asInt()).isEqualTo(1);
    assertThat(trust.get("alarms").get("in_time").asInt()).isEqualTo(1);
    assertThat(trust.get("alarms").get("blamed_rightly").asInt()).isEqualTo(1);
    assertThat(trust.get("alarms").get("left_to_test").asDouble()).isEqualTo(11 / 16.0);
    assertThat(evaluation.get("comparison").isNull()).isTrue();
    JsonNode running = evaluation.get("running");
    assertThat(running)
        .extracting(each -> each.get("level").asText())
        .containsExactly("HIGH", "MIDDLE", "LOW");
    assertThat(running.get(2).get("culprits").asInt()).isPositive(); // the seed log is one
    assertThat(running).allMatch(each -> each.get("right").asInt() <= each.get("culprits").asInt());
  }

  @Test
  void theSameInputGivesTheSameFiguresToTheLastDigit() throws IOException {
    assertThat(call("--format", "json").out()).isEqualTo(call("--format", "json").out());
  }

  @Test
  void theTextFitsATerminalAndSaysTheSame() throws IOException {
    Call call = call();
    assertThat(call.code()).isZero();
    assertThat(call.err()).isEmpty();
    assertThat(call.out())
        .contains(labels.size() + " labels", "Ranking", "Levels", "Calibration", "Alarms")
        .contains("biggers-2019", "foreign-titles", "out of fold");
    assertThat(call.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void otherParametersChangeLevelsAndItSaysWhose() throws IOException {
    Path mine = folder.resolve("mine.parameters");
    Files.writeString(
        mine,
        Parameters.text("shipped")
            .replaceFirst("(?m)^version = .*", "version = mine")
            .replaceFirst("(?m)^level.low = .*", "level.low = 0.10"));
    JsonNode evaluation = json("--parameters", mine.toString());

    assertThat(evaluation.get("judges").get(1).get("name").asText()).isEqualTo("trust (mine)");
    JsonNode moved = evaluation.get("comparison").get("moved");
    assertThat(moved).isNotEmpty();
    assertThat(moved)
        .allSatisfy(
            each -> {
              assertThat(each.get("from").asText()).isEqualTo("LOW");
              assertThat(each.get("to").asText()).isEqualTo("MIDDLE");
              assertThat(each.get("before")).isEqualTo(each.get("after"));
            });
    assertThat(moved)
        .filteredOn(each -> each.get("log").asText().equals("seed"))
        .singleElement()
        .satisfies(seed -> assertThat(seed.get("right").asBoolean()).isFalse());
    assertThat(call("--parameters", mine.toString()).out())
        .contains("would have another level", ": low 0.");

    JsonNode two = json("--parameters", "shipped", "--parameters", mine.toString());
    assertThat(two.get("comparison")).isEqualTo(evaluation.get("comparison"));
  }

  @Test
  void recordedAndRecomputedJudgementsAreTheSame() throws IOException {
    assertThat(json("--parameters", "shipped").get("comparison").get("moved")).isEmpty();
  }

  @Test
  void withoutLabelsItTellsHowOftenJudgesSayWhat() throws IOException {
    labels.clear();
    Call call = call();
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("Frequency of levels and alerts").doesNotContain("Ranking");
  }

  @Test
  void aBadLabelIsToldWithItsLineAndTheRestIsDone() throws IOException {
    int good = labels.size();
    labels.add("no JSON at all");
    labels.add("{\"verdict\": \"wrong\"}");
    labels.add("{\"log\": \"x\", \"verdict\": \"maybe\"}");
    labels.add("{\"log\": \"y\", \"derail_line\": \"sixty\"}");
    labels.add(SEED);
    labels.add("{\"log\": \"gone.txt\", \"verdict\": \"wrong\"}");
    Call call = call();

    assertThat(call.code()).isEqualTo(1);
    String at = " of " + folder.resolve("labels.jsonl") + " is left out: ";
    assertThat(call.err().lines().toList())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("firstbad: Line " + (good + 1) + at + "it is no JSON"),
            line -> assertThat(line).endsWith(at + "it lacks \"log\", the name of the log."),
            line -> assertThat(line).contains("\"maybe\" and not correct, wrong, none or null"),
            line -> assertThat(line).contains("\"derail_line\" is \"sixty\" and no number"),
            line -> assertThat(line).endsWith(at + "seed.txt has a label already."));
    assertThat(call.out()).contains(good + " culprits with a known", "1 label without");
  }

  @Test
  void aLabelAboutAnotherCulpritIsNotUsed() throws IOException {
    labels.set(0, SEED.replace("e4b8954074f6", "deadbeefcafe"));
    Call call = call();
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err())
        .contains("The label of seed is not used: it is about the culprit deadbeefcafe");
  }

  @Test
  void wrongUsageIsSaid() throws IOException {
    assertThat(Call.firstbad("evaluate", "labels.jsonl").code()).isEqualTo(2);
    assertThat(Call.firstbad("evaluate", "labels.jsonl", "--from-kafka", "logs").code())
        .isEqualTo(2);
    Call none = Call.firstbad("evaluate", folder.resolve("none").toString(), "logs");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).startsWith("firstbad: The labels in ").contains("cannot be read");
    assertThat(call("--parameters", "nowhere.parameters").err())
        .contains("The parameters in nowhere.parameters cannot be read");
    Path odd = Files.writeString(folder.resolve("odd.parameters"), "version = 1\n");
    assertThat(call("--parameters", odd.toString()).err()).contains("lack the line");
  }

  private JsonNode json(String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--format", "json"));
    Call call = call(all.toArray(String[]::new));
    assertThat(call.err()).isEmpty();
    return JSON.readTree(call.out());
  }

  private Call call(String... options) throws IOException {
    Path file = folder.resolve("labels.jsonl");
    Files.write(file, labels);
    List<String> arguments = new ArrayList<>();
    arguments.add("evaluate");
    arguments.add(file.toString());
    arguments.add(folder.resolve("logs").toString());
    arguments.addAll(List.of(options));
    return Call.firstbad(arguments.toArray(String[]::new));
  }
}
