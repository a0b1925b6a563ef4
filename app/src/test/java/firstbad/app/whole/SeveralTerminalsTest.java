package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.bisection.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person does in several terminals: {@code up} in one, a log that grows and is followed in
 * the second, the culprits in the third; then a look at what is there.
 */
@Tag("slow")
class SeveralTerminalsTest {
  private static final String CULPRIT = "e4b8954074f6d0db01c8c97d338a67f9389c042f";

  @TempDir private Path folder;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void a_log_that_grows_becomes_a_culprit_in_another_terminal() throws Exception {
    List<String> lines = Logs.hidrawRelease();
    Path log = Files.createFile(folder.resolve("seed.log"));
    Path mail = folder.resolve("mail");
    Path alarm = folder.resolve("alarm");
    CommandProcess up =
        CommandProcess.started(
            folder.resolve("up"),
            new String[] {"up", "--data", folder.resolve("data").toString()},
            ports("0", "0", "0"));
    try (up) {
      Matcher at = up.awaitPrinted("Kafka is at (\\S+), the schema registry at (\\S+)\\.\\n");
      String[] cluster = {"-b", at.group(1), "-r", at.group(2)};
      up.awaitPrinted("Ctrl-C ends it");
      try (CommandProcess culprits =
              with(cluster, "culprits", "--follow", "--exec", "cat >> " + mail);
          CommandProcess alerts =
              with(cluster, "alerts", "--follow", "--exec", "echo $FIRSTBAD_KIND >> " + alarm);
          CommandProcess publish =
              with(cluster, "publish", "--id", "job-1", "--follow", log.toString())) {
        append(log, lines.subList(0, 120));
        alerts.awaitPrinted("(?s)WARNING in\\s+free_netdev");
        assertThat(culprits.printed()).doesNotContain(CULPRIT.substring(0, 12));
        append(log, lines.subList(120, lines.size()));
        culprits.awaitPrinted(CULPRIT.substring(0, 12) + " netlink: add net device refcount");
        await(mail, "\"commit\":\"" + CULPRIT + "\"");
        await(alarm, "DERAILED");
        publish.requireAlive();
      }

      assertThat(call(cluster, "culprits", "--format", "json").out().lines())
          .singleElement()
          .asString()
          .contains("\"id\":\"job-1\"", CULPRIT, "\"ended_by\":\"SILENCE\"");
      assertThat(call(cluster, "alerts", "--format", "json").out().lines())
          .singleElement()
          .asString()
          .contains("DERAILED", "38970eac41db");
      assertThat(call(cluster, "show", "job-1").out())
          .contains("38970eac41db", CULPRIT.substring(0, 12), "WARNING in free_netdev");
      assertThat(call(cluster, "crashes", "9f7fb8de5d9b").out())
          .contains("general protection fault in hidraw_release (12)")
          .contains("KASAN: use-after-free Read in hidraw_release (3)")
          .containsPattern(" 5 +OK");
      assertThat(call(cluster, "show", "job-2").code()).isEqualTo(1);
      assertThat(call(cluster, "show", "job-2").errors()).contains("job-2").hasLineCount(1);

      CommandProcess second =
          with(cluster, "topology", "--state", folder.resolve("state").toString());
      try (second) {
        second.awaitPrinted("The topology runs\\."); // partitions move to it, and then back
      }
      assertQuiet(second);
    }
    assertQuiet(up);
  }

  /** Start, lines, a rebalance and a stop are normal life, of which no log complains. */
  private static void assertQuiet(CommandProcess process) throws IOException {
    assertThat(process.printed().lines())
        .noneMatch(line -> line.matches("[0-9:.]{12} (WARN|ERROR|INFO|DEBUG) .*"))
        .noneMatch(line -> line.matches("\\s+at .*|(\\w+\\.)+\\w+(Exception|Error)\\b.*"));
  }

  @Test
  @Tag("long")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void a_taken_port_is_named() throws Exception {
    try (CommandProcess up =
        CommandProcess.started(
            folder.resolve("up"),
            new String[] {"up", "--data", folder.resolve("one").toString()},
            ports("0", "0", "0"))) {
      String kafka = up.awaitPrinted("Kafka is at 127.0.0.1:(\\d+)").group(1);
      String registry = up.awaitPrinted("the schema registry at \\S+:(\\d+)").group(1);
      String page = up.awaitPrinted("The page is at http://127.0.0.1:(\\d+)/").group(1);
      Map<String, String[]> taken =
          Map.of(
              kafka, ports(kafka, "0", "0"),
              registry, ports("0", registry, "0"),
              page, ports("0", "0", page));
      for (Map.Entry<String, String[]> port : taken.entrySet()) {
        Path terminal = folder.resolve("second-" + port.getKey());
        try (CommandProcess second =
            CommandProcess.started(
                terminal,
                new String[] {"up", "--data", terminal.resolve("data").toString()},
                port.getValue())) {
          assertThat(second.awaitEnd()).isEqualTo(1);
          assertThat(second.printed().lines())
              .filteredOn(line -> line.startsWith("firstbad: "))
              .singleElement()
              .asString()
              .contains("127.0.0.1:" + port.getKey());
        }
      }
      up.requireAlive();
    }
  }

  private static String[] ports(String kafka, String registry, String page) {
    return new String[] {"--kafka-port", kafka, "--registry-port", registry, "--port", page};
  }

  private CommandProcess with(String[] cluster, String name, String... more) throws IOException {
    return CommandProcess.started(folder.resolve(name), new String[] {name}, cluster, more);
  }

  private static Call call(String[] cluster, String name, String... more) {
    List<String> arguments = new ArrayList<>(List.of(name));
    arguments.addAll(List.of(cluster));
    arguments.addAll(List.of(more));
    return Call.firstbad(arguments.toArray(String[]::new));
  }

  private static void append(Path log, List<String> lines) throws IOException {
    Files.write(log, lines, StandardOpenOption.APPEND);
  }

  /** Waits until another process has written so into the file; the test's own limit ends it. */
  private static void await(Path file, String text) throws Exception {
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      Thread.sleep(50);
    }
  }
}
