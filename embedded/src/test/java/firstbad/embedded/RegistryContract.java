package firstbad.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Confluent's clients rely on in a registry. Every registry that firstbad is said to work with
 * passes it; each test has subjects of its own, since the registry is one for all of them.
 */
abstract class RegistryContract {
  private static final AtomicInteger TOPICS = new AtomicInteger();

  private static final AvroSchema FIRST = schema("{\"name\":\"text\",\"type\":\"string\"}");
  private static final AvroSchema WITH_DEFAULT =
      schema(
          "{\"name\":\"text\",\"type\":\"string\"},"
              + "{\"name\":\"count\",\"type\":\"int\",\"default\":7}");
  private static final AvroSchema WITHOUT_DEFAULT =
      schema("{\"name\":\"text\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"int\"}");

  private String topic = "";
  private String subject = "";

  /** Where the registry is. */
  abstract String url();

  @BeforeEach
  void nameSubject() {
    topic = "letters-" + TOPICS.incrementAndGet();
    subject = topic + "-value";
  }

  private static AvroSchema schema(String fields) {
    return new AvroSchema(
        "{\"type\":\"record\",\"name\":\"Letter\",\"namespace\":\"made.up\",\"fields\":["
            + fields
            + "]}");
  }

  private SchemaRegistryClient client() {
    return new CachedSchemaRegistryClient(url(), 100);
  }

  @Test
  void aRecordGoesRoundWithASchemaThatTheSerializerRegisters() throws Exception {
    byte[] bytes;
    try (KafkaAvroSerializer serializer = serializer(true)) {
      bytes = serializer.serialize(topic, letter("hello"));
    }

    assertThat(read(bytes)).hasToString("{\"text\": \"hello\"}");
    assertThat(client().getAllVersions(subject)).containsExactly(1);
  }

  @Test
  void aRecordIsRefusedUntilItsSchemaIsRegistered() throws Exception {
    try (KafkaAvroSerializer serializer = serializer(false)) {
      assertThatThrownBy(() -> serializer.serialize(topic, letter("early")))
          .isInstanceOf(SerializationException.class)
          .hasCauseInstanceOf(RestClientException.class);

      client().register(subject, FIRST);

      assertThat(read(serializer.serialize(topic, letter("in time"))))
          .hasToString("{\"text\": \"in time\"}");
    }
  }

  @Test
  void theSameSchemaKeepsItsIdInEverySubjectAndMakesNoNewVersion() throws Exception {
    int id = client().register(subject, FIRST);

    assertThat(client().register(subject, FIRST)).isEqualTo(id);
    assertThat(client().register(subject + "-copy", FIRST)).isEqualTo(id);
    assertThat(client().getAllVersions(subject)).containsExactly(1);
    assertThat(client().getId(subject, FIRST)).isEqualTo(id);
    assertThat(client().getVersion(subject, FIRST)).isEqualTo(1);
    assertThat(client().getAllSubjects()).contains(subject, subject + "-copy");
  }

  @Test
  void aSchemaEvolvesAndBothVersionsStayReadable() throws Exception {
    int first = client().register(subject, FIRST);
    int second = client().register(subject, WITH_DEFAULT);

    assertThat(second).isNotEqualTo(first);
    assertThat(client().getAllVersions(subject)).containsExactly(1, 2);
    assertThat(client().getSchemaById(first).canonicalString()).isEqualTo(FIRST.canonicalString());
    assertThat(client().getSchemaById(second).canonicalString())
        .isEqualTo(WITH_DEFAULT.canonicalString());
    assertThat(client().getLatestSchemaMetadata(subject).getVersion()).isEqualTo(2);
    assertThat(client().getLatestSchemaMetadata(subject).getId()).isEqualTo(second);
    assertThat(client().getSchemaMetadata(subject, 1).getId()).isEqualTo(first);
  }

