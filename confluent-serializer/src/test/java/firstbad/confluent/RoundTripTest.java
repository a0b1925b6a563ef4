package firstbad.confluent;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.security.bearerauth.BearerAuthCredentialProvider;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundTripTest {

  private static final Schema LINE =
      SchemaBuilder.record("Line").namespace("example").fields().requiredString("text").endRecord();
  private static final Map<String, String> CONFIG =
      Map.of("schema.registry.url", "mock://unpacked");

  @AfterEach
  void forgetTheRegistry() {
    MockSchemaRegistry.dropScope("unpacked");
  }

  @Test
  void a_record_comes_back_as_it_went_with_confluents_five_bytes_before_it() {
    GenericRecord record = new GenericData.Record(LINE);
    record.put("text", "# git bisect start");
    try (var serializer = new KafkaAvroSerializer();
        var deserializer = new KafkaAvroDeserializer()) {
      serializer.configure(CONFIG, false);
      deserializer.configure(CONFIG, false);

      byte[] bytes = serializer.serialize("lines", record);

      assertThat(bytes).startsWith(0, 0, 0, 0, 1);
      assertThat(deserializer.deserialize("lines", bytes)).hasToString(record.toString());
    }
  }

  @Test
  void a_client_for_http_starts_without_a_registry() throws Exception {
    try (var client =
        SchemaRegistryClientFactory.newClient(
            List.of("http://127.0.0.1:9"), 10, List.of(), Map.of(), Map.of())) {
      assertThat(client).isNotNull();
    }
  }

  @Test
  void every_provider_of_bearer_tokens_that_is_listed_loads() {
    assertThat(ServiceLoader.load(BearerAuthCredentialProvider.class))
        .extracting(BearerAuthCredentialProvider::alias)
        .containsExactlyInAnyOrder("STATIC_TOKEN", "CUSTOM");
  }
}
