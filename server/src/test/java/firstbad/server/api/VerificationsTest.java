package firstbad.server.api;

import static firstbad.server.view.Sample.hash;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What became of culprits, as lists and one bisection say it, and what is refused. */
class VerificationsTest extends ServedSample {
  @TempDir private Path folder = Path.of("");

  @Override
  String newView() {
    return folder.resolve("view.db").toString();
  }

  @Test
  void lists_are_narrowed_by_how_culprits_stand() throws Exception {
    assertThat(ids("/api/v1/culprits?verification=REFUTED")).containsExactly("team/derailed");
    assertThat(ids("/api/v1/culprits?verification=OPEN")).containsExactly("right");
    assertThat(ids("/api/v1/culprits?verification=OPEN&verification=REFUTED")).hasSize(2);
    assertThat(ids("/api/v1/bisections?verification=REFUTED")).containsExactly("team/derailed");
    assertThat(ids("/api/v1/bisections?verification=CONFLICT")).isEmpty();
    assertThat(json("/api/v1/suspects").at("/items/0/refuted_for").asInt()).isEqualTo(1);
    assertThat(served.get("/culprits.atom?verification=REFUTED").body())
        .contains("team%2Fderailed")
        .doesNotContain("/b/right");
  }

  @Test
  void sources_that_contradict_each_other_are_shown_until_one_withdraws() throws Exception {
    say(VerificationSource.RERUN, VerificationState.CONFIRMED);
    JsonNode detail = json("/api/v1/bisections/team%2Fderailed");
    assertThat(detail.path("verification").asText()).isEqualTo("CONFLICT");
    assertThat(detail.at("/verification_sentences/2").asText()).contains("contradict each other");
    assertThat(ids("/api/v1/culprits?verification=CONFLICT")).containsExactly("team/derailed");
    assertThat(json("/api/v1/suspects").at("/items/0/refuted_for").asInt()).isZero();

    say(VerificationSource.PERSON, VerificationState.WITHDRAWN);
    assertThat(json("/api/v1/bisections/team%2Fderailed").path("verification").asText())
        .isEqualTo("CONFIRMED");
    say(VerificationSource.RERUN, VerificationState.WITHDRAWN);
    assertThat(ids("/api/v1/culprits?verification=OPEN")).hasSize(2);
  }

  @Test
  void what_speaks_of_another_commit_says_so_and_is_counted_until_the_state_knows_commits()
      throws Exception {
    served
        .feed
        .put(
            "right/RERUN",
            said("right", VerificationSource.RERUN, VerificationState.REFUTED)
                .setCulprit(hash(3))
                .build())
        .apply();
    JsonNode detail = json("/api/v1/bisections/right");
    assertThat(detail.at("/verification_sentences/0").asText())
        .contains("it speaks of another commit, " + hash(3).substring(0, 12));
    assertThat(json("/api/v1/bisections/right/verification").at("/verification_sentences/0"))
        .isEqualTo(detail.at("/verification_sentences/0"));
    assertThat(detail.path("verification").asText()).isEqualTo("REFUTED");
  }

  @Test
  void a_record_that_breaks_the_rules_counts_for_nothing() throws Exception {
    served
        .feed
        .put(
            "right/PERSON",
            said("right", VerificationSource.PERSON, VerificationState.CONFIRMED)
                .setTrueCause(hash(3))
                .build())
        .put(
            "right/RERUN",
            said("right", VerificationSource.REVERT, VerificationState.REFUTED).build())
        .apply();
    assertThat(ids("/api/v1/culprits?verification=OPEN")).containsExactly("right");
  }

  @Test
  void what_is_posted_is_held_to_the_rules_of_the_command() throws Exception {
    Map<String, String> refused =
        Map.of(
            "{}",
            "The field state has to be CONFIRMED, REFUTED, WITHDRAWN or NEEDS_RERUN.",
            "{\"state\":\"CONFIRMED\",\"true_cause\":\"4d92b95ff2f9\"}",
            "The field true_cause goes with the state REFUTED.",
            "{\"state\":\"REFUTED\",\"true_cause\":\"" + hash(7) + "\"}",
            "The field true_cause is the culprit that is refuted; the state CONFIRMED says so.",
            "{\"state\":\"REFUTED\",\"evidence_url\":\"javascript:x\"}",
            "The field evidence_url has to be an http or https address.",
            "{\"state\":7}",
            "The field state has to be text.",
            "{\"sate\":\"REFUTED\"}",
            "A verification has evidence_url, made_by, note, source, state, true_cause, and no"
                + " other field.",
            "[]",
            "The body has to be a JSON object with evidence_url, made_by, note, source, state,"
                + " true_cause.");
    for (Map.Entry<String, String> each : refused.entrySet()) {
      HttpResponse<String> answer =
          served.post("/api/v1/bisections/right/verification", each.getKey());
      assertThat(answer.statusCode()).as(each.getKey()).isEqualTo(400);
      assertThat(JSON.readTree(answer.body()).path("detail").asText()).isEqualTo(each.getValue());
    }
    String refuted = "{\"state\":\"refuted\"}";
    assertThat(served.post("/api/v1/bisections/running/verification", refuted).body())
        .contains("There is no culprit of running, so there is nothing to verify.");
    assertThat(
            served.post("/api/v1/bisections/right/verification", " ".repeat(17_000)).statusCode())
        .isEqualTo(413);
  }

  private void say(VerificationSource source, VerificationState state) {
    served
        .feed
        .put("team/derailed/" + source, said("team/derailed", source, state).build())
        .apply();
  }

  private static Verification.Builder said(
      String id, VerificationSource source, VerificationState state) {
    return Verification.newBuilder()
        .setId(id)
        .setState(state)
        .setSource(source)
        .setMadeAt(Instant.ofEpochMilli(1_767_225_700_000L));
  }
}
