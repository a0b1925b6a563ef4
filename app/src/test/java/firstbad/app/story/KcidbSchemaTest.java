package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.bisection.made.MadeLogs;
import firstbad.schemas.CulpritStanding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reports against schema 5.3 of kcidb-io, in words of our own: KCIDB refuses a whole report for one
 * field. The table has what firstbad writes of it; no registry that a build reaches has the schema.
 */
class KcidbSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A list, its fields, and what each has to be; with an exclamation mark: it has to be there. */
  private static final String TABLE =
      """
      checkouts id! id
      checkouts origin! origin
      checkouts git_repository_url address
      checkouts git_repository_branch text
      checkouts git_commit_hash sha1
      checkouts git_commit_name text
      checkouts patchset_hash sha256-or-empty
      checkouts comment text
      checkouts valid boolean
      builds id! id
      builds checkout_id! id
      builds origin! origin
      builds start_time time
      builds compiler text
      builds log_excerpt excerpt
      builds status status
      tests id! id
      tests build_id! id
      tests origin! origin
      tests path path
      tests start_time time
      tests log_excerpt excerpt
      tests status status
      tests misc object
      issues id! id
      issues version! count
      issues origin! origin
      issues report_url address
      issues report_subject text
      issues culprit layers
      issues comment text
      issues misc object
      incidents id! id
      incidents origin! origin
      incidents issue_id! id
      incidents issue_version! count
      incidents test_id id
      incidents present boolean
      """;

  private static final Map<String, Predicate<JsonNode>> SHAPES =
      Map.ofEntries(
          Map.entry("id", text("[a-z0-9_]+:.*")),
          Map.entry("origin", text("[a-z0-9_]+")),
          Map.entry("text", text("[^\\x00]*")),
          Map.entry("excerpt", text("[^\\x00]{0,16384}")),
          Map.entry("sha1", text("[0-9a-f]{40}")),
          Map.entry("sha256-or-empty", text("|[0-9a-f]{64}")),
          Map.entry("path", text("([a-zA-Z0-9_-]+(\\.[a-zA-Z0-9_-]+)*)?")),
          Map.entry("status", text("FAIL|ERROR|MISS|PASS|DONE|SKIP")),
          Map.entry("address", each -> each.isTextual() && isAddress(each.asText())),
          Map.entry("time", each -> OffsetDateTime.parse(each.asText()) != null),
          Map.entry("boolean", JsonNode::isBoolean),
          Map.entry("count", each -> each.isIntegralNumber() && each.asLong() >= 0),
          Map.entry("object", JsonNode::isObject),
          Map.entry("layers", KcidbSchemaTest::isLayers));

  private static final Map<String, Map<String, String>> FIELDS = new TreeMap<>();

  static {
    TABLE
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(
            row -> FIELDS.computeIfAbsent(row[0], none -> new TreeMap<>()).put(row[1], row[2]));
  }

  @Test
  void every_made_log_gives_a_report_that_kcidb_takes() throws IOException {
    Set<String> written = new TreeSet<>();
    for (int seed = 0; seed < 300; seed++) {
      Story story = Stories.of(String.join("\n", MadeLogs.whole(seed).lines()) + "\n");
      check(KcidbJson.of(story, "made_up", KcidbJson.Verified.NOT_YET), written);
    }
    KcidbJson.Verified said =
        new KcidbJson.Verified(CulpritStanding.REFUTED, List.of("a\0b"), Instant.EPOCH);
    check(
        KcidbJson.of(labelled(Stories.sample(), "https://a.example/1"), "made_up", said), written);
    assertThat(written)
        .as("fields that the table has and no report")
        .containsAll(
            TABLE
                .lines()
                .map(line -> line.replaceAll("(\\S+) ([a-z_0-9]+).*", "$1 $2"))
                .filter(field -> !field.endsWith("start_time"))
                .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://a.example/<b>",
        "https://a.example/a|b",
        "https://a.example/?q=[1]",
        "https://a.example/%zz",
        "https://a.example/\u00e4",
        "https:///nowhere",
        "https://a:b:c/",
        "https://a.example/#a#b",
        "not an address",
        ""
      })
  void a_label_that_is_no_address_is_left_out(String label) throws IOException {
    Story story = labelled(Stories.sample(), label);
    JsonNode report = check(KcidbJson.of(story, "made_up", KcidbJson.Verified.NOT_YET));
    assertThat(report.at("/issues/0").has("report_url")).isFalse();
    assertThat(report.at("/checkouts/0").has("git_repository_url")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://syzkaller.appspot.com/bug?extid=0123456789abcdef0123",
        "https://lore.kernel.org/all/0000000000001@example.org/T/#u",
        "https://a.example:8443/b%20c;d=(e)?f=1&g=2",
        "https://a.example"
      })
  void a_label_that_is_an_address_is_told(String label) throws IOException {
    Story story = labelled(Stories.sample(), label);
    JsonNode report = check(KcidbJson.of(story, "made_up", KcidbJson.Verified.NOT_YET));
    assertThat(report.at("/issues/0/report_url").asText()).isEqualTo(label);
    assertThat(report.at("/checkouts/0/git_repository_url").asText()).isEqualTo(label);
  }

  @Test
  void a_hash_that_somebody_cut_short_is_left_out() throws IOException {
    String log =
        """
        git bisect start
        # bad: [f0f0f0f0f0f0] newest commit
        git bisect bad f0f0f0f0f0f0
        # good: [0e0e0e0e0e0e] oldest commit
        git bisect good 0e0e0e0e0e0e
        # first bad commit: [f0f0f0f0f0f0] newest commit
        """;
    JsonNode report = check(KcidbJson.of(Stories.of(log), "made_up", KcidbJson.Verified.NOT_YET));
    assertThat(report.path("checkouts")).noneMatch(each -> each.has("git_commit_hash"));
  }

  @Test
  void the_golden_report_is_one_that_kcidb_takes() throws IOException {
    check(
        Files.readString(
            Path.of("src/test/resources/firstbad/app/story/hidraw-release.kcidb.json"),
            StandardCharsets.UTF_8));
  }

  private static Story labelled(Story story, String address) {
    return Stories.labelled(
        story, Map.of("bug.url", address, "kernel.repo", address, "kernel.branch", "a\0branch"));
  }

  private static JsonNode check(String report) throws IOException {
    return check(report, new TreeSet<>());
  }

  private static JsonNode check(String text, Set<String> written) throws IOException {
    JsonNode report = JSON.readTree(text);
    report
        .properties()
        .forEach(
            list -> {
              if (!list.getKey().equals("version")) {
                Map<String, String> fields = FIELDS.getOrDefault(list.getKey(), Map.of());
                assertThat(fields).as(list.getKey()).isNotEmpty();
                list.getValue().forEach(each -> check(list.getKey(), each, fields, written));
              }
            });
    assertThat(report.path("version")).isEqualTo(JSON.readTree("{\"major\":5,\"minor\":3}"));
    return report;
  }

  private static void check(
      String list, JsonNode object, Map<String, String> fields, Set<String> written) {
    fields.keySet().stream()
        .filter(name -> name.endsWith("!"))
        .forEach(name -> assertThat(object.has(name.replace("!", ""))).as(list + name).isTrue());
    object
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              String shape = fields.getOrDefault(name + "!", fields.getOrDefault(name, "none"));
              assertThat(SHAPES).as(list + " " + name + " is no field").containsKey(shape);
              assertThat(SHAPES.getOrDefault(shape, none -> false).test(field.getValue()))
                  .as("%s %s is %s: %s", list, name, shape, field.getValue())
                  .isTrue();
              written.add(list + " " + name);
            });
  }

  private static Predicate<JsonNode> text(String shape) {
    Pattern pattern = Pattern.compile(shape);
    return each -> each.isTextual() && pattern.matcher(each.asText()).matches();
  }

  /** The layers that may be to blame, each true or false. */
  private static boolean isLayers(JsonNode culprit) {
    Set<String> names = new TreeSet<>();
    culprit.fieldNames().forEachRemaining(names::add);
    return Set.of("code", "tool", "harness").containsAll(names)
        && names.stream().allMatch(name -> culprit.path(name).isBoolean());
  }

  /** By RFC 3986, and with a host. */
  private static boolean isAddress(String text) {
    try {
      java.net.URI address = new java.net.URI(text).parseServerAuthority();
      return address.getHost() != null && text.matches("https?://[^\\[\\]\\P{ASCII}]+");
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }
}
