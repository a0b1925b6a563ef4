package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.dashboard.SmallDashboard;
import firstbad.bisection.Logs;
import firstbad.embedded.EmbeddedKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of a dashboard, and of a search in a work tree, on their way to Kafka. */
@Tag("slow")
class LogsFromElsewhereTest {
  @TempDir private Path folder;

  @Test
  void they_are_in_kafka_once_under_their_own_ids() throws Exception {
    List<String> log = Logs.hidrawRelease();
    try (EmbeddedKafka kafka = EmbeddedKafka.started(folder.resolve("kafka"));
        Pipeline pipeline = new Pipeline(kafka);
        SmallDashboard dashboard = new SmallDashboard()) {
      dashboard.withBugs(String.join("\n", log) + "\n");
      Call first = imports(kafka, dashboard);
      assertThat(first.code()).isEqualTo(1);
      assertThat(first.errors()).contains("x=16c00000000001 is not a bisection log: it is an HTML");
      assertThat(first.out())
          .contains("152c6bace00000  WARNING in foo", "1 log published, 1 failed");
      Call second = imports(kafka, dashboard);
      assertThat(second.out()).contains("0 logs published, 1 failed, 1 imported before.");

      Call search = searches(kafka);
      assertThat(search.errors()).isEmpty();
      assertThat(search.code()).isZero();

      Map<String, List<String>> lines = new TreeMap<>();
      Map<String, String> titles = new TreeMap<>();
      pipeline.linesById(
          (id, line) -> {
            lines.computeIfAbsent(id, any -> new ArrayList<>()).add(String.valueOf(line.getText()));
            titles.putIfAbsent(id, line.getLabels().getOrDefault("bug.title", ""));
          });
      assertThat(lines.keySet()).containsExactly("152c6bace00000", "search-1");
      assertThat(lines.get("152c6bace00000")).hasSize(log.size() + 1);
      assertThat(titles).containsEntry("152c6bace00000", "WARNING in foo  [31m");
      List<String> kept = Files.readAllLines(folder.resolve("search.log"));
      assertThat(lines.get("search-1")).startsWith(kept.toArray(String[]::new));
    }
  }

  private Call imports(EmbeddedKafka kafka, SmallDashboard dashboard) {
    return Call.firstbad(
        "import",
        "syzbot",
        "--since=2026-01-01",
        "--pause=1ms",
        "--state=" + folder.resolve("imported"),
        "-b=" + kafka.bootstrapServers(),
        "-r=" + kafka.registryUrl(),
        dashboard.url());
  }

  private Call searches(EmbeddedKafka kafka) throws Exception {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    git(tree, "init", "--quiet");
    for (int number = 1; number <= 6; number++) {
      Files.writeString(tree.resolve("f"), number + "\n");
      git(tree, "add", "f");
      git(tree, "commit", "--quiet", "-m", "f: set it to " + number);
    }
    git(tree, "bisect", "start", "HEAD", "HEAD~5", "--");
    return Call.firstbad(
        "bisect",
        "run",
        "--directory=" + tree,
        "--id=search-1",
        "--log=" + folder.resolve("search.log"),
        "-b=" + kafka.bootstrapServers(),
        "-r=" + kafka.registryUrl(),
        "--",
        "sh",
        "-c",
        "[ $(cat f) -lt 4 ]");
  }

  private static void git(Path tree, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(words));
    Process git =
        new ProcessBuilder(command).directory(tree.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }
}
