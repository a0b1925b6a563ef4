package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.mail.KnownCulprit;
import firstbad.app.mail.LaterFacts;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a receiver is given of an event. */
class MessagesTest {
  @Test
  void a_verification_answers_the_mail_that_its_culprit_answered() {
    Verification said = refuted("job-1");
    KnownCulprit named =
        new KnownCulprit(Map.of("bug.message-id", "1@example.org"), "a bug", null, "foo: a title");
    Message answering = message(said, named);
    assertThat(answering.subject()).isEqualTo("Re: a bug");
    assertThat(answering.fields()).containsEntry("FIRSTBAD_MESSAGE_ID", "<1@example.org>");
    assertThat(message(said, KnownCulprit.UNKNOWN).fields())
        .doesNotContainKey("FIRSTBAD_MESSAGE_ID");
  }

  @Test
  void a_digest_names_all_of_its_members_before_it_tells_the_first() {
    List<Message> each = new ArrayList<>();
    for (String id : List.of("job-1", "job-2", "job-3")) {
      each.add(message(refuted(id), KnownCulprit.UNKNOWN));
    }
    Message digest = Messages.digest(each, "net/1");
    assertThat(digest.text()).startsWith("- [firstbad] job-1: ");
    assertThat(digest.text().lines().filter(line -> line.startsWith("- "))).hasSize(3);
    JsonNode members = EventTree.of("{\"all\":" + digest.json() + "}").path("all");
    assertThat(members.findValuesAsText("key"))
        .containsExactly("key of job-1", "key of job-2", "key of job-3");
    assertThat(members.path(1).path("event").path("id").asText()).isEqualTo("job-2");
  }

  private static Message message(Verification said, KnownCulprit named) {
    String json = EventToJson.AS_SENT.of(said);
    return Messages.of(
        Topic.VERIFICATIONS, "key of " + said.getId(), said.getId(), json, LaterFacts.NONE, named);
  }

  private static Verification refuted(String id) {
    return Verification.newBuilder()
        .setId(id)
        .setState(VerificationState.REFUTED)
        .setSource(VerificationSource.PERSON)
        .setMadeAt(Instant.EPOCH)
        .build();
  }
}
