package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedKafka;
import firstbad.events.CulpritFound;
import firstbad.events.EndedBy;
import firstbad.schemas.Limits;
import firstbad.schemas.Topic;
import firstbad.topology.HostileRecords.Hostile;
import firstbad.topology.assemble.SilenceLimits;
import firstbad.topology.read.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: no record stops the topology, and each is accounted for. */
@Tag("slow")
class HostileRecordsTest {
  private static final int PARTITION = 0;

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void no_record_stops_it_none_is_lost_and_a_good_log_beside_them_ends_as_it_should()
      throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started();
        LiveTopology live = new LiveTopology(kafka, "hostile.", folder);
        BisectionTopology topology = live.instance("one", SilenceLimits.DEFAULT)) {
      List<Hostile> hostile = HostileRecords.all(live::encoded);
      topology.start();
      LiveTopology.awaitRunning(topology);

      Map<Long, Hostile> sent = send(kafka, live, hostile);
      String good = HostileRecords.placed("good-");
      live.publish(PARTITION, good, 1, SeedLog.LINES);
      live.end(PARTITION, good, SeedLog.LINES.size() + 1);

      long records = hostile.size() + SeedLog.LINES.size() + 1L;
      LiveTopology.await(
          "every record read",
          () -> topology.lines().in() >= records || !topology.health().alive());
      assertThat(topology.health()).isEqualTo(new Health(Health.State.RUNNING, null));
      assertThat(topology.lines().in()).isEqualTo(records);
      LiveTopology.await(
          "the culprit of the good log",
          () ->
              live.committed(Topic.CULPRITS, CulpritFound.class).stream()
                  .anyMatch(culprit -> culprit.getEndedBy() == EndedBy.END_OF_LOG));
      long letters = hostile.stream().filter(Hostile::refused).count();
      LiveTopology.await(
          "a dead letter for each record that was refused",
          () -> live.committed(live.topics.name(Topic.DEAD_LETTERS)).size() >= letters);
      List<ConsumerRecord<byte[], byte[]>> dead =
          live.committed(live.topics.name(Topic.DEAD_LETTERS));
      dead.forEach(letter -> assertTellsOf(letter, sent));
      assertThat(dead.stream().map(letter -> sent.get(offset(letter))).map(Hostile::name))
          .containsExactlyInAnyOrderElementsOf(
              hostile.stream().filter(Hostile::refused).map(Hostile::name).toList());
      assertThat(topology.lines().faulted()).isZero();
      assertThat(topology.lines().misdated())
          .isEqualTo(hostile.stream().filter(each -> each.name().contains("ed at ")).count());
    }
  }

  /** As they are where the topic takes them so, else packed. */
  private static Map<Long, Hostile> send(
      EmbeddedKafka kafka, LiveTopology live, List<Hostile> hostile) throws Exception {
    Map<Long, Hostile> sent = new HashMap<>();
    try (KafkaProducer<byte[], byte[]> plain = producer(kafka, "none");
        KafkaProducer<byte[], byte[]> packed = producer(kafka, "gzip")) {
      for (Hostile each : hostile) {
        KafkaProducer<byte[], byte[]> producer = size(each) > Limits.BATCH_BYTES ? packed : plain;
        long offset =
            producer
                .send(
                    new ProducerRecord<>(
                        live.topics.name(Topic.LOG_LINES),
                        PARTITION,
                        each.key(),
                        each.value(),
                        each.headers()))
                .get()
                .offset();
        sent.put(offset, each);
      }
    }
    return sent;
  }

  private static long size(Hostile each) {
    long size = 100;
    size += each.key() == null ? 0 : each.key().length;
    size += each.value() == null ? 0 : each.value().length;
    for (Header header : each.headers()) {
      size += header.key().length() + 4 + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }

  private static KafkaProducer<byte[], byte[]> producer(EmbeddedKafka kafka, String compression) {
    Map<String, Object> settings = new HashMap<>(kafka.clientProperties());
    settings.put("compression.type", compression);
    settings.put("linger.ms", 0);
    settings.put("batch.size", 0);
    settings.put("max.request.size", 100_000_000);
    settings.put("buffer.memory", 200_000_000L);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void assertTellsOf(
      ConsumerRecord<byte[], byte[]> letter, Map<Long, Hostile> sent) {
    Hostile record = sent.get(offset(letter));
    assertThat(record).isNotNull();
    byte[] key = record.key() == null ? new byte[0] : record.key();
    byte[] value = record.value() == null ? new byte[0] : record.value();
    assertThat(text(letter, DeadLetter.PARTITION)).isEqualTo(String.valueOf(PARTITION));
    assertThat(text(letter, DeadLetter.TOPIC)).isEqualTo("hostile.log-lines");
    assertThat(text(letter, DeadLetter.KEY_BYTES)).isEqualTo(String.valueOf(key.length));
    assertThat(text(letter, DeadLetter.VALUE_BYTES)).isEqualTo(String.valueOf(value.length));
    assertThat(text(letter, DeadLetter.SHA_256)).as(record.name()).isEqualTo(sha256(value));
    assertThat(text(letter, DeadLetter.REASON)).isNotBlank().isNotEqualTo("all is well");
    assertThat(Long.parseLong(text(letter, DeadLetter.TIMESTAMP))).isPositive();
    if (record.value() != null) {
      assertThat(letter.value())
          .hasSize(Math.min(value.length, Limits.DEAD_LETTER_VALUE_BYTES))
          .startsWith(java.util.Arrays.copyOf(value, Math.min(value.length, 1000)));
    }
  }

  private static long offset(ConsumerRecord<byte[], byte[]> letter) {
    return Long.parseLong(text(letter, DeadLetter.OFFSET));
  }

  private static String text(ConsumerRecord<byte[], byte[]> letter, String header) {
    return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
