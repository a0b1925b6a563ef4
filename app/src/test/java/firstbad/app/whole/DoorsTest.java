package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import firstbad.app.Call;
import firstbad.app.story.Story;
import firstbad.app.story.StoryJson;
import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.fold.Input;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.embedded.EmbeddedKafka;
import firstbad.events.LogLine;
import firstbad.publisher.Destination;
import firstbad.publisher.LogFollower;
import firstbad.publisher.LogPublisher;
import firstbad.schemas.Topics;
import firstbad.server.Server;
import firstbad.server.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same bytes give the same bisections and the same refusals through every door. What each of
 * the cases must say stands in the README beside them.
 */
@Tag("slow")
@TestInstance(Lifecycle.PER_CLASS)
class DoorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String FOLDER = "/firstbad/app/whole/cases/";
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern REFUSAL =
      Pattern.compile(" (is (?:not a bisection log: .+|empty)\\.)");

  /**
   * A text, and what each door must say of it.
   *
   * @param says for each bisection its outcome and verdicts; or the beginning of a refusal
   */
  record Case(String name, Supplier<byte[]> text, String says) {
    byte[] bytes() {
      return text().get();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * What came of a text at one door.
   *
   * @param bisections by what the id has behind that of the text
   * @param refusal empty for none
   */
  private record Answer(Map<String, JsonNode> bisections, String refusal) {}

  private final EmbeddedKafka kafka = EmbeddedKafka.started();
  private final Pipeline pipeline = new Pipeline(kafka);
  private final LogPublisher publisher =
      LogPublisher.open(Destination.of(kafka.bootstrapServers(), kafka.registryUrl()));
  @TempDir private static Path folder = Path.of("");
  private Server server;
  private HttpServer web;
  private byte[] served = {};

  @BeforeAll
  void open() throws IOException {
    server =
        Server.started(
            ServerSettings.in(
                Files.createDirectories(folder.resolve("view")),
                Topics.ofDefaultPrefix(),
                kafka.clientProperties()));
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, served.length == 0 ? -1 : served.length);
          exchange.getResponseBody().write(served);
          exchange.close();
        });
    web.start();
  }

  @AfterAll
  void close() {
    web.stop(0);
    server.close();
    publisher.close();
    pipeline.close();
    kafka.close();
  }

  static Stream<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    Matcher rows = ROW.matcher(new String(resource("README.md"), StandardCharsets.UTF_8));
    while (rows.find()) {
      cases.add(of(rows.group(1), resource(rows.group(1)), rows.group(2).strip()));
    }
    assertThat(cases).hasSizeGreaterThan(12);
    String plain = new String(resource("a72-minimal-lf.log"), StandardCharsets.UTF_8);
    String says = cases.stream().filter(c -> c.name.startsWith("a72")).findFirst().get().says;
    dressed(plain).forEach((name, bytes) -> cases.add(of(name, bytes, says)));
    cases.add(of("empty", new byte[0], "is empty."));
    return cases.stream();
  }

  private static Case of(String name, byte[] bytes, String says) {
    return new Case(name, () -> bytes, says);
  }

  /** The same log as people have it. */
  private static Map<String, byte[]> dressed(String plain) throws IOException {
    Map<String, byte[]> dressed = new LinkedHashMap<>();
    Charset utf8 = StandardCharsets.UTF_8;
    dressed.put("with a byte order mark", ("\ufeff" + plain).getBytes(utf8));
    dressed.put("in UTF-16 without a mark", plain.getBytes(StandardCharsets.UTF_16BE));
    dressed.put(
        "from journald", lines(plain, "Aug 01 12:00:00 worker syz-ci[12]: ").getBytes(utf8));
    dressed.put("from docker", lines(plain, "2024-08-01T12:00:00.123456789Z ").getBytes(utf8));
    dressed.put("from compose", lines(plain, "syz-ci-1  | ").getBytes(utf8));
    dressed.put("with Go's times", lines(plain, "2024/08/01 12:00:00 ").getBytes(utf8));
    dressed.put(
        "from klog", lines(plain, "I0801 12:00:00.123456   12345 a.go:12] ").getBytes(utf8));
    dressed.put("in a patch", lines(plain, "+").getBytes(utf8));
    dressed.put(
        "with marks on each line", ("\ufeff\ufeff" + lines(plain, "\ufeff")).getBytes(utf8));
    dressed.put("quoted twice, CR LF", lines(plain, "> > ").replace("\n", "\r\n").getBytes(utf8));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(plain.getBytes(utf8));
    }
    dressed.put("packed with gzip", packed.toByteArray());
    return dressed;
  }

  private static String lines(String text, String prefix) {
    return text.lines().map(line -> prefix + line + "\n").collect(Collectors.joining());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void every_door_says_the_same(Case text) throws Exception {
    String plain = text.name.replaceAll("[^A-Za-z0-9.]", "_");
    Path file = Files.write(folder.resolve(plain), text.bytes());
    served = text.bytes();
    Answer analyze = analyze(file);
    assertThat(said(analyze)).startsWith(text.says);

    Map<String, Answer> doors = new LinkedHashMap<>();
    doors.put("publish", published("publish/" + plain, file.toString()));
    String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/" + plain;
    doors.put("url", published("url/" + plain, url));
    doors.put("put", put("put/" + plain, text.bytes()));
    if (text.bytes().length > 0 && text.bytes()[0] != 0x1f) {
      // A file that grows may still become a log, and a packed one does not grow line by line.
      doors.put("follow", follow("follow/" + plain, file));
    }
    Answer lastly = analyze;
    doors.forEach((door, answer) -> assertThat(answer).as(door).isEqualTo(lastly));
  }

  /** What a door has sent by then stays in Kafka, where it is no bisection. */
  @Test
  void every_door_refuses_what_only_begins_as_a_log_once_it_is_over() throws Exception {
    String page = "ci starts bisection 2024-08-01 09:00:00 +0000 UTC m=+1.5\nSee the list.\n";
    Path file = Files.writeString(folder.resolve("page"), page);
    Answer analyze = analyze(file);
    assertThat(analyze.refusal)
        .contains("it has a line with which a log begins, and none after it");
    assertThat(analyze.bisections).isEmpty();

    for (Answer door :
        List.of(
            published("publish/page", file.toString()),
            put("put/page", page.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(door.refusal)
          .startsWith(analyze.refusal.substring(0, analyze.refusal.length() - 1) + "; what is in")
          .endsWith("/page, is in no list of bisections.");
      assertThat(said(new Answer(door.bisections, ""))).isEqualTo("NOT_A_BISECTION");
    }
  }

  private Answer analyze(Path file) throws IOException {
    Call call = Call.firstbad("analyze", "--format", "json", file.toString());
    Map<String, JsonNode> bisections = new TreeMap<>();
    String first = "";
    for (String line : call.out().lines().toList()) {
      ObjectNode bisection = (ObjectNode) JSON.readTree(line);
      String id = bisection.path("id").asText();
      first = first.isEmpty() ? id : first;
      bisections.put(id.substring(first.length()), withoutNames(bisection));
    }
    assertThat(call.code()).isEqualTo(call.err().isEmpty() ? 0 : 1);
    return new Answer(bisections, refusal(call.err()));
  }

  private Answer published(String id, String source) throws IOException {
    Call call =
        Call.firstbad(
            "publish",
            "-b",
            kafka.bootstrapServers(),
            "-r",
            kafka.registryUrl(),
            "--id",
            id,
            source);
    String refusal = refusal(call.err());
    assertThat(call.code()).isEqualTo(refusal.isEmpty() ? 0 : 1);
    return new Answer(inKafka(id), refusal);
  }

  private Answer put(String id, byte[] bytes) throws Exception {
    HttpResponse<String> answer =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/bisections/" + id + "/log"))
                .PUT(BodyPublishers.ofByteArray(bytes))
                .build(),
            BodyHandlers.ofString());
    String refusal = refusal(JSON.readTree(answer.body()).path("detail").asText() + "\n");
    assertThat(answer.statusCode()).isEqualTo(refusal.isEmpty() ? 200 : 422);
    return new Answer(inKafka(id), refusal);
  }

  private Answer follow(String id, Path file) throws IOException {
    try (LogFollower follower =
        LogFollower.open(publisher, id, Map.of(), file, null, notice -> {})) {
      while (follower.step((line, number) -> {})) {
        // goes on
      }
    } catch (NoBisectionLog e) {
      return new Answer(inKafka(id), refusal(e.sentence("x")));
    }
    return new Answer(inKafka(id), "");
  }

  private static String refusal(String text) {
    Matcher refusal = REFUSAL.matcher(text);
    return refusal.find() ? refusal.group(1) : "";
  }

  /** What the fold makes of what is in Kafka of a text: its main test says that the stream does. */
  private Map<String, JsonNode> inKafka(String id) throws IOException {
    Map<String, Map<Long, LogLine>> logs = new TreeMap<>();
    pipeline.linesById(
        (key, line) -> {
          if (key.equals(id) || key.matches(Pattern.quote(id) + "\\.\\d+")) {
            logs.computeIfAbsent(key, any -> new TreeMap<>()).put(line.getLineNumber(), line);
          }
        });
    Map<String, JsonNode> bisections = new TreeMap<>();
    for (Map.Entry<String, Map<Long, LogLine>> log : logs.entrySet()) {
      bisections.put(log.getKey().substring(id.length()), folded(log.getKey(), log.getValue()));
    }
    return bisections;
  }

  private static JsonNode folded(String id, Map<Long, LogLine> lines) throws IOException {
    Analysis.Reader reader = new Analysis.Reader(id);
    Assessment assessment = null;
    long next = 1;
    List<Input> inputs = new ArrayList<>();
    for (LogLine line : lines.values()) {
      if (!line.getEndOfLog()) {
        inputs.add(
            new Input.Line(next++, Objects.requireNonNull(line.getText()), line.getLabels(), 0));
      }
    }
    inputs.add(new Input.End(next, Map.of(), 0));
    for (Input input : inputs) {
      for (Finding finding : reader.read(input).findings()) {
        assessment =
            finding instanceof Finding.AssessmentChanged judged ? judged.assessment() : assessment;
      }
    }
    Story story = Objects.requireNonNull(Story.of(id, reader.analysis(), assessment));
    return withoutNames((ObjectNode) JSON.readTree(StoryJson.of(story)));
  }

  private static JsonNode withoutNames(ObjectNode bisection) {
    bisection.remove(List.of("id", "file"));
    return bisection;
  }

  /** In the words of the table. */
  private static String said(Answer answer) {
    if (!answer.refusal.isEmpty()) {
      return answer.refusal;
    }
    UnaryOperator<String> part = suffix -> suffix.isEmpty() ? "" : suffix + " ";
    return answer.bisections.entrySet().stream()
        .map(
            each ->
                part.apply(each.getKey())
                    + each.getValue().path("outcome").asText()
                    + verdicts(each.getValue()))
        .collect(Collectors.joining("; "));
  }

  private static String verdicts(JsonNode bisection) {
    StringBuilder verdicts = new StringBuilder();
    for (JsonNode revision : bisection.path("revisions")) {
      verdicts.append(' ').append(revision.path("verdict").asText());
    }
    return verdicts.toString();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream resource =
        Objects.requireNonNull(DoorsTest.class.getResourceAsStream(FOLDER + name), name)) {
      return resource.readAllBytes();
    }
  }
}
