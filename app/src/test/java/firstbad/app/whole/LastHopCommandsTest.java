package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LevelCounts;
import firstbad.events.Suspect;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** {@code verify} and {@code dead-letters} on a real broker. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class LastHopCommandsTest {
  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  private final Pipeline pipeline = new Pipeline(kafka);
  private final SentEvents sent = new SentEvents(pipeline);

  @AfterAll
  void close() {
    pipeline.close();
    kafka.close();
  }

  @Test
  void a_culprit_is_verified_by_several_sources_and_what_cannot_be_is_refused() throws Exception {
    sent.culprit("job-1");
    Call refuted =
        call("verify", "job-1", "--refuted", "--true-cause", "4d92b95ff2f9", "--by", "somebody");
    assertThat(refuted.out()).isEqualTo("job-1: 38970eac41db is REFUTED now.\n");
    assertThat(call("verify", "job-1", "--confirmed", "--source", "rerun").code()).isZero();
    assertThat(sent.all(Topic.VERIFICATIONS, Verification.class))
        .extracting(Verification::getSource, Verification::getState, Verification::getCulprit)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                VerificationSource.PERSON, VerificationState.REFUTED, SentEvents.COMMIT),
            org.assertj.core.groups.Tuple.tuple(
                VerificationSource.RERUN, VerificationState.CONFIRMED, SentEvents.COMMIT));

    assertThat(call("verify", "job-2", "--confirmed").err())
        .contains("No culprit of job-2 was found");
    assertThat(call("verify", "job-1").code()).isEqualTo(2);
    assertThat(call("verify", "job-1", "--confirmed", "--refuted").code()).isEqualTo(2);
    assertThat(call("verify", "job-1", "--confirmed", "--true-cause", "4d92b95ff2f9").err())
        .contains("--true-cause goes with the state REFUTED.");
    assertThat(call("verify", "job-1", "--refuted", "--true-cause", "4d9").err())
        .contains("12 to 64 hex digits");
    assertThat(call("verify", "job-1", "--refuted", "--evidence", "javascript:x").err())
        .contains("http or https");
  }

  @Test
  void a_suspect_says_for_how_many_bugs_it_was_refuted() {
    sent.culprit("job-7");
    Instant now = Instant.now();
    sent.send(
        Topic.SUSPECTS,
        SentEvents.COMMIT,
        Suspect.newBuilder()
            .setCommit(SentEvents.COMMIT)
            .setBisections(1)
            .setFixBisections(0)
            .setCandidateBisections(0)
            .setLevels(new LevelCounts(1L, 0L, 0L, 0L))
            .setFirstNamedAt(now)
            .setLastNamedAt(now)
            .build());
    assertThat(call("verify", "job-7", "--refuted").code()).isZero();

    assertThat(call("suspects", "--at-least", "1").out()).contains("refuted for 1 bug");
    assertThat(call("suspects", "38970eac41db", "--format", "json").out())
        .startsWith("{\"commit\":\"" + SentEvents.COMMIT)
        .endsWith(",\"confirmed_for\":0,\"refuted_for\":1}\n");
  }

  @Test
  void a_dead_letter_is_sent_again_once() {
    letter("job-1", "one", "fault", "firstbad.log-lines");
    letter("job-2", "two\u0007", "conflict", "firstbad.log-lines");
    assertThat(call("dead-letters", "list").out())
        .contains("0  fault  job-1  because", "1  conflict  job-2", "1 conflict", "1 fault");
    assertThat(call("dead-letters", "show", "1").out())
        .contains("from    firstbad.log-lines-0 at 7", "value   4 bytes", "74 77 6f 07", "two.");
    assertThat(call("dead-letters", "show", "9").err()).contains("There is no dead letter 9");
    assertThat(call("dead-letters", "resend").code()).isEqualTo(2);
    assertThat(call("dead-letters", "resend", "--kind", "faulty").err()).contains("unreadable");

    letter("job-0", "elsewhere", "fault", "other.log-lines");
    letter("job-3", "three", "fault", "firstbad.log-lines");
    Call faults = call("dead-letters", "resend", "--kind", "fault");
    assertThat(faults.out()).as("one that cannot be sent").isEqualTo("2 records sent again.\n");
    assertThat(faults.err()).contains("came from other.log-lines and not from firstbad.log-lines");
    assertThat(faults.code()).isEqualTo(1);
    assertThat(call("dead-letters", "resend", "--kind", "fault").out())
        .isEqualTo("0 records sent again.\n");
    assertThat(call("dead-letters", "resend", "0", "1").out()).isEqualTo("1 record sent again.\n");

    assertThat(lines()).containsExactlyInAnyOrder("job-1=one", "job-2=two\u0007", "job-3=three");
    assertThat(call("dead-letters", "list").out()).contains("1 fault", "3 others were sent again.");
    assertThat(notes()).as("for the view's counts").containsExactly("fault", "fault", "conflict");

    Call unknown = call("dead-letters", "resend", "--kind", "faults");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.errors()).contains("faults");
    Call missing = call("dead-letters", "resend", "1000");
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.errors()).contains("There is no dead letter 1000; ");
  }

  private void letter(String key, String value, String kind, String topic) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("firstbad.dead-letters", utf8(key), utf8(value));
    record.headers().add("firstbad-kind", utf8(kind)).add("firstbad-reason", utf8("because"));
    record.headers().add("firstbad-topic", utf8(topic)).add("firstbad-partition", utf8("0"));
    record.headers().add("firstbad-offset", utf8("7"));
    pipeline.topics().begin(record);
    pipeline.topics().flush();
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    pipeline
        .topics()
        .read(
            "firstbad.log-lines",
            record -> {
              assertThat(record.headers()).isEmpty();
              lines.add(text(record.key()) + "=" + text(record.value()));
            });
    return lines;
  }

  /** The kinds of the letters that notes say were sent again. */
  private List<String> notes() {
    List<String> kinds = new ArrayList<>();
    pipeline
        .topics()
        .read(
            "firstbad.dead-letters",
            record -> {
              Header kind = record.headers().lastHeader("firstbad-letter-kind");
              if (kind != null) {
                kinds.add(text(kind.value()));
              }
            });
    return kinds;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Call call(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrapServers()));
    all.addAll(List.of("--registry", kafka.registryUrl()));
    return Call.firstbad(all.toArray(String[]::new));
  }
}