  @Test
  void aFieldWithoutDefaultIsRefusedWhereReadersOfTheNewSchemaMustReadOldRecords()
      throws Exception {
    client().updateCompatibility(subject, "BACKWARD");
    client().register(subject, FIRST);

    refused(() -> client().register(subject, WITHOUT_DEFAULT), 409, 409);
    assertThat(client().testCompatibility(subject, WITHOUT_DEFAULT)).isFalse();
    assertThat(client().testCompatibility(subject, WITH_DEFAULT)).isTrue();
    assertThat(client().getAllVersions(subject)).containsExactly(1);
  }

  @Test
  void aSubjectKeepsItsOwnCompatibilityLevelAndAllEarlierVersionsCountWhenItIsTransitive()
      throws Exception {
    client().updateCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE.name);
    client().register(subject, FIRST);
    client().register(subject, WITH_DEFAULT);

    assertThat(client().getCompatibility(subject)).isEqualTo("FULL_TRANSITIVE");
    // fits the second version and not the first
    refused(() -> client().register(subject, WITHOUT_DEFAULT), 409, 409);

    client().updateCompatibility(subject, CompatibilityLevel.NONE.name);
    client().register(subject, WITHOUT_DEFAULT);
    assertThat(client().getAllVersions(subject)).containsExactly(1, 2, 3);
  }

  @Test
  void whatIsNotThereIsToldApartByItsErrorCode() throws Exception {
    refused(() -> client().getAllVersions("no-such-subject"), 404, 40401);
    refused(() -> client().getLatestSchemaMetadata("no-such-subject"), 404, 40401);
    refused(() -> client().getSchemaById(1_000_000), 404, 40403);

    client().register(subject, FIRST);
    refused(() -> client().getSchemaMetadata(subject, 99), 404, 40402);
    refused(() -> client().getId(subject, WITH_DEFAULT), 404, 40403);
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    RestService rest = new RestService(url());

    refused(() -> rest.registerSchema("{\"type\":\"no such type\"}", subject), 422, 42201);
    refused(() -> rest.registerSchema("no JSON", subject), 422, 42201);
  }

  @Test
  void aDeletedSubjectIsGoneForNewcomersAndItsIdsStayReadable() throws Exception {
    int id = client().register(subject, FIRST);

    assertThat(client().deleteSubject(subject)).containsExactly(1);

    refused(() -> client().getAllVersions(subject), 404, 40401);
    assertThat(client().getAllSubjects()).doesNotContain(subject);
    assertThat(client().getSchemaById(id).canonicalString()).isEqualTo(FIRST.canonicalString());
  }

  @Test
  void aSchemaMayUseATypeOfAnotherSubject() throws Exception {
    client().register(subject, FIRST);
    SchemaReference reference = new SchemaReference("made.up.Letter", subject, 1);
    AvroSchema envelope =
        new AvroSchema(
            "{\"type\":\"record\",\"name\":\"Envelope\",\"namespace\":\"made.up\",\"fields\":["
                + "{\"name\":\"letter\",\"type\":\"made.up.Letter\"}]}",
            List.of(reference),
            Map.of("made.up.Letter", FIRST.canonicalString()),
            null);

    int id = client().register(subject + "-envelope", envelope);

    assertThat(client().getSchemaById(id).references()).containsExactly(reference);
    assertThat(((AvroSchema) client().getSchemaById(id)).rawSchema().getField("letter").schema())
        .isEqualTo(FIRST.rawSchema());
  }

  private static void refused(ThrowingCallable call, int status, int code) {
    AbstractObjectAssert<?, RestClientException> refusal =
        assertThatThrownBy(call).asInstanceOf(type(RestClientException.class));
    refusal.extracting(RestClientException::getStatus).isEqualTo(status);
    refusal.extracting(RestClientException::getErrorCode).isEqualTo(code);
  }

  private static GenericRecord letter(String text) {
    return new GenericRecordBuilder(FIRST.rawSchema()).set("text", text).build();
  }

  private KafkaAvroSerializer serializer(boolean registers) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer();
    serializer.configure(
        Map.of("schema.registry.url", url(), "auto.register.schemas", registers), false);
    return serializer;
  }

  private Object read(byte[] bytes) {
    try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
      deserializer.configure(Map.of("schema.registry.url", url()), false);
      return deserializer.deserialize(topic, bytes);
    }
  }
}
