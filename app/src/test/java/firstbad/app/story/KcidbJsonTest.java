package firstbad.app.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.story.KcidbJson.Verified;
import firstbad.schemas.CulpritStanding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sample as KCIDB takes it; {@code -Dgolden.rewrite=true} writes the file. */
class KcidbJsonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path GOLDEN =
      Path.of("src/test/resources/firstbad/app/story/hidraw-release.kcidb.json");

  @Test
  void the_sample_is_as_the_golden_file_and_refers_to_nothing_that_it_does_not_hold()
      throws IOException {
    JsonNode report =
        JSON.readTree(KcidbJson.of(Stories.sample(), "made_up", KcidbJson.Verified.NOT_YET));
    String shown = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n";
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.createDirectories(GOLDEN.resolveSibling("."));
      Files.writeString(GOLDEN, shown);
    }
    assertThat(shown).isEqualTo(Files.readString(GOLDEN));

    Set<String> checkouts = ids(report, "checkouts");
    Set<String> builds = ids(report, "builds");
    Set<String> tests = ids(report, "tests");
    report.path("builds").forEach(e -> assertThat(checkouts).contains(text(e, "checkout_id")));
    report.path("tests").forEach(e -> assertThat(builds).contains(text(e, "build_id")));
    assertThat(report.path("incidents")).isNotEmpty();
    report.path("incidents").forEach(e -> assertThat(tests).contains(text(e, "test_id")));
    assertThat(report.path("incidents"))
        .allMatch(e -> text(e, "issue_id").equals("made_up:hidraw-release"));
    assertThat(shown).doesNotContain("null");
  }

  @Test
  void a_revision_where_only_other_bugs_crashed_says_nothing_of_this_one() throws IOException {
    JsonNode report =
        JSON.readTree(KcidbJson.of(Stories.sample(), "made_up", KcidbJson.Verified.NOT_YET));
    Set<String> foreign = new HashSet<>();
    for (JsonNode test : report.path("tests")) {
      if (text(test, "log_excerpt").contains("WARNING in free_netdev")) {
        foreign.add(text(test, "id"));
      }
    }
    assertThat(foreign).isNotEmpty();
    assertThat(report.path("incidents")).noneMatch(e -> foreign.contains(text(e, "test_id")));
  }

  @ParameterizedTest
  @CsvSource({
    "'net/core/dev.c:12:3: error: implicit declaration of function',FAIL",
    "'make: *** [Makefile:1: vmlinux] Error 2',FAIL",
    "'ld.lld: error: undefined symbol: a',FAIL",
    "'failed to create VM pool: cannot create a GCE image',MISS",
    "'no machine: exit status 1',MISS",
  })
  void the_tree_is_blamed_only_for_what_its_compiler_said(String failure, String status) {
    assertThat(KcidbBuilds.statusOfFailure(failure)).isEqualTo(status);
  }

  @Test
  void nothing_is_at_fault_where_nobody_saw_a_crash() throws IOException {
    Story nothing =
        Stories.of(
            """
            bisecting cause commit starting from 1111111111111111111111111111111111111111
            building syzkaller on 2222222222222222222222222222222222222222
            testing commit 1111111111111111111111111111111111111111 with gcc (GCC) 8.1.0
            all runs: OK
            revisions tested: 1, total time: 18m10.0s (build: 10m0.5s, test: 8m10s)
            error: the crash wasn't reproduced on the original commit
            """);
    JsonNode report = JSON.readTree(KcidbJson.of(nothing, "made_up", KcidbJson.Verified.NOT_YET));

    assertThat(report.path("issues")).hasSize(1).noneMatch(issue -> issue.has("culprit"));
  }

  @Test
  void what_became_of_the_culprit_is_a_new_version_of_the_issue() throws IOException {
    String said = "Refuted by a person on 2026-11-29.";
    Instant made = Instant.parse("2026-11-29T10:00:00Z");
    JsonNode before = report(KcidbJson.Verified.NOT_YET);
    JsonNode report = report(new Verified(CulpritStanding.REFUTED, List.of(said), made));

    JsonNode issue = report.path("issues").path(0);
    assertThat(text(issue.path("misc"), "verification")).isEqualTo("REFUTED");
    assertThat(issue.path("misc").path("verifications").path(0).asText()).isEqualTo(said);
    int version = version(report);
    assertThat(version).isGreaterThan(version(before));
    assertThat(report.path("incidents")).allMatch(e -> e.path("issue_version").asInt() == version);
    assertThat(ids(report, "incidents"))
        .as("else KCIDB would keep the version that it had first")
        .doesNotContainAnyElementsOf(ids(before, "incidents"));
    assertThat(ids(report, "tests")).isEqualTo(ids(before, "tests"));
  }

  @Test
  void a_verification_that_replaces_another_or_takes_it_back_is_a_new_version_too()
      throws IOException {
    Instant made = Instant.parse("2026-11-29T10:00:00Z");
    int conflict =
        version(
            report(
                new Verified(
                    CulpritStanding.CONFLICT, List.of("One.", "Another.", "They differ."), made)));
    int replaced =
        version(
            report(
                new Verified(
                    CulpritStanding.REFUTED, List.of("One.", "Another."), made.plusSeconds(1))));
    int withdrawn =
        version(report(new Verified(CulpritStanding.OPEN, List.of(), made.plusSeconds(2))));
    assertThat(List.of(conflict, replaced, withdrawn)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void a_report_waits_until_the_second_of_the_newest_verification_is_over() {
    Instant made = Instant.parse("2026-11-29T10:00:00.400Z");
    assertThat(KcidbVersion.unsettled(made, made.plusMillis(10))).isEqualTo(Duration.ofMillis(590));
    assertThat(KcidbVersion.unsettled(made, made.plusMillis(600))).isZero();
    assertThat(KcidbVersion.unsettled(made, made.minusSeconds(60))).as("a clock ahead").isZero();
    assertThat(KcidbVersion.unsettled(null, made)).isZero();
  }

  @Test
  void a_clock_that_is_years_ahead_does_not_make_the_last_version() {
    Instant now = Instant.parse("2026-11-29T10:00:00Z");
    assertThat(KcidbVersion.notAhead(now.minusSeconds(1), now)).isEqualTo(now.minusSeconds(1));
    assertThat(KcidbVersion.notAhead(Instant.parse("2098-01-01T00:00:00Z"), now)).isEqualTo(now);
    assertThat(KcidbVersion.notAhead(null, now)).isNull();
  }

  private static JsonNode report(Verified verified) throws IOException {
    return JSON.readTree(KcidbJson.of(Stories.sample(), "made_up", verified));
  }

  private static int version(JsonNode report) {
    return report.path("issues").path(0).path("version").asInt();
  }

  private static Set<String> ids(JsonNode report, String list) {
    Set<String> ids = new HashSet<>();
    report.path(list).forEach(each -> assertThat(ids.add(text(each, "id"))).isTrue());
    assertThat(ids).isNotEmpty().allMatch(id -> id.startsWith("made_up:"));
    return ids;
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asText();
  }
}
