package firstbad.app.setup;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.schemas.Principal;
import firstbad.schemas.Topic;
import firstbad.testing.FetchedJars;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strimzi's own classes read the manifests, and know each field of them. */
@Tag("slow")
@Tag("long")
class StrimziTest {
  private static final Path PROJECT = Path.of("src/test/strimzi");

  @TempDir private Path folder = Path.of("");
  private List<Path> jars = List.of();

  @BeforeEach
  void fetch() throws Exception {
    jars = FetchedJars.of(PROJECT.resolve("pom.xml"), folder, List.of());
  }

  @Test
  void strimzi_knows_each_field_of_the_manifests() throws Exception {
    String manifests = Call.firstbad("doctor", "--strimzi", "my-cluster").out();

    List<String> read = read(manifests);
    assertThat(read)
        .hasSize(Topic.values().length + Principal.values().length)
        .contains("KafkaTopic firstbad.culprits", "KafkaUser firstbad-topology")
        .noneMatch(line -> line.startsWith("unknown"));

    assertThat(read(manifests.replace("patternType", "pattern").replace("topicName", "topicname")))
        .contains(
            "unknown field: /Spec/topicname",
            "unknown field: /Spec/Authorization/Acls/Resource/pattern");
    assertThat(read(manifests.replace("/v1\n", "/v9\n")))
        .contains("unknown version: kafka.strimzi.io/v9");
  }

  private List<String> read(String manifests) throws Exception {
    Path written = Files.writeString(folder.resolve("manifests.yaml"), manifests);
    Path said = folder.resolve("said.txt");
    int code =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                PROJECT.resolve("ReadManifests.java").toString())
            .redirectInput(written.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start()
            .waitFor();
    List<String> lines = Files.readAllLines(said);
    assertThat(code).as(String.join("\n", lines)).isZero();
    return lines.stream().filter(line -> !line.startsWith("SLF4J")).toList();
  }
}
