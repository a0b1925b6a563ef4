package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.events.Alert;
import firstbad.events.Bisection;
import firstbad.events.LogLine;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSerdesTest {
  private static final String URL = "mock://event-serdes";
  private static final Topics TOPICS = Topics.ofDefaultPrefix();
  private static final String LINES = TOPICS.name(Topic.LOG_LINES);
  private static final LogLine LINE =
      new LogLine(
          7L,
          "run #0: OK – ✓",
          Instant.ofEpochMilli(1_646_000_000_123L),
          Map.of("manager", "ci"),
          false);

  private final EventSerdes serdes = EventSerdes.of(Map.of("schema.registry.url", URL));
  private final Serializer<LogLine> writer = serdes.serializer(LogLine.class);
  private final Deserializer<LogLine> reader = serdes.deserializer(LogLine.class);

  @BeforeEach
  void register() {
    new SchemaSetup(serdes.registry(), TOPICS).registerMissing();
  }

  @AfterEach
  void forget() {
    serdes.close();
    MockSchemaRegistry.dropScope("event-serdes");
  }

  @Test
  void a_line_comes_back_as_it_went() {
    assertThat(reader.deserialize(LINES, writer.serialize(LINES, LINE))).isEqualTo(LINE);
  }

  @Test
  void a_line_without_labels_and_the_end_come_back_too() {
    LogLine end =
        LogLine.newBuilder(LINE).setText("").setLabels(Map.of()).setEndOfLog(true).build();
    assertThat(reader.deserialize(LINES, writer.serialize(LINES, end))).isEqualTo(end);
  }

  @ParameterizedTest
  @MethodSource("topics")
  void every_event_with_any_content_comes_back_as_it_went(Topic topic) throws Exception {
    Schema schema = topic.value().orElseThrow();
    int id = idOf(topic);
    Class<SpecificRecord> type = typeOf(schema);
    Deserializer<SpecificRecord> in = serdes.deserializer(type);
    Serializer<SpecificRecord> out = serdes.serializer(type);
    for (Object content : new RandomData(schema, 50, 1)) {
      byte[] bytes = framed(id, schema, content);

      SpecificRecord event = in.deserialize(TOPICS.name(topic), bytes);

      assertThat(event).hasSameClassAs(type.getDeclaredConstructor().newInstance());
      // a map may come back in another order, so that bytes cannot be compared
      byte[] again = out.serialize(TOPICS.name(topic), event);
      assertThat(again).startsWith(Arrays.copyOf(bytes, 5)).hasSameSizeAs(bytes);
      assertThat(serdes.deserializer(topic).orElseThrow().deserialize(TOPICS.name(topic), again))
          .isEqualTo(event);
    }
  }

  @Test
  void a_topic_of_raw_bytes_has_no_reader() {
    assertThat(serdes.deserializer(Topic.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void the_quick_reading_of_lines_says_the_same_as_avros_own() throws Exception {
    Schema schema = Topic.LOG_LINES.value().orElseThrow();
    int id = idOf(Topic.LOG_LINES);
    Deserializer<LogLine> plain =
        new EventDeserializer<>(serdes.registry(), LogLine.class, LogLine.getClassSchema());
    for (Object content : new RandomData(schema, 200, 2)) {
      byte[] bytes = framed(id, schema, content);
      assertThat(reader.deserialize(LINES, bytes)).isEqualTo(plain.deserialize(LINES, bytes));
    }
  }

  @Test
  void a_line_of_a_later_schema_is_read_without_what_is_new() throws Exception {
    Schema later =
        SchemaBuilder.record("LogLine")
            .namespace("firstbad.events")
            .fields()
            .requiredString("text")
            .requiredLong("line_number")
            .name("level")
            .type()
            .stringType()
            .stringDefault("")
            .name("observed_at")
            .type(LogLine.getClassSchema().getField("observed_at").schema())
            .noDefault()
            .endRecord();
    int id = serdes.registry().client().register("other", new AvroSchema(later));
    GenericRecord record = new GenericData.Record(later);
    record.put("text", "later");
    record.put("line_number", 3L);
    record.put("level", "x");
    record.put("observed_at", 4L);

    assertThat(reader.deserialize(LINES, framed(id, later, record)))
        .isEqualTo(new LogLine(3L, "later", Instant.ofEpochMilli(4), Map.of(), false));
  }

  @Test
  void a_symbol_that_is_not_known_yet_is_read_as_unknown() throws Exception {
    String text =
        Topic.ALERTS
            .value()
            .orElseThrow()
            .toString()
            .replace("\"FAULT\"", "\"FAULT\",\"HEADLESS\"");
    Schema later = new Schema.Parser().parse(text);
    int id = serdes.registry().client().register("other", new AvroSchema(later));
    GenericRecord alert = new GenericData.Record(later);
    alert.put("id", "job-1");
    alert.put("kind", new GenericData.EnumSymbol(later.getField("kind").schema(), "HEADLESS"));
    alert.put("severity", new GenericData.EnumSymbol(later.getField("severity").schema(), "LOW"));
    alert.put("line_number", 1L);
    alert.put("message", "m");
    alert.put("raised_at", 0L);
    alert.put("labels", Map.of());
    alert.put("bug_titles", List.of());

    Alert read = serdes.deserializer(Alert.class).deserialize("any", framed(id, later, alert));

    assertThat(read.getKind()).isEqualTo(firstbad.events.AlertKind.UNKNOWN);
  }

  @ParameterizedTest
  @MethodSource("notEvents")
  void bytes_that_are_no_event_are_refused_with_a_sentence(String hex, String sentence) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatExceptionOfType(BadEventException.class)
        .isThrownBy(() -> reader.deserialize(LINES, bytes))
        .withMessageContaining(sentence);
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> notEvents() {
    return Stream.of(
            new String[] {"", "not in Confluent's wire format"},
            new String[] {"00000000", "not in Confluent's wire format"},
            new String[] {"0100000001", "not in Confluent's wire format"},
            new String[] {"7b22746578", "not in Confluent's wire format"},
            new String[] {"0000003039", "has no schema 12345"},
            new String[] {"00ffffffff", "has no schema -1"},
            new String[] {
              "0000000001", "is not Avro of the schema 1, which it names: it ends too early"
            })
        .map(each -> org.junit.jupiter.params.provider.Arguments.of((Object[]) each));
  }

  @Test
  void a_record_without_a_value_is_refused() {
    assertThatThrownBy(() -> reader.deserialize(LINES, null))
        .isInstanceOf(BadEventException.class)
        .hasMessageContaining("has no value");
  }

  @Test
  void an_event_of_another_type_is_refused() throws Exception {
    int id = idOf(Topic.BISECTIONS);
    byte[] bytes = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    assertThatThrownBy(() -> reader.deserialize(LINES, bytes))
        .isInstanceOf(BadEventException.class)
        .hasMessageContaining("is of firstbad.events.Bisection, not of firstbad.events.LogLine");
    assertThatThrownBy(
            () ->
                serdes
                    .deserializer(Bisection.class)
                    .deserialize(LINES, writer.serialize(LINES, LINE)))
        .isInstanceOf(BadEventException.class);
  }

  @Test
  void a_line_that_is_cut_anywhere_or_goes_on_is_refused() {
    byte[] bytes = writer.serialize(LINES, LINE);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> reader.deserialize(LINES, cut))
          .isInstanceOf(BadEventException.class);
    }
    assertThatThrownBy(() -> reader.deserialize(LINES, Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(BadEventException.class)
        .hasMessageContaining("goes on after the LogLine");
  }

  @Test
  void a_length_or_a_count_that_is_a_lie_costs_nothing() {
    String head = "00" + "00000001" + "02";
    String huge = "feffffff0f"; // 2^31 - 1
    for (String body : new String[] {huge, "00" + "00" + huge, "00" + "00" + "fdffffff0f" + "00"}) {
      byte[] bytes = HexFormat.of().parseHex(head + body);
      assertThatThrownBy(() -> reader.deserialize(LINES, bytes))
          .isInstanceOf(BadEventException.class);
    }
  }

  @Test
  void whatever_is_done_to_the_bytes_nothing_but_a_refusal_comes_of_it() {
    Random random = new Random(3);
    byte[] good = writer.serialize(LINES, LINE);
    Deserializer<LogLine> plain =
        new EventDeserializer<>(serdes.registry(), LogLine.class, LogLine.getClassSchema());
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = good.clone();
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt(256);
      }
      for (Deserializer<LogLine> each : java.util.List.of(reader, plain)) {
        try {
          assertThat(each.deserialize(LINES, bytes)).isNotNull();
        } catch (BadEventException expected) {
          assertThat(expected).hasMessageContaining("The value");
        }
      }
    }
  }

  @Test
  void confluents_own_deserializer_reads_events_once_they_are_trusted() {
    TrustedEvents.trust();
    try (var confluent = new KafkaAvroDeserializer()) {
      confluent.configure(
          Map.of("schema.registry.url", URL, "specific.avro.reader", "true"), false);
      assertThat(confluent.deserialize(LINES, writer.serialize(LINES, LINE))).isEqualTo(LINE);
    }
  }

  @Test
  void what_is_registered_says_nothing_of_java() throws Exception {
    assertThat(serdes.registry().client().getAllSubjects())
        .containsExactlyInAnyOrderElementsOf(topics().map(TOPICS::subject).toList());
    for (String subject : serdes.registry().client().getAllSubjects()) {
      assertThat(serdes.registry().client().getLatestSchemaMetadata(subject).getSchema())
          .contains("firstbad.events")
          .doesNotContain("java");
    }
  }

  static Stream<Topic> topics() {
    return Arrays.stream(Topic.values()).filter(topic -> topic.value().isPresent());
  }

  private int idOf(Topic topic) throws Exception {
    return serdes
        .registry()
        .client()
        .getId(TOPICS.subject(topic), new AvroSchema(topic.value().orElseThrow()));
  }

  @SuppressWarnings("unchecked") // the class that Avro generated for the schema
  private static Class<SpecificRecord> typeOf(Schema schema) {
    return (Class<SpecificRecord>) SpecificData.get().getClass(schema);
  }

  private static byte[] framed(int id, Schema schema, Object content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<>(schema).write(content, encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
