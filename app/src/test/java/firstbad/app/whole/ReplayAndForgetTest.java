package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.embedded.EmbeddedKafka;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History judged again beside itself, and a bisection that is taken out of it. */
@Tag("slow")
class ReplayAndForgetTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_replay_tells_what_differs_and_what_is_forgotten_stays_so() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        CommandProcess topology = CommandProcess.topology(kafka, folder.resolve("topology"))) {
      List<String> log = sample();
      publish(pipeline, "kept", log);
      publish(pipeline, "gone", log);
      pipeline.awaitAllRead(topology);
      assertThat(pipeline.withCulprit()).containsExactlyInAnyOrder("kept", "gone");

      Call same = firstbad(kafka, "replay", "--to-prefix", "same.");
      assertThat(same.code()).as(same.err()).isZero();
      assertThat(same.out())
          .contains(2 * (log.size() + 1) + " lines, 2 bisections judged again, 0 differ.");

      Call other =
          firstbad(
              kafka,
              "replay",
              "--to-prefix",
              "other.",
              "--ids",
              "kept",
              "--parameters",
              "seed-golden");
      assertThat(other.code()).as(other.err()).isZero();
      assertThat(other.out()).contains(" 1 bisections judged again, ");

      Call again = firstbad(kafka, "replay", "--to-prefix", "same.");
      assertThat(again.code()).isEqualTo(1);
      assertThat(again.err()).contains("topics under same. already");

      Call forgotten = firstbad(kafka, "forget", "gone");
      assertThat(forgotten.code()).as(forgotten.err()).isZero();
      assertThat(forgotten.out()).contains("gone is forgotten: ");
      publish(pipeline, "gone", log);
      pipeline.awaitAllRead(topology);
      Call nothing = firstbad(kafka, "forget", "gone");
      assertThat(nothing.code()).isEqualTo(1);
      assertThat(nothing.err()).contains("Nothing is known of a bisection gone");
      assertThat(pipeline.deadLetters()).isZero();
    }
  }

  private static List<String> sample() throws IOException {
    try (InputStream log =
        ReplayAndForgetTest.class.getResourceAsStream("/firstbad/app/local/hidraw-release.txt")) {
      return new String(Objects.requireNonNull(log).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    }
  }

  private static void publish(Pipeline pipeline, String id, List<String> log) {
    try (LogPublisher publisher = pipeline.publisher()) {
      Publication publication = publisher.begin(id, Map.of());
      log.forEach(publication::line);
      publication.end();
    }
  }

  private static Call firstbad(EmbeddedKafka kafka, String command, String... options) {
    String[] all = new String[options.length + 5];
    all[0] = command;
    all[1] = "--bootstrap-servers";
    all[2] = kafka.bootstrapServers();
    all[3] = "--registry";
    all[4] = kafka.registryUrl();
    System.arraycopy(options, 0, all, 5, options.length);
    return Call.firstbad(all);
  }
}
