package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.app.dashboard.SmallDashboard;
import firstbad.schemas.Principal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Commands that are called once in a while, each by the principal whose it is. */
final class RarerCommands {
  /** Calls a command with the log-in of a principal. */
  interface Caller {
    Call call(Principal principal, String... arguments) throws IOException;
  }

  private final Path folder;
  private final Caller caller;

  RarerCommands(Path folder, Caller caller) {
    this.folder = folder;
    this.caller = caller;
  }

  /** Publishes what a dashboard links to. */
  void imports(String log) throws Exception {
    try (SmallDashboard dashboard = new SmallDashboard()) {
      dashboard.withBugs(log);
      Call call =
          caller.call(
              Principal.PUBLISHER,
              "import",
              "syzbot",
              "--pause",
              "1ms",
              "--state",
              folder.resolve("imported").toString(),
              dashboard.url());
      // One of its two links leads to a page that is no log.
      assertThat(call.out()).as(call.err()).contains("1 log published");
    }
  }

  /** Publishes a search of its own while it runs. */
  void bisects() throws Exception {
    Path repository = Files.createDirectories(folder.resolve("repository"));
    git(repository, "init", "--quiet");
    for (int number = 1; number <= 4; number++) {
      Files.writeString(repository.resolve("f"), number + "\n");
      git(repository, "add", "f");
      git(repository, "commit", "--quiet", "-m", "f: set it to " + number);
    }
    git(repository, "bisect", "start", "HEAD", "HEAD~3", "--");
    done(
        Principal.PUBLISHER,
        "bisect",
        "run",
        "-C",
        repository.toString(),
        "--id",
        "by-bisect-run",
        "--",
        "sh",
        "-c",
        "[ $(cat f) -lt 3 ]");
  }

  /** Reads what became of culprits. */
  void evaluates() throws Exception {
    Call call = caller.call(Principal.READER, "evaluate", "--from-kafka");
    assertThat(call.err()).doesNotContain("lack a right");
    assertThat(call.code()).as(call.err()).isZero();
  }

  /** A command that fails leaves an event. */
  void leavesUndelivered() throws Exception {
    Call failed =
        caller.call(Principal.READER, "culprits", "--exec", "false", "--exec-attempts", "1");
    assertThat(failed.err()).doesNotContain("lack a right");
  }

  /** Such an event is handed to another command. */
  void resendsUndelivered() throws Exception {
    leavesUndelivered();
    Call resent = done(Principal.OPERATOR, "undelivered", "resend", "--exec", "cat");
    assertThat(resent.out()).contains("handed over again");
  }

  /** Writes what a topology writes of a record that it cannot apply. */
  void leavesDeadLetter(Map<String, Object> topology) throws Exception {
    ProducerRecord<String, String> letter =
        new ProducerRecord<>("firstbad.dead-letters", "job-1", "x");
    Map.of("kind", "fault", "topic", "firstbad.log-lines", "partition", "0", "offset", "7")
        .forEach(
            (name, value) ->
                letter.headers().add("firstbad-" + name, value.getBytes(StandardCharsets.UTF_8)));
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(topology, new StringSerializer(), new StringSerializer())) {
      producer.send(letter).get();
    }
  }

  /** A record that could not be applied is sent again. */
  void resendsDeadLetters(Map<String, Object> topology) throws Exception {
    leavesDeadLetter(topology);
    Call resent = done(Principal.OPERATOR, "dead-letters", "resend", "--kind", "fault");
    assertThat(resent.out()).contains("1 record sent again");
  }

  /** Processes all lines again. */
  void replays() throws Exception {
    Call call = done(Principal.OPERATOR, "replay", "--to-prefix", "firstbad.again.");
    assertThat(call.out()).contains("bisections judged again, 0 differ");
  }

  private Call done(Principal principal, String... arguments) throws IOException {
    Call call = caller.call(principal, arguments);
    assertThat(call.code()).as(Arrays.toString(arguments) + call.out() + call.err()).isZero();
    return call;
  }

  private static void git(Path repository, String... words) throws Exception {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=A", "-c", "user.email=a@example.org"));
    command.addAll(List.of(words));
    int code =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(code).as("%s", command).isZero();
  }
}
