package firstbad.app.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.cli.KafkaOptions;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.Delivery;
import firstbad.events.Undelivered;
import firstbad.events.UndeliveredState;
import firstbad.schemas.TestTopics;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What failed for good is handed over again, unless it is gone. */
@Tag("slow")
class ResendingTest {

  @Test
  void what_is_forgotten_after_it_was_chosen_is_not_handed_over() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        TestTopics topics = new TestTopics(kafka.clientProperties(), 1)) {
      KafkaOptions options =
          CommandLine.populateCommand(
              new KafkaOptions(), "-b", kafka.bootstrapServers(), "-r", kafka.registryUrl());
      for (String id : List.of("kept", "gone")) {
        topics.send(Topic.UNDELIVERED, "hook/firstbad.culprits/" + id, failed(id));
      }
      try (Resending resending = Resending.begun(options);
          OpenUndelivered topic =
              OpenUndelivered.read(options, new PrintWriter(Writer.nullWriter()))) {
        List<Undelivered> chosen = List.copyOf(topic.now().values());
        assertThat(chosen).hasSize(2);
        byte[] key = "hook/firstbad.culprits/gone".getBytes(StandardCharsets.UTF_8);
        String undelivered = topics.names().name(Topic.UNDELIVERED);
        topics.begin(new ProducerRecord<>(undelivered, key, null));
        topics.flush();

        assertThat(resending.resend(chosen, topic, null).sent()).isEqualTo(1);
        assertThat(resending.resend(chosen, topic, null).sent()).as("both are done").isZero();
      }
      assertThat(topics.committed(Topic.DELIVERIES, Delivery.class))
          .extracting(Delivery::getBisectionId)
          .containsExactly("kept");
    }
  }

  private static Undelivered failed(String id) {
    return Undelivered.newBuilder()
        .setReceiver("hook")
        .setKey("firstbad.culprits/" + id)
        .setTopic("culprits")
        .setBisectionId(id)
        .setState(UndeliveredState.FAILED)
        .setReason("answered 500")
        .setAttempts(3)
        .setFirstTriedAt(Instant.EPOCH)
        .setWrittenAt(Instant.EPOCH)
        .setEvent("{}")
        .build();
  }
}
