package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that every type of every event keeps. */
class SchemaRulesTest {

  @ParameterizedTest
  @MethodSource("types")
  void every_type_has_a_name_of_ours_and_a_sentence(Schema type) {
    assertThat(type.getNamespace()).isEqualTo("firstbad.events");
    assertThat(type.getDoc()).isNotNull().endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("records")
  void every_field_is_in_snake_case_and_has_a_sentence(Schema type) {
    for (Schema.Field field : type.getFields()) {
      assertThat(field.name()).matches("[a-z]+(_[a-z]+)*");
      assertThat(field.doc()).as(field.name()).isNotNull().matches("(?s)[A-Z0-9].*\\.");
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_field_that_can_be_missing_is_null_unless_given(Schema type) {
    for (Schema.Field field : type.getFields()) {
      if (field.schema().isNullable()) {
        assertThat(field.schema().getTypes()).as(field.name()).hasSize(2);
        assertThat(field.defaultVal()).as(field.name()).isEqualTo(Schema.NULL_VALUE);
        assertThat(field.doc()).as(field.name()).containsAnyOf("null", "only in the last version");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void a_text_that_is_missing_is_null_and_not_empty(Schema type) {
    for (Schema.Field field : type.getFields()) {
      if (field.schema().getType() == Schema.Type.STRING && field.hasDefaultValue()) {
        assertThat(field.doc()).as(field.name() + ", whose default is a text").contains("empty");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void lists_and_maps_are_empty_unless_given(Schema type) {
    for (Schema.Field field : type.getFields()) {
      if (field.schema().getType() == Schema.Type.ARRAY
          || field.schema().getType() == Schema.Type.MAP) {
        assertThat(field.hasDefaultValue()).as(field.name()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void times_are_milliseconds_in_utc_and_say_so(Schema type) {
    for (Schema.Field field : type.getFields()) {
      boolean isTime = field.name().endsWith("_at") && present(field).getType() == Schema.Type.LONG;
      boolean isDuration = field.name().endsWith("_ms");
      if (isTime) {
        assertThat(present(field).getLogicalType().getName()).isEqualTo("timestamp-millis");
        assertThat(field.doc()).contains("milliseconds since the epoch");
      } else {
        assertThat(present(field).getLogicalType()).as(field.name()).isNull();
      }
      if (isDuration) {
        assertThat(present(field).getType()).isEqualTo(Schema.Type.LONG);
        assertThat(field.doc()).contains("milliseconds");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("enums")
  void every_enum_starts_with_unknown_and_falls_back_to_it(Schema type) {
    assertThat(type.getEnumSymbols().get(0)).isEqualTo("UNKNOWN");
    assertThat(type.getEnumDefault()).isEqualTo("UNKNOWN");
  }

  @ParameterizedTest
  @MethodSource("enums")
  void every_symbol_of_an_enum_is_explained_in_their_order(Schema type) {
    assertThat(type.getDoc().lines().skip(1).map(line -> line.replaceFirst(": .*[.]$", "")))
        .containsExactlyElementsOf(type.getEnumSymbols());
  }

  static Stream<Schema> types() {
    Map<String, Schema> found = new LinkedHashMap<>();
    Arrays.stream(Topic.values())
        .flatMap(topic -> topic.value().stream())
        .forEach(s -> walk(s, found));
    return found.values().stream();
  }

  static Stream<Schema> records() {
    return types().filter(type -> type.getType() == Schema.Type.RECORD);
  }

  static Stream<Schema> enums() {
    return types().filter(type -> type.getType() == Schema.Type.ENUM);
  }

  private static Schema present(Schema.Field field) {
    return field.schema().isNullable() ? field.schema().getTypes().get(1) : field.schema();
  }

  private static void walk(Schema schema, Map<String, Schema> found) {
    switch (schema.getType()) {
      case RECORD -> {
        if (found.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> walk(field.schema(), found));
        }
      }
      case ENUM -> found.put(schema.getFullName(), schema);
      case ARRAY -> walk(schema.getElementType(), found);
      case MAP -> walk(schema.getValueType(), found);
      case UNION -> schema.getTypes().forEach(each -> walk(each, found));
      default -> {}
    }
  }
}
