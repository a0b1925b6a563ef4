package firstbad.topology;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.schemas.Checksums;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.codec.StateShapes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.avro.SchemaFormatter;
import org.junit.jupiter.api.Test;

/** The shape of everything that is kept is written down for each version of the state. */
class KeptStateTest {
  private static final Path VERSIONS = Path.of("src/main/resources/firstbad/topology/codec");

  @Test
  void what_is_kept_has_the_shape_of_the_newest_version() throws IOException {
    String text = SchemaFormatter.format("json/pretty", StateShapes.of(BisectionGraph.KEPT)) + "\n";
    int newest = StateFormat.NEWEST;
    Path file = VERSIONS.resolve(newest + ".avsc");
    boolean released = Files.exists(VERSIONS.resolve(newest + ".released"));
    if (Boolean.getBoolean("golden.rewrite") && !released) {
      Files.writeString(file, text, StandardCharsets.UTF_8);
    }
    assertThat(text)
        .as(
            released
                ? "What is kept changed its shape. Raise StateFormat.NEWEST to %d, add the step that leads there to StateFormat.STEPS, with a default for what the other version lacks, and write its shape with -Dgolden.rewrite=true."
                : "What is kept changed its shape, and version %d of the state is not released yet: write it anew with -Dgolden.rewrite=true.",
            released ? newest + 1 : newest)
        .isEqualTo(Files.readString(file, StandardCharsets.UTF_8));
  }

  @Test
  void what_was_released_is_as_it_was_then() throws IOException {
    Map<String, String> now = Checksums.of(VERSIONS, ".avsc");
    for (int number = 1; number <= StateFormat.NEWEST; number++) {
      Path released = VERSIONS.resolve(number + ".released");
      if (Files.exists(released)) {
        String shapes = number + ".avsc";
        assertThat(Map.of(shapes, now.getOrDefault(shapes, "gone")))
            .as("State of version %d is kept by others: restore its shape.", number)
            .isEqualTo(Checksums.listed(released));
      }
    }
  }

  @Test
  void every_version_since_the_first_is_there_and_has_a_step() {
    for (int number = 1; number <= StateFormat.NEWEST; number++) {
      assertThat(VERSIONS.resolve(number + ".avsc")).exists();
    }
    assertThat(StateFormat.STEPS).hasSize(StateFormat.NEWEST - 1);
    assertThat(StateFormat.shipped().newest()).isEqualTo(StateFormat.NEWEST);
  }
}
