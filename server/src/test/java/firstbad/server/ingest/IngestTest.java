package firstbad.server.ingest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.bisection.intake.Intake;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.publisher.Destination;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.Publication;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.EventSerdes;
import firstbad.schemas.ForgetOrder;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.schemas.UnfinishedHeader;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

@Tag("slow")
class IngestTest {
  private static final Duration DEADLINE = Duration.ofMinutes(5);
  private static final String KIND = "bisecting cause commit starting from 1234";

  /** A line that makes a log of any text. */
  private static final String TEST = "testing commit " + "1".repeat(40) + " gcc";

  private static final String FUZZER = "building syzkaller on 5678";
  private static final String TRAILER = "revisions tested: 1";
  private static final Topics TOPICS = Topics.ofDefaultPrefix();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final EmbeddedKafka KAFKA = EmbeddedKafka.started();
  private static final UploadLimits FEW =
      new UploadLimits(3, Duration.ofSeconds(3), Duration.ofSeconds(20), 20_000);

  @TempDir private static Path folder = Path.of("");
  private static Server server;
  private static Server narrow;

  @BeforeAll
  static void start() throws IOException {
    ContractSetup.createMissing(KAFKA.clientProperties(), TOPICS, 1, (short) 1);
    server = Server.started(settings("wide", UploadLimits.DEFAULT));
    narrow = Server.started(settings("narrow", FEW));
  }

  private static ServerSettings settings(String view, UploadLimits limits) throws IOException {
    Path own = Files.createDirectories(folder.resolve(view));
    return ServerSettings.in(own, TOPICS, KAFKA.clientProperties()).withUploads(limits);
  }

  @AfterAll
  static void stop() {
    server.close();
    narrow.close();
    KAFKA.close();
  }

  @Test
  void a_body_that_begins_behind_what_is_known_is_told_what_is_missing() throws Exception {
    String path = "/api/v1/bisections/behind/log";
    JsonNode begun = json(put(server, path + "?more=true", KIND + "\n" + TEST + "\n").body());
    JsonNode next = json(put(server, path + "?more=true&from_line=3", "c\n").body());
    JsonNode behind = json(put(server, path + "?more=true&from_line=7", "g\n").body());

    assertThat(begun.has("missing")).isFalse();
    assertThat(next.has("missing")).isFalse();
    assertThat(behind.path("missing").asText())
        .contains("3 lines were known", "begins with line 7", "under another id");
  }

