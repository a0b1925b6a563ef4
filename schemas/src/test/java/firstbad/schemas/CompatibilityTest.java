package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every version of a schema must be readable with every other one. The versions are stored below
 * {@code src/test/resources/versions}, one folder each.
 *
 * <p>{@code -Dschemas.store=N} writes the schemas of today into folder N, unless a file {@code
 * RELEASED} in it says that others rely on what is there: it holds the checksums of the schemas.
 */
class CompatibilityTest {
  private static final Path VERSIONS = Path.of("src/test/resources/versions");
  private static final String RELEASED = "RELEASED";

  @ParameterizedTest
  @MethodSource("topics")
  void todays_schema_is_compatible_with_every_stored_version(Topic topic) throws IOException {
    store(topic);
    List<ParsedSchemaHolder> stored = new ArrayList<>();
    for (Path version : versions()) {
      Path file = version.resolve(topic.suffix() + ".avsc");
      if (Files.exists(file)) {
        stored.add(new SimpleParsedSchemaHolder(new AvroSchema(Files.readString(file))));
      }
    }
    assertThat(stored).as("stored versions of the schema of %s", topic.suffix()).isNotEmpty();

    AvroSchema today = new AvroSchema(topic.value().orElseThrow());

    assertThat(today.isCompatible(CompatibilityLevel.FULL_TRANSITIVE, stored)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("topics")
  void todays_schema_is_stored_as_the_newest_version(Topic topic) throws IOException {
    store(topic);
    List<Path> versions = versions();
    Path newest = versions.get(versions.size() - 1);
    assertThat(newest.resolve(topic.suffix() + ".avsc"))
        .as(
            "The schema of %s has changed. Store it with -Dschemas.store=%s, or under the next"
                + " number once that version is released.",
            topic.suffix(), newest.getFileName())
        .exists()
        .content()
        .isEqualTo(text(topic));
  }

  @Test
  void a_stored_schema_that_is_gone_today_is_noticed() throws IOException {
    List<String> known = topics().map(topic -> topic.suffix() + ".avsc").toList();
    for (Path version : versions()) {
      try (Stream<Path> files = Files.list(version)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .filteredOn(name -> name.endsWith(".avsc"))
            .isSubsetOf(known);
      }
    }
  }

  @Test
  void what_was_released_is_as_it_was_then() throws IOException {
    for (Path version : versions()) {
      Path released = version.resolve(RELEASED);
      if (Files.exists(released)) {
        assertThat(Checksums.of(version, ".avsc"))
            .as("Others rely on version %s: restore it.", version.getFileName())
            .isEqualTo(Checksums.listed(released));
      }
    }
  }

  @Test
  void the_check_refuses_what_it_must_and_allows_what_it_may() {
    String today = Topic.ALERTS.value().orElseThrow().toString();
    String field = "\"fields\":[{\"name\":\"%s\",\"type\":\"string\"%s},";
    assertThat(problems(today, today)).isEmpty();
    assertThat(problems(today, today.replace("\"fields\":[", field.formatted("host", ""))))
        .anyMatch(problem -> problem.contains("host"));
    assertThat(
            problems(
                today, today.replace("\"fields\":[", field.formatted("host", ",\"default\":\"\""))))
        .isEmpty();
    assertThat(problems(today, today.replace("\"line_number\"", "\"line\""))).isNotEmpty();
    assertThat(problems(today, today.replace("\"FAULT\"", "\"FAULT\",\"HEADLESS\""))).isEmpty();
    assertThat(
            problems(
                today,
                today.replace(
                    "{\"name\":\"message\",\"type\":\"string\"",
                    "{\"name\":\"message\",\"type\":\"long\"")))
        .isNotEmpty();
  }

  private static List<String> problems(String before, String after) {
    return new AvroSchema(after)
        .isCompatible(
            CompatibilityLevel.FULL_TRANSITIVE,
            List.of(new SimpleParsedSchemaHolder(new AvroSchema(before))));
  }

  static Stream<Topic> topics() {
    return Arrays.stream(Topic.values()).filter(topic -> topic.value().isPresent());
  }

  private static String text(Topic topic) {
    Schema schema = topic.value().orElseThrow();
    return SchemaFormatter.format("json/pretty", schema) + "\n";
  }

  /** The folders of all versions, oldest first. */
  private static List<Path> versions() throws IOException {
    try (Stream<Path> folders = Files.list(VERSIONS)) {
      return folders
          .filter(Files::isDirectory)
          .sorted(
              Comparator.comparingInt(folder -> Integer.parseInt(folder.getFileName().toString())))
          .toList();
    }
  }

  private static void store(Topic topic) throws IOException {
    Integer version = Integer.getInteger("schemas.store");
    if (version != null) {
      Path folder = Files.createDirectories(VERSIONS.resolve(version.toString()));
      assertThat(folder.resolve(RELEASED)).doesNotExist();
      Files.writeString(folder.resolve(topic.suffix() + ".avsc"), text(topic));
    }
  }
}
