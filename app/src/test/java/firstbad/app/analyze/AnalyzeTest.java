package firstbad.app.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.Call;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyzeTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder = Path.of("");
  private String seed = "";

  @BeforeEach
  void writeTheSeedLog() throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(
            Call.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt"))) {
      seed = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(folder.resolve("seed.txt"), seed);
  }

  @Test
  void jsonSaysWhatTheSchemasSayInTheirWords() throws IOException {
    JsonNode log = json(call("seed.txt")).get(0);

    assertThat(log.fieldNames())
        .toIterable()
        .contains(
            "id",
            "file",
            "kind",
            "outcome",
            "start_commit",
            "culprit",
            "candidates",
            "error",
            "revisions_tested",
            "total_time_ms",
            "revisions",
            "crash_counts",
            "bug_titles",
            "lines",
            "unknown_lines");
    assertThat(log.get("file").asText()).isEqualTo(folder.resolve("seed.txt").toString());
    assertThat(log.get("id").asText()).isEqualTo(folder.resolve("seed").toString());
    assertThat(log.get("kind").asText()).isEqualTo("CAUSE");
    assertThat(log.get("outcome").asText()).isEqualTo("CULPRIT_FOUND");
    assertThat(log.at("/culprit/commit").asText())
        .isEqualTo("e4b8954074f6d0db01c8c97d338a67f9389c042f");
    assertThat(log.at("/culprit/title").asText())
        .isEqualTo("netlink: add net device refcount tracker to struct ethnl_req_info");
    assertThat(log.get("revisions_tested").asInt()).isEqualTo(16);
    assertThat(log.get("total_time_ms").asLong()).isEqualTo(10_658_974);
    assertThat(log.get("error").isNull()).isTrue();
    assertThat(log.at("/lines/read").asInt()).isEqualTo(253);
    assertThat(log.at("/lines/unknown").asInt()).isZero();
    assertThat(log.get("bug_titles"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "general protection fault in hidraw_release",
            "KASAN: use-after-free Read in hidraw_release");
  }

  @Test
  void jsonListsTheRevisionsWithTheirRuns() throws IOException {
    JsonNode revisions = json(call("seed.txt")).get(0).get("revisions");

    assertThat(revisions).hasSize(16);
    JsonNode first = revisions.get(0);
    assertThat(first.get("role").asText()).isEqualTo("ORIGINAL");
    assertThat(first.get("verdict").asText()).isEqualTo("BAD");
    assertThat(first.get("verdict_source").asText()).isEqualTo("LOGGED");
    assertThat(first.at("/runs/total").asInt()).isEqualTo(20);
    assertThat(first.at("/runs/ok").asInt()).isEqualTo(5);
    assertThat(first.at("/runs/crashed").asInt()).isEqualTo(15);
    assertThat(first.get("crashes").get("general protection fault in hidraw_release").asInt())
        .isEqualTo(12);
    assertThat(revisions.get(1).get("release").asText()).isEqualTo("v5.16");
    assertThat(revisions.get(1).get("verdict").asText()).isEqualTo("GOOD");
  }

  @Test
  void jsonCountsCrashesByCommitAndType() throws IOException {
    JsonNode counts = json(call("seed.txt")).get(0).get("crash_counts");

    JsonNode start = counts.get("9f7fb8de5d9bac17b6392a14af40baf555d9129b");
    assertThat(start.get("KASAN-USE-AFTER-FREE-READ").asInt()).isEqualTo(3);
    assertThat(start).extracting(JsonNode::asInt).containsExactlyInAnyOrder(12, 3);
  }

  @Test
  void twoLogsWithOneIdAreSaid() throws IOException {
    Files.writeString(folder.resolve("a b.log"), seed);
    Files.writeString(folder.resolve("a_b.log"), seed);

    Call call =
        Call.firstbad("analyze", "-q", folder.resolve("a b.log").toString(), folder + "/a_b.log");

    assertThat(call.code()).isZero();
    assertThat(call.out().lines()).hasSize(2);
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .contains("a b.log and ", "a_b.log both have the id ");
  }

  @Test
  void aBadInputIsSaidAndTheRestIsDone() throws IOException {
    Files.writeString(folder.resolve("a-shopping-list.txt"), "milk\nbread\n");
    Files.writeString(folder.resolve("b-empty.txt"), "");

    Call call = Call.firstbad("analyze", "-f", "json", folder.toString(), folder + "/nowhere.txt");

    assertThat(call.code()).isEqualTo(1);
    assertThat(json(call)).hasSize(1);
    assertThat(call.err().lines())
        .hasSize(3)
        .anyMatch(line -> line.endsWith("nowhere.txt."))
        .anyMatch(
            line ->
                line.endsWith(
                    "a-shopping-list.txt is not a bisection log: none of its 2 lines starts a bisection"
                        + " or tests a commit."))
        .anyMatch(line -> line.endsWith("b-empty.txt is empty."));
  }

  @Test
  void aDamagedLogIsReadUpToTheDamage() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(seed.getBytes(StandardCharsets.UTF_8));
    }
    Files.write(
        folder.resolve("damaged.txt.gz"),
        Arrays.copyOf(packed.toByteArray(), packed.size() * 2 / 3));

    Call call = call("damaged.txt.gz");

    assertThat(call.code()).isEqualTo(1);
    assertThat(json(call))
        .singleElement()
        .satisfies(log -> assertThat(log.get("outcome").asText()).isEqualTo("BROKEN_OFF"));
    assertThat(call.err())
        .endsWith(
            "damaged.txt.gz cannot be read to its end: the packed text breaks off in the middle.\n");
  }

  @Test
  void aTextWithTwoBisectionsIsTwo() throws IOException {
    Files.writeString(
        folder.resolve("seed.txt"),
        seed.substring(0, seed.indexOf("crash: WARNING in free_netdev")) + seed);

    List<JsonNode> logs = json(call("seed.txt"));

    assertThat(logs).hasSize(2);
    assertThat(logs.get(1).get("id").asText()).endsWith("seed.2");
    assertThat(logs.get(1).get("revisions_tested").asInt()).isEqualTo(16);
  }

  @Test
  void textTellsThePathOfTheSearch() {
    Call call = Call.firstbad("analyze", folder.resolve("seed.txt").toString());

    assertThat(call.code()).isZero();
    assertThat(call.out().replaceAll("\\s+", " "))
        .contains("16 revisions were tested in 2 h 58 m: 7 bad, 9 good.");
    assertThat(call.out())
        .contains("      git bisect start 84bfcc0b6994 9bcbf894b687")
        .contains("  1 v 9f7fb8de5d9b  15/20  the original commit")
        .contains("                 12/20  # general protection fault in hidraw_release")
        .contains("  5 v 38970eac41db ~10/10  igb: support EXTTS on 82580/i354/i350")
        .contains("                        % WARNING in free_netdev")
        .contains("  e4b8954074f6d0db01c8c97d338a67f9389c042f")
        .contains("From step 5 (38970eac41db) on")
        .contains("All 253 lines understood, ");
    assertThat(call.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(call.out()).doesNotContain("\u001b");
  }

  @Test
  void quietTextIsOneLine() {
    Call call = Call.firstbad("analyze", "-q", folder.resolve("seed.txt").toString());

    assertThat(call.out().lines())
        .singleElement()
        .asString()
        .endsWith(
            "  e4b8954074f6 netlink: add net device refcount tracker to struct ethnl_req_info"
                + "  culprit found, low trust, derailed");
  }

  @Test
  void jsonKeepsFractions() throws IOException {
    Files.writeString(
        folder.resolve("flaky.txt"),
        seed.replace(
            "revisions tested: 16",
            "reproducer is flaky (0.18 repro chance estimate)\nrevisions tested: 16"));

    JsonNode log = json(call("flaky.txt")).get(0);

    assertThat(log.get("flaky").asBoolean()).isTrue();
    assertThat(log.get("reproduction_chance").asDouble()).isEqualTo(0.18);
  }

  @Test
  void theParametersOfTrustCanBeChosen() throws IOException {
    String log = folder.resolve("seed.txt").toString();
    Path mine = folder.resolve("mine.parameters");
    String shipped = Parameters.text("shipped");

    Files.writeString(mine, shipped.replace("version = 1", "version = mine"));
    assertThat(version("--parameters", mine.toString())).isEqualTo("mine");
    assertThat(version("--parameters", "seed-golden")).isEqualTo("seed-golden-1");
    assertThat(version()).isEqualTo("1");

    Files.writeString(mine, shipped.replace("level.low = 0.35", "level.low = few"));
    Call wrong = Call.firstbad("analyze", "--parameters", mine.toString(), log);
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .isEqualTo(
            "firstbad: "
                + mine
                + ": The parameter level.low has \"few\" where a number should be.\n");
  }

  private String version(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("analyze", "--format", "json"));
    arguments.addAll(List.of(options));
    arguments.add(folder.resolve("seed.txt").toString());
    return json(Call.firstbad(arguments.toArray(String[]::new)))
        .get(0)
        .at("/assessment/parameters")
        .asText();
  }

  @Test
  void aHostileLogCannotWriteOnTheTerminal() throws IOException {
    Files.writeString(
        folder.resolve("evil.txt"),
        seed.replace("WARNING in free_netdev", "WARNING in \u001b]0;owned\u0007\u202efree_netdev"));

    Call call = Call.firstbad("analyze", folder.resolve("evil.txt").toString());

    assertThat(call.out()).contains("WARNING in ^[]0;owned^G<U+202E>free_netdev");
    assertThat(call.out()).doesNotContain("\u001b").doesNotContain("\u202e");
  }

  @Test
  void aTextWithNothingButTheFirstLineOfALogIsRefused() throws IOException {
    Files.writeString(
        folder.resolve("page.txt"),
        "ci starts bisection 2024-08-01 09:00:00 +0000 UTC m=+1.5\nSee the list.\n");
    Call call = Call.firstbad("analyze", folder.resolve("page.txt").toString());
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .contains("page.txt is not a bisection log: it has a line with which a log begins");
  }

  @Test
  void anEndOfARangeThatIsNoCommitCannotWriteOnTheTerminal() throws IOException {
    Files.writeString(
        folder.resolve("hostile.txt"),
        seed.replaceFirst("(# git bisect start [0-9a-f]{40} )[0-9a-f]{40}", "$1x\u001b[31mred"));
    Call call = Call.firstbad("analyze", folder.resolve("hostile.txt").toString());
    assertThat(call.out()).contains("x^[[31mred").doesNotContain("\u001b[31m");
  }

  @Test
  void nothingToReadIsWrongUsage() {
    assertThat(Call.firstbad("analyze").code()).isEqualTo(2);
    assertThat(Call.firstbad("analyze", "--format", "xml", "x").code()).isEqualTo(2);
  }

  private Call call(String name) {
    return Call.firstbad("analyze", "--format", "json", folder.resolve(name).toString());
  }

  private static List<JsonNode> json(Call call) throws IOException {
    List<JsonNode> objects = new ArrayList<>();
    for (String line : call.out().lines().toList()) {
      objects.add(JSON.readTree(line));
    }
    return objects;
  }
}