  @Test
  void a_body_is_a_log_and_its_proper_end_the_end_of_the_log() throws Exception {
    HttpResponse<String> answer =
        put(
            server,
            "/api/v1/bisections/job-7/log?label=bug.title=a=b&label=manager=ci",
            TEST + "\ntwo");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer.body()))
        .isEqualTo(
            json(
                "{'id':'job-7','lines':2,'ended':true,'replaced':0,'cut':0,"
                    + "'bisections':['job-7'],'read_as':''}"));
    List<LogLine> records = read("job-7", all -> ended(all, 1));
    assertThat(texts(records)).containsExactly("1 " + TEST, "2 two", "3 end");
    assertThat(records.get(0).getLabels()).containsEntry("bug.title", "a=b").hasSize(2);
  }

  @Test
  void each_line_carries_the_trace_of_the_request_that_brought_it() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    for (String given : List.of("no trace", trace)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/traced/log"))
              .header("traceparent", given)
              .PUT(BodyPublishers.ofString(KIND + "\n"))
              .build();
      assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }

    assertThat(traces("traced", 4)).containsExactly("", "", trace, trace);
  }

  @Test
  void an_id_may_hold_slashes() throws Exception {
    assertThat(put(server, "/api/v1/bisections/team/a/log", KIND + "\n").statusCode())
        .isEqualTo(200);
    assertThat(put(server, "/api/v1/bisections/team%2Fb/log", KIND + "\n").statusCode())
        .isEqualTo(200);

    assertThat(position(server, "team%2Fa")).isEqualTo(new LogPosition(1, true));
    assertThat(position(server, "team/b")).isEqualTo(new LogPosition(1, true));
  }

  @Test
  void a_log_that_is_sent_twice_has_the_same_lines_under_the_same_numbers() throws Exception {
    for (int time = 0; time < 2; time++) {
      assertThat(
              json(put(server, "/api/v1/bisections/twice/log", TEST + "\nb\n").body())
                  .path("lines"))
          .isEqualTo(json("2"));
    }

    assertThat(texts(read("twice", all -> ended(all, 2))).stream().distinct())
        .containsExactly("1 " + TEST, "2 b", "3 end");
    assertThat(position(server, "twice")).isEqualTo(new LogPosition(2, true));
  }

  @Test
  void lines_are_in_kafka_while_the_body_is_still_being_written() throws Exception {
    try (Sender sender = new Sender(server, "slow")) {
      sender.chunk(TEST + "\nsec");
      await(() -> position(server, "slow").lines() == 1);
      sender.chunk("ond\n");
      await(() -> position(server, "slow").lines() == 2);
      sender.end();
      assertThat(sender.status()).isEqualTo(200);
    }
    assertThat(texts(read("slow", all -> ended(all, 1))))
        .containsExactly("1 " + TEST, "2 second", "3 end");
  }

  @Test
  void a_body_that_breaks_off_is_no_end_and_its_unfinished_line_is_no_line() throws Exception {
    try (Sender sender = new Sender(server, "broken")) {
      sender.chunk(TEST + "\nsec");
      await(() -> position(server, "broken").lines() == 1);
    }
    await(() -> put(server, "/api/v1/bisections/broken/log?more=true", "").statusCode() == 200);
    assertThat(position(server, "broken")).isEqualTo(new LogPosition(1, false));
    assertThat(texts(read("broken", all -> !all.isEmpty()))).containsExactly("1 " + TEST);

    assertThat(put(server, "/api/v1/bisections/broken/log", TEST + "\nsecond\n").statusCode())
        .isEqualTo(200);
    assertThat(texts(read("broken", all -> ended(all, 1))).stream().distinct())
        .containsExactly("1 " + TEST, "2 second", "3 end");
  }

  @Test
  void a_server_that_goes_half_way_loses_nothing_that_is_sent_again() throws Exception {
    String log =
        TEST
            + "\n"
            + IntStream.rangeClosed(2, 500).mapToObj(n -> "line " + n + "\n").collect(joined());
    Server first = Server.started(settings("first.db", UploadLimits.DEFAULT));
    try (Sender sender = new Sender(first, "killed")) {
      sender.chunk(log.substring(0, log.length() / 2));
      await(() -> position(first, "killed").lines() > 0);
      first.close();
    }
    try (Server second = Server.started(settings("first.db", UploadLimits.DEFAULT))) {
      assertThat(put(second, "/api/v1/bisections/killed/log", log).statusCode()).isEqualTo(200);
    }

    List<String> texts = texts(read("killed", all -> ended(all, 1)));
    assertThat(texts.stream().distinct()).hasSize(501).contains("500 line 500", "501 end");
    assertThat(texts.stream().filter(text -> text.endsWith(" end"))).hasSize(1);
  }

  @Test
  void a_log_goes_on_in_a_second_body_where_the_first_said_more() throws Exception {
    put(server, "/api/v1/bisections/parts/log?more=true", KIND + "\nb\n");
    assertThat(position(server, "parts")).isEqualTo(new LogPosition(2, false));
    put(server, "/api/v1/bisections/parts/log?from_line=3", "c\n");

    assertThat(texts(read("parts", all -> ended(all, 1))))
        .containsExactly("1 " + KIND, "2 b", "3 c", "4 end");
  }

  @Test
  void a_line_that_may_be_a_part_of_one_waits_for_the_next_body_where_there_is_one()
      throws Exception {
    for (String id : List.of("part-half", "part-whole")) {
      String path = "/api/v1/bisections/" + id + "/log";
      JsonNode answer = json(put(server, path + "?more=true", KIND + "\nb\n" + id).body());
      assertThat(answer.path("lines").asInt()).isEqualTo(2);
      assertThat(position(server, id)).isEqualTo(new LogPosition(2, false));
    }
    put(server, "/api/v1/bisections/part-half/log?from_line=3", "half a line\nd\n");
    put(server, "/api/v1/bisections/part-whole/log?from_line=4", "d\n");

    assertThat(texts(read("part-half", all -> ended(all, 1))))
        .containsExactly("1 " + KIND, "2 b", "3 half a line", "4 d", "5 end");
    assertThat(texts(read("part-whole", all -> ended(all, 1))))
        .containsExactly("1 " + KIND, "2 b", "3 part-whole", "4 d", "5 end");
  }

  @Test
  void who_sends_another_log_under_a_used_id_is_told() throws Exception {
    String path = "/api/v1/bisections/used/log";
    String whole = KIND + "\nb\nc";
    assertThat(json(put(server, path, whole).body()).has("conflict")).isFalse();
    await(
        () ->
            json(put(server, path, TEST + "\nx\n").body())
                .path("conflict")
                .asText()
                .startsWith("Line 1 is another than the one that came under the id used before: "));
    assertThat(json(put(server, path, whole + " and more\n").body()).has("conflict")).isFalse();
  }

  @Test
  void a_later_bisection_of_a_text_is_compared_with_what_came_under_its_own_id() throws Exception {
    String path = "/api/v1/bisections/in-parts/log";
    String first = KIND + "\n" + FUZZER + "\n" + TEST + "\n" + TRAILER + ", total time: 1s\n";
    put(server, path, first + first + KIND + "\n" + FUZZER + "\n" + TEST + "\n");

    JsonNode same = json(put(server, path, first + first).body());
    JsonNode other =
        json(
            put(server, path, first + first + KIND + "\nbuilding syzkaller on 9\n" + TEST + "\n")
                .body());

    assertThat(same.path("conflict").asText()).isEmpty();
    assertThat(other.path("conflict").asText())
        .startsWith("Line 2 is another than the one that came under the id in-parts.3 before: ");
  }

  /** The view has read nothing yet. */
  @Test
  void another_log_is_known_at_once_where_this_server_took_the_one_before() throws Exception {
    String path = "/api/v1/bisections/at-once/log";
    put(narrow, path, KIND + "\nb\n" + TEST + "\n");
    assertThat(
            json(put(narrow, path, KIND + "\nx\n" + TEST + "\n").body()).path("conflict").asText())
        .startsWith("Line 2 is another than ");
    assertThat(json(put(narrow, path, KIND + "\nb\n" + TEST + "\n").body()).has("conflict"))
        .isFalse();
  }

  @Test
  void both_who_send_in_turns_under_one_id_are_told() throws Exception {
    String path = "/api/v1/bisections/in-turns/log?more=true";
    String next = path + "&from_line=4";
    String rest = "\n" + TEST + "\n";
    assertThat(json(put(server, path, KIND + "\na" + rest).body()).has("conflict")).isFalse();
    assertThat(json(put(server, path, KIND + "\nb" + rest).body()).has("conflict")).isTrue();

    JsonNode first = json(put(server, next, "run #0: OK\n").body());
    JsonNode second = json(put(server, next, "run #0: crashed: x\n").body());

    assertThat(List.of(first, second))
        .extracting(answer -> answer.path("conflict").asText())
        .allSatisfy(
            told ->
                assertThat(told).startsWith("Two logs came under the id in-turns (see line 2)"));
  }

  @Test
  void the_last_line_of_a_log_is_marked_where_it_may_be_a_part_of_one() throws Exception {
    put(server, "/api/v1/bisections/cut/log", KIND + "\nb");
    put(server, "/api/v1/bisections/cut/log", KIND + "\nbad\n");

    assertThat(records("cut", all -> all.size() == 6))
        .extracting(each -> UnfinishedHeader.isIn(each.headers()))
        .containsExactly(false, true, false, false, false, false);
  }

  @Test
  void lines_that_are_sent_again_change_nothing_and_those_after_them_are_taken() throws Exception {
    String report = "a.c:12: run #0: OK\nBUG: x\n[   1.0] y\nz\n";
    String log = KIND + "\n" + FUZZER + "\n" + TRAILER + "\ncrash: x\n" + report + KIND + "\n";
    List<String> sent = (log + FUZZER + "\nrun #0: OK\nrun #1: OK\n").lines().toList();
    // At once after each other, so that the view lags behind; each part but one begins before the
    // end of the one before, or in what was held back there.
    for (int[] part : new int[][] {{1, 4}, {3, 6}, {6, 8}, {7, 9}, {10, 10}, {9, 11}, {2, 12}}) {
      String body = String.join("\n", sent.subList(part[0] - 1, part[1])) + "\n";
      boolean more = part[1] < sent.size();
      JsonNode answer =
          json(
              put(
                      server,
                      "/api/v1/bisections/again/log?more=" + more + "&from_line=" + part[0],
                      body)
                  .body());
      assertThat(answer.path("lines").asInt()).isEqualTo(part[1] == 9 ? 8 : part[1]);
      assertThat(answer.path("read_as").asText()).isEmpty();
    }

    assertThat(texts(read("again", all -> ended(all, 1))))
        .containsExactlyElementsOf(numbered(sent.subList(0, 8)));
    assertThat(texts(read("again.2", all -> ended(all, 1))))
        .containsExactlyElementsOf(numbered(sent.subList(8, 12)));
    assertThat(json(get("/api/v1/bisections/again.3/log/position").body()))
        .isEqualTo(json("{'lines':0,'ended':false}"));
  }

  private static List<String> numbered(List<String> lines) {
    List<String> numbered =
        IntStream.range(0, lines.size()).mapToObj(i -> i + 1 + " " + lines.get(i)).toList();
    return Stream.concat(numbered.stream(), Stream.of(lines.size() + 1 + " end")).toList();
  }

  @Test
  void lines_of_another_log_that_say_to_be_sent_again_are_sent_from_the_difference_on()
      throws Exception {
    put(server, "/api/v1/bisections/other/log?more=true", KIND + "\nb\nc\nd\n");
    put(server, "/api/v1/bisections/other/log?from_line=2", "b\nC\nd\ne\n");

    assertThat(texts(read("other", all -> ended(all, 1))))
        .containsExactly("1 " + KIND, "2 b", "3 c", "4 d", "3 C", "4 d", "5 e", "6 end");
  }

  @Test
  void a_server_that_knows_a_log_from_the_view_takes_the_rest_as_lines_of_it() throws Exception {
    put(server, "/api/v1/bisections/rest/log?more=true", KIND + "\n");
    await(() -> position(narrow, "rest").lines() == 1);
    JsonNode answer =
        json(
            put(narrow, "/api/v1/bisections/rest/log?more=true&from_line=2", "BUG: x\n[ 1.0] y\n")
                .body());

    assertThat(answer.path("lines").asInt()).isEqualTo(3);
    assertThat(answer.has("held")).isFalse();
  }

  @Test
  void a_position_is_known_from_the_view_after_a_restart_and_is_zero_for_what_nobody_sent()
      throws Exception {
    put(server, "/api/v1/bisections/elsewhere/log", KIND + "\n");

    await(() -> position(narrow, "elsewhere").equals(new LogPosition(1, true)));
    assertThat(position(server, "nobody")).isEqualTo(LogPosition.NONE);
  }

  @Test
  void bytes_that_are_not_utf_8_cost_themselves_and_not_the_line() throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/bytes/log"))
                .PUT(BodyPublishers.ofByteArray((TEST + "\na\u00ffb\n").getBytes(ISO_8859_1)))
                .build(),
            BodyHandlers.ofString());

    assertThat(json(answer.body()).path("replaced").asInt()).isEqualTo(1);
    assertThat(texts(read("bytes", all -> ended(all, 1)))).contains("2 a\ufffdb");
  }

  @Test
  void what_cannot_be_is_refused_with_a_sentence() throws Exception {
    refused(400, "character 2 is none of letters", "/api/v1/bisections/a%20b/log");
    refused(400, "from_line must be", "/api/v1/bisections/x/log?from_line=0");
    refused(400, "from 1 to 1000000000", "/api/v1/bisections/x/log?from_line=9223372036854775807");
    refused(400, "from_line must be", "/api/v1/bisections/x/log?from_line=%D9%A3");
    refused(
        400,
        "The log goes beyond line 999999999, the highest there can be",
        "/api/v1/bisections/x/log?from_line=1000000000");
    refused(400, "more must be", "/api/v1/bisections/x/log?more=yes");
    refused(
        400,
        "There is no parameter 'form_line' here; there are from_line, label, more",
        "/api/v1/bisections/x/log?form_line=2");
    refused(400, "label=name=value", "/api/v1/bisections/x/log?label=ci");
    refused(400, "1024 are allowed", "/api/v1/bisections/x/log?label=k=" + "v".repeat(1100));
    HttpResponse<String> packed =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/x/log"))
                .header("Content-Encoding", "br")
                .PUT(BodyPublishers.ofString("x"))
                .build(),
            BodyHandlers.ofString());
    assertThat(packed.statusCode()).isEqualTo(415);
    HttpResponse<String> resumed =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/x/log"))
                .header("Content-Range", "bytes 600-799/800")
                .PUT(BodyPublishers.ofString(TEST))
                .build(),
            BodyHandlers.ofString());
    assertThat(resumed.statusCode()).isEqualTo(400);
    assertThat(resumed.body()).contains("send the whole log, or with ?from_line=N the rest of it");
    assertThat(get("/api/v1/bisections/x/log/position").body()).contains("\"lines\":0");
  }

  @Test
  void what_was_forgotten_is_refused_and_what_others_still_send_of_it_is_not_shown()
      throws Exception {
    put(server, "/api/v1/bisections/gone/log", KIND + "\n");
    await(() -> get("/api/v1/bisections/gone/log").statusCode() == 200);
    forget("gone");
    await(() -> get("/api/v1/bisections/gone/log").statusCode() == 404);

    refused(410, "its id cannot be used again", "/api/v1/bisections/gone/log");
    assertThat(get("/api/v1/bisections/gone/log/position").statusCode()).isEqualTo(410);
    Destination kafka = Destination.of(KAFKA.bootstrapServers(), KAFKA.registryUrl());
    try (LogPublisher others = LogPublisher.open(kafka)) {
      Publication still = others.begin("gone", Map.of());
      List.of(KIND, FUZZER, TRAILER).forEach(still::line);
      still.end();
    }
    put(server, "/api/v1/bisections/after/log", KIND + "\n");
    await(() -> get("/api/v1/bisections/after/log").statusCode() == 200);
    assertThat(get("/api/v1/bisections/gone/log").body()).contains("There is no log with the id");
    assertThat(get("/api/v1/bisections/gone").body()).doesNotContain("accepted_lines");
  }

  private static void forget(String id) throws Exception {
    byte[] key = id.getBytes(UTF_8);
    var order = new ProducerRecord<byte[], byte[]>(TOPICS.name(Topic.LOG_LINES), key, null);
    order.headers().add(ForgetOrder.HEADER, key);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            KAFKA.clientProperties(), new ByteArraySerializer(), new ByteArraySerializer())) {
      var unused = producer.send(order).get();
    }
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(), BodyHandlers.ofString());
  }

  @Test
  void several_bisections_in_one_body_are_several_and_a_resumed_upload_goes_on_in_the_right_one()
      throws Exception {
    String first = KIND + "\n" + FUZZER + "\n" + TRAILER + "\ncrash: x\n\n";
    HttpResponse<String> answer =
        put(server, "/api/v1/bisections/several/log?more=true", first + KIND + "\n");
    // The last line may be the first of a header, or text of the report.
    assertThat(json(answer.body()).path("lines").asInt()).isEqualTo(5);
    answer =
        put(
            server,
            "/api/v1/bisections/several/log?more=true&from_line=6",
            KIND + "\n" + FUZZER + "\nrun #0: OK\n");
    assertThat(json(answer.body()).path("lines").asInt()).isEqualTo(8);
    assertThat(json(answer.body()).path("bisections")).isEqualTo(json("['several','several.2']"));
    assertThat(position(server, "several")).isEqualTo(new LogPosition(8, false));
    // A server that has seen nothing of it knows from the view where it stands.
    await(() -> position(narrow, "several").lines() == 8);
    put(narrow, "/api/v1/bisections/several/log?from_line=9", "run #1: OK\n");

    assertThat(texts(read("several", all -> ended(all, 1))))
        .containsExactly("1 " + KIND, "2 " + FUZZER, "3 " + TRAILER, "4 crash: x", "5 ", "6 end");
    assertThat(texts(read("several.2", all -> ended(all, 1))))
        .containsExactly("1 " + KIND, "2 " + FUZZER, "3 run #0: OK", "4 run #1: OK", "5 end");
  }

  @Test
  void a_text_that_is_no_log_is_refused_with_a_problem_and_nothing_of_it_is_taken()
      throws Exception {
    HttpResponse<String> answer = put(server, "/api/v1/bisections/none/log", "milk\nbread\n");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/problem+json");
    assertThat(detail(answer))
        .isEqualTo(
            "none is not a bisection log: none of its 2 lines starts a bisection or tests a"
                + " commit.");
    assertThat(json(answer.body()).path("looks_like").asText()).isEqualTo("OTHER");
    assertThat(put(server, "/api/v1/bisections/none/log", "").statusCode()).isEqualTo(422);
    assertThat(position(server, "none")).isEqualTo(LogPosition.NONE);

    answer = put(server, "/api/v1/bisections/none/log?more=true", "milk\n");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer.body()).path("lines").asInt()).isZero();
    assertThat(json(answer.body()).path("held").asText()).contains("is not a bisection log");
  }

  @Test
  void a_sender_learns_while_it_sends_that_its_text_is_no_log() throws Exception {
    try (Sender sender = new Sender(server, "growing")) {
      sender.chunk("<!doctype html>\n<html>\n");
      assertThat(sender.status()).isEqualTo(422);
    }
    try (Sender sender = new Sender(server, "growing")) {
      sender.chunk("console\n".repeat(Intake.MOST_LINES));
      assertThat(sender.status()).isEqualTo(422);
    }
    try (Sender sender = new Sender(server, "growing")) {
      sender.chunk("console\n".repeat(200));
      sender.chunk(TEST + "\n");
      await(() -> position(server, "growing").lines() == 201);
      sender.end();
      assertThat(sender.status()).isEqualTo(200);
    }
  }

  @Test
  void a_packed_body_is_unpacked_by_its_first_bytes_and_a_damaged_one_is_a_sentence()
      throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(("> " + KIND + "\r\n> run #0: OK\r\n").getBytes(UTF_8));
    }
    HttpResponse<String> answer = put("packed", bytes.toByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer.body()).path("read_as").asText())
        .isEqualTo("without ~> ~ in front of its lines".replace('~', '"'));
    List<LogLine> records = read("packed", all -> ended(all, 1));
    assertThat(texts(records)).containsExactly("1 " + KIND, "2 run #0: OK", "3 end");
    assertThat(records.get(0).getLabels()).containsKey("log.read_as");

    answer = put("half", Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(detail(answer)).startsWith("The body cannot be read: the packed text");

    answer = put("zip", new byte[] {'P', 'K', 3, 4, 0, 0, 0});
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(json(answer.body()).path("looks_like").asText()).isEqualTo("PACKED");
    assertThat(detail(answer))
        .isEqualTo("zip is not a bisection log: it is a zip archive; unpack it first.");
  }

  @Test
  void a_text_packed_with_xz_takes_little_memory_and_few_are_unpacked_at_once() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(bytes, new LZMA2Options())) {
      xz.write((KIND + "\n").getBytes(UTF_8));
    }
    byte[] usual = bytes.toByteArray();
    assertThat(put("xz", usual).statusCode()).isEqualTo(200);

    List<Sender> senders = new ArrayList<>();
    try {
      // One more than are unpacked, so that the one that is refused shows that all others are.
      for (int number = 1; number <= 9; number++) {
        Sender sender = new Sender(server, "xz-" + number);
        senders.add(sender);
        sender.chunk(Arrays.copyOf(usual, 12));
      }
      await(() -> anyAnswered(senders));
      assertThat(put("xz", usual).statusCode()).isEqualTo(503);
      assertThat(detail(put("xz", usual))).startsWith("8 texts are being unpacked");
    } finally {
      for (Sender sender : senders) {
        sender.close();
      }
    }
    await(() -> put("xz", usual).statusCode() == 200);

    usual[16] = 28; // a dictionary of 64 MiB, as xz -9 has it, in the header of the block
    CRC32 sum = new CRC32();
    sum.update(usual, 12, 8);
    ByteBuffer.wrap(usual).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) sum.getValue());
    HttpResponse<String> large = put("large-xz", usual);
    assertThat(large.statusCode()).isEqualTo(422);
    assertThat(detail(large)).contains("65 MiB of memory, and at most 16 are given");
  }

  private static boolean anyAnswered(List<Sender> senders) throws IOException {
    for (Sender sender : senders) {
      if (sender.answered()) {
        return true;
      }
    }
    return false;
  }

  private static HttpResponse<String> put(String id, byte[] body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/" + id + "/log"))
            .PUT(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void a_log_has_one_sender_at_a_time() throws Exception {
    try (Sender sender = new Sender(server, "taken")) {
      sender.chunk(KIND + "\n");
      await(() -> position(server, "taken").lines() == 1);

      refused(409, "Another upload of taken is open", "/api/v1/bisections/taken/log");
    }
  }

  @Test
  void uploads_are_limited_in_number_and_size_and_silence() throws Exception {
    try (Sender one = new Sender(narrow, "one");
        Sender two = new Sender(narrow, "two");
        Sender three = new Sender(narrow, "three")) {
      for (Sender sender : List.of(one, two, three)) {
        sender.chunk(KIND + "\n");
      }
      await(() -> position(narrow, "three").lines() == 1 && position(narrow, "two").lines() == 1);
      HttpResponse<String> fourth = put(narrow, "/api/v1/bisections/four/log", KIND + "\n");
      assertThat(fourth.statusCode()).isEqualTo(503);
      assertThat(fourth.headers().firstValue("Retry-After")).isPresent();
      assertThat(detail(fourth)).contains("3 uploads are open");

      assertThat(one.status()).isEqualTo(408);
    }
    await(() -> put(narrow, "/api/v1/bisections/free/log", KIND + "\n").statusCode() == 200);
    HttpResponse<String> large =
        put(narrow, "/api/v1/bisections/large/log", KIND + "\n" + "a line of a log\n".repeat(2000));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(detail(large)).contains("A body has at most 20000 bytes");
  }

  @Test
  void an_upload_that_trickles_does_not_go_on_for_ever() throws Exception {
    UploadLimits limits =
        new UploadLimits(3, Duration.ofSeconds(10), Duration.ofSeconds(25), 20_000);
    try (Server patient = Server.started(settings("patient", limits));
        Sender noLine = new Sender(patient, "no-line");
        Sender lines = new Sender(patient, "lines")) {
      noLine.chunk(KIND + "\n");
      lines.chunk(KIND + "\n");
      await(
          () -> {
            boolean noLineAnswered = trickled(noLine, "x");
            return trickled(lines, "a line\n") && noLineAnswered;
          });
      assertThat(noLine.answer())
          .contains("408", "No line ended for 10 s, though bytes arrived; 1 lines were accepted");
      assertThat(lines.answer())
          .contains("408", "An upload takes at most 25 s", "send the rest with from_line=");
    }
  }

  /** Sends one more piece unless there is an answer; whether there is one then. */
  private static boolean trickled(Sender sender, String piece) throws Exception {
    if (!sender.answered()) {
      sender.chunk(piece);
    }
    for (int i = 0; i < 40 && !sender.answered(); i++) {
      Thread.sleep(50);
    }
    return sender.answered();
  }

  private static void refused(int status, String part, String path) throws Exception {
    HttpResponse<String> answer = put(server, path, KIND + "\n");
    assertThat(answer.statusCode()).as(path).isEqualTo(status);
    assertThat(detail(answer)).contains(part);
  }

  private static HttpResponse<String> put(Server to, String path, String body) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(to.url() + path))
            .PUT(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static LogPosition position(Server of, String id) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(
                    URI.create(of.url() + "/api/v1/bisections/" + id + "/log/position"))
                .build(),
            BodyHandlers.ofString());
    JsonNode position = json(answer.body());
    return new LogPosition(position.path("lines").asLong(), position.path("ended").asBoolean());
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text.replace('\'', '"'));
  }

  private static String detail(HttpResponse<String> answer) throws IOException {
    return JSON.readTree(answer.body()).path("detail").asText();
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static boolean ended(List<LogLine> records, int times) {
    return records.stream().filter(LogLine::getEndOfLog).count() >= times;
  }

  private static List<String> texts(List<LogLine> records) {
    return records.stream()
        .map(r -> r.getLineNumber() + " " + (r.getEndOfLog() ? "end" : r.getText()))
        .toList();
  }

  /** The trace of each of the first records of a log; empty where one has none. */
  private static List<String> traces(String id, int count) {
    return records(id, all -> all.size() >= count).stream()
        .map(each -> each.headers().lastHeader("traceparent"))
        .map(trace -> trace == null ? "" : new String(trace.value(), UTF_8))
        .toList();
  }

  private static List<LogLine> read(String id, Predicate<List<LogLine>> enough) {
    return values(records(id, all -> enough.test(values(all))));
  }

  private static List<LogLine> values(List<ConsumerRecord<String, LogLine>> records) {
    return records.stream().map(ConsumerRecord::value).toList();
  }

  private static List<ConsumerRecord<String, LogLine>> records(
      String id, Predicate<List<ConsumerRecord<String, LogLine>>> enough) {
    Map<String, Object> properties = new HashMap<>(KAFKA.clientProperties());
    TopicPartition partition = new TopicPartition(TOPICS.name(Topic.LOG_LINES), 0);
    List<ConsumerRecord<String, LogLine>> read = new ArrayList<>();
    try (EventSerdes serdes = EventSerdes.of(KAFKA.clientProperties());
        KafkaConsumer<String, LogLine> consumer =
            new KafkaConsumer<>(
                properties, new StringDeserializer(), serdes.deserializer(LogLine.class))) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = System.nanoTime() + DEADLINE.toNanos();
      while (!enough.test(read)) {
        assertThat(System.nanoTime()).as("deadline, with %s", read.size()).isLessThan(end);
        for (ConsumerRecord<String, LogLine> each : consumer.poll(Duration.ofMillis(100))) {
          if (each.key().equals(id)) {
            read.add(each);
          }
        }
      }
    }
    return read;
  }

  /** Sends a chunked body by hand. */
  private static final class Sender implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    Sender(Server to, String id) throws IOException {
      URI address = URI.create(to.url());
      socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
      socket.setSoTimeout((int) DEADLINE.toMillis());
      out = socket.getOutputStream();
      out.write(
          ("PUT /api/v1/bisections/"
                  + id
                  + "/log HTTP/1.1\r\nHost: "
                  + address.getAuthority()
                  + "\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(UTF_8));
    }

    void chunk(String text) throws IOException {
      chunk(text.getBytes(UTF_8));
    }

    void chunk(byte[] bytes) throws IOException {
      out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(UTF_8));
      out.write(bytes);
      out.write("\r\n".getBytes(UTF_8));
      out.flush();
    }

    void end() throws IOException {
      out.write("0\r\n\r\n".getBytes(UTF_8));
      out.flush();
    }

    boolean answered() throws IOException {
      return socket.getInputStream().available() > 0;
    }

    /** The answer up to the end of the problem in it. */
    String answer() throws IOException {
      StringBuilder answer = new StringBuilder();
      int next = 0;
      while (next >= 0 && next != '}') {
        next = socket.getInputStream().read();
        answer.append((char) next);
      }
      return answer.toString();
    }

    int status() throws IOException {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      return Integer.parseInt(String.valueOf(in.readLine()).substring(9, 12));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
