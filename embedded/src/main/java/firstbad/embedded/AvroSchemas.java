package firstbad.embedded;

import firstbad.embedded.Change.Reference;
import firstbad.embedded.Change.SchemaText;
import firstbad.embedded.RegistryError.Refusal;
import firstbad.embedded.Subjects.Version;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads texts as Avro schemas, with those that they refer to. */
final class AvroSchemas {
  private final Function<Reference, Version> stored;

  /** Schemas whose references are found there, or refused. */
  AvroSchemas(Function<Reference, Version> stored) {
    this.stored = stored;
  }

  /**
   * Reads a text.
   *
   * @param normalize whether what means nothing, such as the order of properties, is evened out
   * @throws Refusal when it is no Avro schema or refers to one that is not there
   */
  AvroSchema parsed(SchemaText text, boolean normalize) {
    try {
      Map<String, String> resolved = new LinkedHashMap<>();
      resolve(text, resolved);
      AvroSchema schema = new AvroSchema(text.schema(), references(text), resolved, null);
      schema.rawSchema();
      schema.validate();
      return normalize ? schema.normalize() : schema;
    } catch (Refusal e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw RegistryError.INVALID_SCHEMA.of(rootMessage(e));
    }
  }

  /** The texts of all references, what they need before them. */
  private void resolve(SchemaText text, Map<String, String> resolved) {
    for (Reference reference : text.references()) {
      if (!resolved.containsKey(reference.name())) {
        Version version = stored.apply(reference);
        resolve(version.text(), resolved);
        resolved.put(reference.name(), version.text().schema());
      }
    }
  }

  static List<SchemaReference> references(SchemaText text) {
    return text.references().stream()
        .map(r -> new SchemaReference(r.name(), r.subject(), r.version()))
        .toList();
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
