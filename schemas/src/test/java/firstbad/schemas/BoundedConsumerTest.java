package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.EmbeddedBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class BoundedConsumerTest {
  private static final int MOST = 100_000;
  private static final int LARGE = 3 * MOST;

  @Test
  void no_poll_brings_more_than_fits_and_all_records_come_once_in_their_order() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.started()) {
      Map<String, Object> client =
          Map.of(
              "bootstrap.servers",
              broker.bootstrapServers(),
              "compression.type",
              "gzip",
              "batch.size",
              1 << 20,
              "linger.ms",
              100,
              "auto.offset.reset",
              "earliest");
      List<TopicPartition> partitions = written(client);
      List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
      try (BoundedConsumer consumer = new BoundedConsumer(client, MOST)) {
        consumer.assign(partitions);
        while (read.size() < 2 * 60) {
          ConsumerRecords<byte[], byte[]> poll = consumer.poll(Duration.ofSeconds(1));
          List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
          poll.forEach(records::add);
          long bytes = records.stream().mapToLong(BoundedConsumerTest::bytes).sum();
          long full = records.stream().filter(each -> bytes(each) > 0).count();
          assertThat(full <= 1 || bytes <= MOST)
              .as("%d records with %d bytes", records.size(), bytes)
              .isTrue();
          read.addAll(records);
        }
      }
      for (TopicPartition each : partitions) {
        assertThat(read)
            .filteredOn(record -> record.partition() == each.partition())
            .extracting(ConsumerRecord::offset)
            .containsExactlyElementsOf(LongStream.range(0, 60).boxed().toList());
      }
      for (ConsumerRecord<byte[], byte[]> each : read) {
        // The header's key is one letter.
        assertThat(PollBudget.bytes(each)).isBetween(bytes(each), bytes(each) + 1);
      }
      assertThat(new TreeSet<>(read.stream().map(BoundedConsumerTest::bytes).toList()))
          .contains(0L, (long) LARGE);
    }
  }

  /** Records whose bytes lie in the value, the key or a header, and some that have neither. */
  private static List<TopicPartition> written(Map<String, Object> client) throws Exception {
    try (Admin admin = Admin.create(client)) {
      admin
          .createTopics(List.of(new NewTopic("packed", Optional.of(2), Optional.empty())))
          .all()
          .get();
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int number = 0; number < 60; number++) {
        for (int partition = 0; partition < 2; partition++) {
          var unused = producer.send(record(partition, number));
        }
      }
    }
    return List.of(new TopicPartition("packed", 0), new TopicPartition("packed", 1));
  }

  private static ProducerRecord<byte[], byte[]> record(int partition, int number) {
    byte[] key = null;
    byte[] value = null;
    byte[] header = null;
    switch (number % 6) {
      case 0 -> value = new byte[30_000];
      case 1 -> key = new byte[30_000];
      case 2 -> header = new byte[30_000];
      case 3 -> value = new byte[number == 33 ? LARGE : 10];
      case 4 -> value = new byte[60_000];
      default -> {}
    }
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>("packed", partition, header == null ? key : new byte[1], value);
    if (header != null) {
      record.headers().add("h", header);
    }
    return record;
  }

  private static long bytes(ConsumerRecord<byte[], byte[]> record) {
    long bytes = length(record.key()) + length(record.value());
    for (Header each : record.headers()) {
      bytes += length(each.value());
    }
    return bytes;
  }

  private static long length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
