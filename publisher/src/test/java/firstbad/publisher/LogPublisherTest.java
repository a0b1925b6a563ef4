package firstbad.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.bisection.intake.LineDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;

class LogPublisherTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @Test
  void lines_are_numbered_from_one_and_the_end_is_a_record_of_its_own() {
    PaperKafka kafka = new PaperKafka(true, "t");
    try (LogPublisher publisher = kafka.publisher(LONG)) {
      long durable =
          publisher.publish("job/1", Map.of("manager", "ci"), List.of("first", "", "third"));
      assertThat(durable).isEqualTo(3);
    }
    assertThat(kafka.records())
        .containsExactly(
            "job/1|1|first|{manager=ci}",
            "job/1|2||{}",
            "job/1|3|third|{}",
            "job/1|4|END|{manager=ci}");
  }

  @Test
  void a_log_can_go_on_from_any_line() {
    PaperKafka kafka = new PaperKafka(true, "t");
    try (LogPublisher publisher = kafka.publisher(LONG)) {
      Publication log = publisher.resume("a", Map.of(), 41);
      assertThat(log.durable()).isEqualTo(40);
      assertThat(log.line("x")).isEqualTo(41);
      assertThat(log.awaitDurable()).isEqualTo(41);
    }
    assertThat(kafka.records()).containsExactly("a|41|x|{}");
  }

  @Test
  void only_what_is_acknowledged_counts_as_durable() {
    PaperKafka kafka = new PaperKafka(false, "t");
    LogPublisher publisher = kafka.publisher(Duration.ofMillis(50));
    Publication log = publisher.begin("a", Map.of());
    log.line("one");
    log.line("two");
    assertThat(log.durable()).isZero();
    kafka.producer.completeNext();
    assertThat(log.durable()).isEqualTo(1);
    assertThatThrownBy(log::awaitDurable)
        .isInstanceOf(PublishException.class)
        .hasMessageStartingWith("Kafka at paper:1 acknowledged nothing for");
    assertThat(kafka.producer.closed()).isTrue();
  }

  @Test
  void the_end_of_a_log_is_durable_once_it_is_acknowledged_itself() {
    PaperKafka kafka = new PaperKafka(false, "t");
    Publication log = kafka.publisher(LONG).begin("a", Map.of());
    log.line("one");
    log.end();
    kafka.producer.completeNext();
    assertThat(log.durable()).isEqualTo(1);
    assertThat(log.endDurable()).isFalse();
    kafka.producer.completeNext();
    assertThat(log.endDurable()).isTrue();
  }

  @Test
  void after_the_first_failure_nothing_more_is_sent() {
    PaperKafka kafka = new PaperKafka(false, "t");
    LogPublisher publisher = kafka.publisher(LONG);
    Publication log = publisher.begin("a", Map.of());
    log.line("one");
    kafka.producer.errorNext(new RecordTooLargeException("too long"));
    assertThat(kafka.producer.closed()).isTrue();
    assertThatThrownBy(() -> log.line("two"))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("max.message.bytes of firstbad.log-lines");
    assertThat(kafka.records()).containsExactly("a|1|one|{}");
    publisher.close();
  }

  @Test
  void closing_says_what_nobody_has_been_told() {
    PaperKafka kafka = new PaperKafka(false, "t");
    LogPublisher publisher = kafka.publisher(LONG);
    publisher.begin("a", Map.of()).line("one");
    kafka.producer.errorNext(new SaslAuthenticationException("wrong password"));
    assertThatThrownBy(publisher::close)
        .hasMessage(
            "Kafka at paper:1 refused the log-in (wrong password); check the sasl.* properties.");
  }

  @Test
  void ids_and_labels_out_of_bounds_are_refused() {
    LogPublisher publisher = new PaperKafka(true, "t").publisher(LONG);
    assertThatThrownBy(() -> publisher.begin("a b", Map.of()))
        .isInstanceOf(PublishException.class)
        .hasMessageContaining("refused");
    Map<String, String> many =
        IntStream.range(0, 33).boxed().collect(Collectors.toMap(n -> "label" + n, n -> "x"));
    assertThatThrownBy(() -> publisher.begin("a", many))
        .hasMessage("A log may have 32 labels, but 33 were given.");
    assertThatThrownBy(() -> publisher.begin("a", Map.of("k", "v".repeat(1024))))
        .hasMessage("The label k has 1025 bytes; 1024 are allowed for name and value.");
    assertThatThrownBy(() -> publisher.begin("a", Map.of(" ", "v")))
        .hasMessageContaining("no name");
    Map<String, String> large =
        IntStream.range(0, 5)
            .boxed()
            .collect(Collectors.toMap(n -> "k" + n, n -> "v".repeat(1000)));
    assertThatThrownBy(() -> publisher.begin("a", large))
        .hasMessage("The labels have 5010 bytes together; 4096 are allowed.");
    Map<String, String> ours = Map.of("log.read_as", "as it stands");
    assertThatThrownBy(() -> new TextPublication(publisher, "a", ours, id -> {}))
        .hasMessage(
            "The label log.read_as says how firstbad has read a text; give yours another name.");
  }

  @Test
  void a_line_that_is_two_is_refused_and_one_that_is_too_long_is_cut() {
    PaperKafka kafka = new PaperKafka(true, "t");
    Publication log = kafka.publisher(LONG).begin("a", Map.of());
    assertThatThrownBy(() -> log.line("one\ntwo")).isInstanceOf(IllegalArgumentException.class);
    log.line("é".repeat(LineDecoder.LINE_BYTES));
    assertThat(kafka.records().get(0))
        .isEqualTo("a|1|" + "é".repeat(LineDecoder.LINE_BYTES / 2) + "|{}");
  }

  @Test
  void nothing_follows_the_end() {
    Publication log = new PaperKafka(true, "t").publisher(LONG).begin("a", Map.of());
    log.end();
    assertThatThrownBy(() -> log.line("x")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(log::end).isInstanceOf(IllegalStateException.class);
  }
}
