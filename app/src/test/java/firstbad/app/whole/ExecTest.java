package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.embedded.BrokerSettings;
import firstbad.embedded.EmbeddedKafka;
import firstbad.embedded.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A command that is run for each event gets each event, whatever fails in between. */
@Tag("slow")
class ExecTest extends EventsInKafka {
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  @Test
  void a_command_that_fails_at_first_gets_the_event_again_with_the_same_key() throws Exception {
    sent.culprit("job-1");
    String third = "echo $FIRSTBAD_KEY >> keys; test $(wc -l < keys) -ge 3";
    try (CommandProcess culprits = culprits("fails", "--group", "g", "--exec", third)) {
      await(() -> lines("fails/keys").size() >= 3, culprits);
      sent.culprit("job-2");
      await(() -> lines("fails/keys").size() >= 4, culprits);
    }
    assertThat(lines("fails/keys"))
        .containsExactly(
            "firstbad.culprits/job-1",
            "firstbad.culprits/job-1",
            "firstbad.culprits/job-1",
            "firstbad.culprits/job-2");
    assertThat(sent.undelivered()).isEmpty();
  }

  @Test
  void what_fails_for_good_is_kept_and_the_rest_goes_on() throws Exception {
    sent.culprit("bad");
    sent.culprit("good");
    String command =
        "echo output of $FIRSTBAD_ID; test $FIRSTBAD_ID = good && touch good.done; test $FIRSTBAD_ID ="
            + " good";
    try (CommandProcess culprits =
        culprits("rest", "--group", "g", "--exec-attempts", "2", "--exec", command)) {
      await(() -> Files.exists(folder.resolve("rest/good.done")), culprits);
      await(() -> !sent.undelivered().isEmpty(), culprits);
    }
    assertThat(sent.undelivered())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.getReceiver()).isEqualTo("exec:g");
              assertThat(one.getKey()).isEqualTo("firstbad.culprits/bad");
              assertThat(one.getAttempts()).isEqualTo(2);
              assertThat(one.getReason()).isEqualTo("ended with exit code 1");
              assertThat(one.getLastOutput()).isEqualTo("output of bad");
              assertThat(one.getEvent()).startsWith("{\"id\":\"bad\"");
            });
  }

  @Test
  void a_command_that_hangs_is_killed_with_what_it_started() throws Exception {
    sent.culprit("hangs");
    String command = "sleep 1000 & echo $! > child; wait";
    try (CommandProcess culprits =
        culprits(
            "hangs",
            "--group",
            "g",
            "--exec-attempts",
            "1",
            "--exec-limit",
            "2s",
            "--exec",
            command)) {
      await(() -> !sent.undelivered().isEmpty(), culprits);
    }
    assertThat(sent.undelivered().get(0).getReason())
        .isEqualTo("did not end within 2.0 s and was killed");
    long child = Long.parseLong(lines("hangs/child").get(0));
    await(() -> !alive(child));
  }

  @Test
  void a_reader_that_is_killed_in_the_middle_hands_the_event_over_again() throws Exception {
    sent.culprit("job-1");
    String command = "echo $FIRSTBAD_KEY >> keys; test -e go";
    String[] options = {"--group", "g", "--exec-attempts", "100", "--exec", command};
    try (CommandProcess culprits = culprits("kill", options)) {
      await(() -> !lines("kill/keys").isEmpty(), culprits);
      culprits.kill();
      int before = lines("kill/keys").size();
      Files.createFile(folder.resolve("kill/go"));
      culprits.restart();
      await(() -> lines("kill/keys").size() > before, culprits);
      sent.culprit("job-2");
      await(() -> lines("kill/keys").contains("firstbad.culprits/job-2"), culprits);
      assertThat(lines("kill/keys").subList(before, lines("kill/keys").size()))
          .containsExactly("firstbad.culprits/job-1", "firstbad.culprits/job-2");
    }
  }

  @Test
  void a_new_group_with_new_gets_nothing_old_and_everything_from_then_on() throws Exception {
    for (int old = 0; old < 20; old++) {
      sent.culprit("old-" + old);
    }
    String[] options = {"--new", "--group", "fresh", "--exec", "echo $FIRSTBAD_ID >> ids"};
    try (CommandProcess culprits = culprits("new", options)) {
      String[] probe = {"probe"};
      await(
          () -> {
            probe[0] = "probe-" + System.nanoTime();
            sent.culprit(probe[0]);
            return !lines("new/ids").isEmpty();
          },
          culprits);
      culprits.kill();
      int before = lines("new/ids").size();
      sent.culprit("while-it-was-down");
      culprits.restart();
      await(() -> lines("new/ids").contains("while-it-was-down"), culprits);
      List<String> ids = lines("new/ids");
      assertThat(ids).noneMatch(id -> id.startsWith("old-"));
      assertThat(ids.subList(0, before)).doesNotHaveDuplicates();
      // An event whose command ended just before the kill is handed over again.
      assertThat(ids.subList(before, ids.size())).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_broker_that_goes_away_while_the_command_runs_loses_no_event() throws Exception {
    BrokerSettings broker = BrokerSettings.in(folder.resolve("gone/broker")).withPort(freePort());
    RegistrySettings registry =
        RegistrySettings.in(folder.resolve("gone/registry")).withPort(freePort());
    stop();
    kafka = EmbeddedKafka.started(broker, registry);
    pipeline = new Pipeline(kafka);
    sent = new SentEvents(pipeline);
    sent.culprit("job-1");
    String command =
        "echo $FIRSTBAD_KEY >> keys; touch began; while ! test -e go; do sleep 0.2; done";
    try (CommandProcess culprits = culprits("away", "--group", "g", "--exec", command)) {
      await(() -> Files.exists(folder.resolve("away/began")), culprits);
      stop();
      Files.createFile(folder.resolve("away/go"));
      var unused = culprits.awaitPrinted("Trying again until it does");
      kafka = EmbeddedKafka.started(broker, registry);
      pipeline = new Pipeline(kafka);
      sent = new SentEvents(pipeline);
      sent.culprit("job-2");
      await(() -> lines("away/keys").contains("firstbad.culprits/job-2"), culprits);
    }
    assertThat(lines("away/keys").stream().distinct())
        .containsExactly("firstbad.culprits/job-1", "firstbad.culprits/job-2");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private CommandProcess culprits(String name, String... options) throws IOException {
    Path config = Files.createDirectories(folder.resolve(name)).resolve("client.properties");
    // A killed member holds its partitions for the session's time.
    Files.writeString(config, "session.timeout.ms=6000\n");
    String[] where = {
      "culprits",
      "--bootstrap-servers",
      kafka.bootstrapServers(),
      "--registry",
      kafka.registryUrl(),
      "--config",
      config.toString()
    };
    // The command of --exec runs in the folder of its test.
    List<String> inFolder = new ArrayList<>(List.of(options));
    int command = inFolder.indexOf("--exec") + 1;
    inFolder.set(command, "cd " + folder.resolve(name) + " && { " + inFolder.get(command) + "; }");
    return CommandProcess.started(folder.resolve(name), where, inFolder.toArray(String[]::new));
  }

  private List<String> lines(String file) throws IOException {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines.toList();
    }
  }

  private static boolean alive(long process) {
    return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
  }

  static void await(Callable<Boolean> condition, CommandProcess... running) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      for (CommandProcess process : running) {
        process.requireAlive();
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            running.length == 0 ? "it did not come" : "it did not come: " + running[0].printed());
      }
      Thread.sleep(100);
    }
  }
}
