package firstbad.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class EmbeddedBrokerTest {
  private static final String TOPIC = "letters";
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  void aCommittedTransactionIsReadAndAnAbortedOneIsNot() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.started()) {
      createTopic(broker);
      try (KafkaProducer<String, String> producer =
          producer(broker, Map.of("transactional.id", "writer"))) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "aborted")).get(5, TimeUnit.MINUTES);
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, "committed")).get(5, TimeUnit.MINUTES);
        producer.commitTransaction();
      }

      assertThat(read(broker, "read_committed", 1)).containsExactly("committed");
      assertThat(read(broker, "read_uncommitted", 2)).containsExactly("aborted", "committed");
    }
  }

  @Test
  void portTopicsAndRecordsOutliveARestartAndAConnectedProducerGoesOn() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.started(BrokerSettings.in(folder))) {
      String address = broker.bootstrapServers();
      createTopic(broker);
      try (KafkaProducer<String, String> producer = producer(broker, Map.of())) {
        producer.send(new ProducerRecord<>(TOPIC, "before")).get(5, TimeUnit.MINUTES);

        broker.stop();
        broker.start();

        producer.send(new ProducerRecord<>(TOPIC, "after")).get(5, TimeUnit.MINUTES);
      }
      assertThat(broker.bootstrapServers()).isEqualTo(address);
      assertThat(read(broker, "read_committed", 2)).containsExactly("before", "after");
    }
    assertThat(folder).as("a given folder is kept").isNotEmptyDirectory();

    try (EmbeddedBroker next = EmbeddedBroker.started(BrokerSettings.in(folder))) {
      assertThat(read(next, "read_committed", 2)).containsExactly("before", "after");
    }
  }

  @Test
  void twoBrokersLiveSideBySideAndKnowNothingOfEachOther() throws Exception {
    try (EmbeddedBroker one = EmbeddedBroker.started();
        EmbeddedBroker other = EmbeddedBroker.started()) {
      createTopic(one);

      assertThat(topics(one)).containsExactly(TOPIC);
      assertThat(topics(other)).isEmpty();

      one.stop();
      createTopic(other);
      assertThat(topics(other)).containsExactly(TOPIC);
    }
  }

  @Test
  void aTakenPortIsNamedInOneSentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();

      assertThatThrownBy(() -> EmbeddedBroker.started(BrokerSettings.temporary().withPort(port)))
          .isInstanceOf(NotStarted.class)
          .hasMessage(
              "The broker cannot listen on 127.0.0.1:%d: port %d is already taken;"
                  + " stop what uses it or choose another port.",
              port, port);
    }
  }

  @Test
  void aFolderThatIsInUseIsNamedInOneSentence() {
    try (EmbeddedBroker first = EmbeddedBroker.started(BrokerSettings.in(folder))) {
      assertThat(first.fault()).isEmpty();
      assertThatThrownBy(() -> EmbeddedBroker.started(BrokerSettings.in(folder)))
          .isInstanceOf(NotStarted.class)
          .hasMessage(
              "The broker cannot use the folder %s: another process is using it;"
                  + " stop that one or choose another folder.",
              folder);
    }
  }

  @Test
  void aFileInPlaceOfTheFolderIsNamedInOneSentence() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatThrownBy(() -> EmbeddedBroker.started(BrokerSettings.in(file)))
        .isInstanceOf(NotStarted.class)
        .hasMessageStartingWith("The broker cannot use the folder " + file);
  }

  @Test
  void aTopicThatNobodyCreatedIsAnErrorAndDoesNotAppear() {
    try (EmbeddedBroker broker = EmbeddedBroker.started();
        KafkaProducer<String, String> producer = producer(broker, Map.of("max.block.ms", "2000"))) {
      assertThatThrownBy(
              () -> producer.send(new ProducerRecord<>("misspelt", "x")).get(5, TimeUnit.MINUTES))
          .hasRootCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void aTemporaryFolderGoesWithItsBroker() {
    EmbeddedBroker broker = EmbeddedBroker.started();
    Path its = broker.folder();
    assertThat(its).isDirectory();

    broker.close();

    assertThat(its).doesNotExist();
  }

  private static void createTopic(EmbeddedBroker broker) throws Exception {
    try (Admin admin = admin(broker)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(5, TimeUnit.MINUTES);
    }
  }

  private static List<String> topics(EmbeddedBroker broker) throws Exception {
    try (Admin admin = admin(broker)) {
      return List.copyOf(admin.listTopics().names().get(5, TimeUnit.MINUTES));
    }
  }

  private static Admin admin(EmbeddedBroker broker) {
    return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
  }

  private static KafkaProducer<String, String> producer(
      EmbeddedBroker broker, Map<String, Object> more) {
    Map<String, Object> properties = new java.util.HashMap<>(more);
    properties.put("bootstrap.servers", broker.bootstrapServers());
    return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
  }

  /** Reads the topic from the start until it has the number of values, or the deadline is over. */
  private static List<String> read(EmbeddedBroker broker, String isolation, int expected) {
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition partition = new TopicPartition(TOPIC, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + DEADLINE.toNanos();
      while (values.size() < expected && System.nanoTime() < end) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          values.add(record.value());
        }
      }
      assertThat(consumer.endOffsets(List.of(partition))).isNotEmpty();
    }
    return values;
  }
}
