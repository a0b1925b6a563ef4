package firstbad.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that happened to the registry, as its journal keeps it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "change")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Change.Registered.class, name = "registered"),
  @JsonSubTypes.Type(value = Change.Deleted.class, name = "deleted"),
  @JsonSubTypes.Type(value = Change.LevelSet.class, name = "level-set"),
  @JsonSubTypes.Type(value = Change.ModeSet.class, name = "mode-set")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface Change {

  /** A subject got a version. The same text has the same id in every subject. */
  record Registered(String subject, int version, int id, SchemaText text) implements Change {}

  /** A version was hidden, or, permanently, removed. */
  record Deleted(String subject, int version, boolean permanent) implements Change {}

  /** A compatibility level was set, or taken back when null; for all subjects when null. */
  record LevelSet(@Nullable String subject, @Nullable String level) implements Change {}

  /** A mode was set, or taken back when null; for all subjects when null. */
  record ModeSet(@Nullable String subject, @Nullable String mode) implements Change {}

  /**
   * An Avro schema as text.
   *
   * @param schema in Confluent's canonical form
   * @param references to schemas that it uses by name
   */
  record SchemaText(String schema, List<Reference> references) {
    public SchemaText {
      references = List.copyOf(references);
    }

    boolean refersTo(String subject, int version) {
      return references.stream()
          .anyMatch(r -> r.subject().equals(subject) && r.version() == version);
    }
  }

  /** A named type that another subject's version defines. */
  record Reference(String name, String subject, int version) {}
}
