package firstbad.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.schemas.AsyncApi;
import firstbad.schemas.Principal;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.testing.Prerequisite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The official parser of AsyncAPI, a package of npm, reads the document, its schemas too. It and
 * what it needs are hundreds of packages.
 */
class AsyncApiParserTest {
  private static final Path PARSER = Path.of("src/test/asyncapi");

  @TempDir private Path work = Path.of("");

  private final ObjectNode document = new AsyncApi(new Topics("made."), "1.2.3").document();

  @Test
  @Tag("long")
  void it_takes_the_document_and_would_refuse_a_wrong_one() throws Exception {
    Prerequisite.require(
        run("npm", "--version") != null, "The parser is a package of npm; install npm.");
    for (String file : List.of("package.json", "package-lock.json", "validate.mjs")) {
      Files.copy(PARSER.resolve(file), work.resolve(file));
    }
    assertThat(run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")).isNotNull();
    int operations =
        Arrays.stream(Principal.values())
            .mapToInt(principal -> principal.reads().size() + principal.writes().size())
            .sum();

    assertThat(validated())
        .isEqualTo("%d channels, %d operations\n".formatted(Topic.values().length, operations));

    ((ObjectNode) document.at("/components/messages/Alert/payload/schema")).put("type", "rekord");
    ((ObjectNode) document.at("/channels/alerts/bindings/kafka")).put("partitions", "one");
    assertThat(validated())
        .contains("components/messages/Alert/payload", "channels/alerts/bindings/kafka/partitions");
  }

  private String validated() throws Exception {
    Files.writeString(work.resolve("asyncapi.json"), document.toString());
    return String.valueOf(run("node", "validate.mjs", "asyncapi.json"));
  }

  /** What it printed; null where there is no such program. */
  private @Nullable String run(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(work.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return printed;
    } catch (IOException e) {
      return null;
    }
  }
}
