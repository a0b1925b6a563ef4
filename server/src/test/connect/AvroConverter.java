package io.confluent.connect.avro;

import io.apicurio.registry.utils.converter.avro.AvroData;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.util.Map;
import org.apache.avro.generic.GenericContainer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/**
 * Stands for the class of this name, which is not on Maven Central: Confluent's own deserializer,
 * and the AvroData that Apicurio has from Confluent.
 */
public final class AvroConverter implements Converter {
  private static final int SCHEMAS = 100;

  private final KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer();
  private final AvroData data = new AvroData(SCHEMAS);

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    deserializer.configure(settings, isKey);
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] bytes) {
    if (bytes == null) {
      return SchemaAndValue.NULL;
    }
    GenericContainer value = (GenericContainer) deserializer.deserialize(topic, bytes);
    return data.toConnectData(value.getSchema(), value);
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException("A sink does not write to Kafka.");
  }
}
