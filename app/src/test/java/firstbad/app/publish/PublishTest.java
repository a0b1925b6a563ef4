package firstbad.app.publish;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.app.Call;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** {@code firstbad publish} on a real broker and registry. */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class PublishTest {
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final String KIND = "bisecting cause commit starting from 1234";

  /** A line that makes a log of any text. */
  private static final String TEST = "testing commit " + "1".repeat(40) + " gcc";

  private static final String HEADER = KIND + "\nbuilding syzkaller on 5678\n";

  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  @TempDir private Path folder = Path.of("");

  @BeforeAll
  void prepare() {
    assertThat(call("topics", "--partitions", "1").code()).isZero();
  }

  @AfterAll
  void stop() {
    kafka.close();
  }

  @Test
  void what_fails_is_said_and_the_rest_is_done() throws IOException {
    write("a b.txt", KIND + "\n");
    write("a_b.txt", KIND + "\n");
    write("bad.log", KIND + "\n");
    write("list.txt", "milk\nbread\n");
    Files.write(
        folder.resolve("bad.log"), new byte[] {'y', (byte) 0xFF}, StandardOpenOption.APPEND);
    write("empty.log", "");
    write("two.txt", HEADER + "revisions tested: 1, total time: 1s\n" + HEADER);
    write("notes.md", "no log");

    Call call = call("publish", "-l", "manager=ci", folder.toString(), "nosuch.txt");

    String in = folder.toString();
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err())
        .contains("Skipped in " + in)
        .contains("There is no file nosuch.txt.")
        .contains(in + "/a_b.txt is left out: its id a_b is taken by " + in + "/a b.txt")
        .contains(in + "/empty.log is empty.")
        .contains(
            in
                + "/list.txt is not a bisection log: none of its 2 lines starts a bisection or tests a commit.")
        .contains(in + "/bad.log line 2: not UTF-8, replaced by 1 mark.");
    assertThat(call.out())
        .contains("a_b: 1 line\n")
        .contains("\ntwo: 3 lines\n")
        .contains("\ntwo.2: 2 lines\n")
        .contains("4 logs, 8 lines")
        .contains("1 line with bytes that are not UTF-8");
    List<String> second = records("two.2", found -> found.size() >= 3);
    assertThat(second)
        .containsExactly(
            "1|bisecting cause commit starting from 1234|{manager=ci}",
            "2|building syzkaller on 5678|{}",
            "3|END|{manager=ci}");
  }

  @Test
  void a_log_can_be_spread_over_a_time_and_be_left_without_an_end() throws IOException {
    write("slow.txt", KIND + "\n2\n3\n4\n5\n6\n");
    String file = folder.resolve("slow.txt").toString();
    long start = System.nanoTime();
    Call call = call("publish", "--id", "slow", "--no-end", "--speed", "live=900ms", file);
    assertThat(call.code()).isZero();
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(900));
    Call unjudged = call("show", "slow");
    assertThat(unjudged.code()).isEqualTo(1);
    assertThat(unjudged.errors())
        .contains("The log slow is there up to line 6, and no bisection has been found in it yet:");
    assertThat(call("show", "fast").errors()).contains("There is no bisection fast in ");
    Files.writeString(Path.of(file), TEST + "\n", StandardOpenOption.APPEND);
    assertThat(call("publish", "--id", "slow", file).code()).isZero();
    assertThat(records("slow", found -> found.contains("8|END|{}")))
        .filteredOn(record -> record.contains("END"))
        .hasSize(1);
  }

  @Test
  void a_followed_file_is_published_as_it_grows_until_the_command_is_told_to_end()
      throws Exception {
    write("run.log", KIND + "\n");
    Path log = folder.resolve("run.log");
    Process process = following(log);
    records("followed", found -> found.size() >= 1);
    Files.writeString(log, "two\nthr", StandardOpenOption.APPEND);
    records("followed", found -> found.size() >= 2);
    process.destroy();
    assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();

    Files.writeString(log, "ee\nfour\n", StandardOpenOption.APPEND);
    Process next = following(log);
    List<String> all = records("followed", found -> found.size() >= 4);
    next.destroy();
    assertThat(next.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(all).containsExactly("1|" + KIND + "|{}", "2|two|{}", "3|three|{}", "4|four|{}");
  }

  @Test
  void who_publishes_another_log_under_a_used_id_is_told() throws IOException {
    write("one.log", HEADER + TEST + "\n");
    write("other.log", HEADER + TEST.replace('1', '2') + "\nrun #0: OK\n");
    String one = folder.resolve("one.log").toString();

    assertThat(call("publish", "--id", "used", one).code()).isZero();
    Call other = call("publish", "--id", "used", folder.resolve("other.log").toString());
    Call again = call("publish", "--id", "used", one);

    assertThat(other.code()).isEqualTo(1);
    assertThat(other.errors())
        .isEqualTo(
            "firstbad: Line 3 is another than the one that came under the id used before: two logs"
                + " have it, and nothing of this one is applied. Send it under an id of its own.\n");
    assertThat(again.code()).isZero();
  }

  /** Also the first of the two, which hears of it while it goes on. */
  @Test
  void who_follows_a_log_is_told_of_another_one_under_its_id() throws Exception {
    write("run.log", HEADER + TEST + "\nrun #0: OK\n");
    write("other.log", HEADER + TEST + "\nrun #0: crashed: x\nrun #1: OK\n");
    Path said = folder.resolve("said");
    Process process = following(folder.resolve("run.log"), "shared", said);
    records("shared", found -> found.size() >= 4);
    Files.writeString(folder.resolve("run.log"), "run #1: OK\n", StandardOpenOption.APPEND);
    records("shared", found -> found.size() >= 5);

    Call other = call("publish", "--id", "shared", folder.resolve("other.log").toString());
    await(
        () -> Files.readString(said).contains("Another log came under the id shared: its line 4 "));
    Path second = folder.resolve("said-second");
    Process follower = following(folder.resolve("other.log"), "shared", second);
    await(
        () -> Files.readString(second).contains("Line 4 is another than the one that came under"));

    assertThat(other.errors()).contains("Line 4 is another than the one that came under");
    for (Process each : List.of(process, follower)) {
      each.destroy();
      assertThat(each.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isZero();
    assertThat(follower.exitValue()).isEqualTo(1);
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  @Test
  void standard_input_is_read_as_it_comes_through_a_pipe() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "firstbad.app.Firstbad",
                "publish",
                "-b",
                kafka.bootstrapServers(),
                "-r",
                kafka.registryUrl(),
                "--id",
                "piped",
                "-")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write((TEST + "\r\n").getBytes(StandardCharsets.UTF_8));
      pipe.flush();
      records("piped", found -> found.contains("1|" + TEST + "|{}"));
      pipe.write("two\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(records("piped", found -> found.contains("3|END|{}")))
        .containsExactly("1|" + TEST + "|{}", "2|two|{}", "3|END|{}");
  }

  @Test
  void nothing_to_connect_to_is_one_sentence() throws IOException {
    write("x.txt", KIND + "\n");
    Call call = call("publish", "--prefix", "unmade.", folder.resolve("x.txt").toString());
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).isEmpty();
    assertThat(call.errors())
        .isEqualTo(
            "firstbad: Kafka at "
                + kafka.bootstrapServers()
                + " has no topic unmade.log-lines; 'firstbad topics --prefix unmade."
                + " --bootstrap-servers "
                + kafka.bootstrapServers()
                + " --registry "
                + kafka.registryUrl()
                + "' creates it.\n");
  }

  @Test
  void finished_logs_count_as_observed_when_they_were_written() throws IOException {
    Instant written = Instant.parse("2024-05-06T07:08:09Z");
    write("old.txt", KIND + "\n");
    write(
        "named.txt",
        "ci starts bisection 2023-07-14 12:36:52.5 +0000 UTC m=+7.0\n"
            + KIND
            + "\nrevisions tested: 2, total time: 1h0m0s (build: 30m0s, test: 30m0s)\n");
    for (String name : List.of("old.txt", "named.txt")) {
      Files.setLastModifiedTime(folder.resolve(name), FileTime.from(written));
    }
    String old = folder.resolve("old.txt").toString();
    String named = folder.resolve("named.txt").toString();

    assertThat(call("publish", "--observed-at", "mtime", "--id", "o1", old).code()).isZero();
    Call log = call("publish", "--observed-at", "log", old, named);
    assertThat(call("publish", "--observed-at", "2022-01-02", "--id", "o3", old).code()).isZero();

    assertThat(log.code()).isZero();
    assertThat(log.errors() + log.out())
        .contains(old + " names no time; that of its file was taken.")
        .doesNotContain(named + " names no time");
    assertThat(observed("o1")).containsOnly(written);
    assertThat(observed(folder + "/old")).containsOnly(written);
    Instant began = Instant.parse("2023-07-14T12:36:52.5Z");
    Instant ended = began.plus(Duration.ofHours(1));
    assertThat(observed(folder + "/named")).containsExactly(began, began, ended, ended);
    assertThat(observed("o3")).containsOnly(Instant.parse("2022-01-02T00:00:00Z"));
    Files.createDirectory(folder.resolve("old"));
    write("old/1.txt", KIND + "\n");
    write("old/2.txt", KIND + "\n");
    Call logs = call("publish", "--observed-at", "log", folder.resolve("old").toString());
    assertThat(logs.errors()).contains("2 logs name no time; the time of each file was taken.");
    assertThat(logs.out()).contains("1: 1 line", "2: 1 line");
    Call wrong = call("publish", "--observed-at", "noon", old);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.errors())
        .contains("'noon' is neither mtime nor log nor now nor a time such as");
    assertThat(call("publish", "--observed-at", "mtime", "--id", "x", "-").code()).isEqualTo(2);
  }

  /** When the lines of a log and its end count as observed. */
  private List<Instant> observed(String id) {
    List<Instant> times = new ArrayList<>();
    List<LogLine> lines = lines(id, found -> found.stream().anyMatch(LogLine::getEndOfLog));
    lines.forEach(line -> times.add(line.getObservedAt()));
    return times;
  }

  private Process following(Path log) throws IOException {
    return following(log, "followed", folder.resolve("said-followed"));
  }

  private Process following(Path log, String id, Path said) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "firstbad.app.Firstbad",
            "publish",
            "-b",
            kafka.bootstrapServers(),
            "-r",
            kafka.registryUrl(),
            "--follow",
            "--id",
            id,
            "--bookmark",
            folder.resolve("bookmark-" + log.getFileName()).toString(),
            log.toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Call call(String command, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(command, "-b", kafka.bootstrapServers(), "-r", kafka.registryUrl()));
    arguments.addAll(List.of(more));
    return Call.firstbad(arguments.toArray(String[]::new));
  }

  /** The records of one id as {@code number|text|labels}, once they suffice. */
  private List<String> records(String id, Predicate<List<String>> enough) {
    return lines(id, found -> enough.test(found.stream().map(PublishTest::words).toList())).stream()
        .map(PublishTest::words)
        .toList();
  }

  private List<LogLine> lines(String id, Predicate<List<LogLine>> enough) {
    List<LogLine> records = new ArrayList<>();
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    try (EventSerdes serdes = EventSerdes.of(kafka.clientProperties());
        KafkaConsumer<String, LogLine> consumer =
            new KafkaConsumer<>(
                properties, new StringDeserializer(), serdes.deserializer(LogLine.class))) {
      String topic = Topics.ofDefaultPrefix().name(Topic.LOG_LINES);
      List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long deadline = System.nanoTime() + DEADLINE.toNanos();
      while (!enough.test(records)) {
        assertThat(System.nanoTime()).as("in time, but only %s", records).isLessThan(deadline);
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(
                event -> {
                  if (event.key().equals(id)) {
                    records.add(event.value());
                  }
                });
      }
    }
    return records;
  }

  private static String words(LogLine line) {
    String text = line.getEndOfLog() ? "END" : line.getText();
    return line.getLineNumber() + "|" + text + "|" + line.getLabels();
  }
}
