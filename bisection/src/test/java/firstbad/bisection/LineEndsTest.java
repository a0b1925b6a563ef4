package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.intake.Intake;
import firstbad.bisection.intake.LineDecoder;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.intake.Splitter;
import firstbad.bisection.made.MadeLog;
import firstbad.bisection.made.MadeLogs;
import firstbad.testing.Prerequisite;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A log gives the same whatever its line ends are, and however it is written. */
class LineEndsTest {

  /** How the lines of a log become bytes. */
  private interface Writing {
    byte[] bytes(List<String> lines);
  }

  private static final Map<String, Writing> TWINS =
      new TreeMap<>(
          Map.of(
              "LF CR", lines -> utf8(String.join("\n\r", lines) + "\n\r"),
              "form feeds and separators of lines before and after", LineEndsTest::between,
              "HTML entities", lines -> utf8(escaped(text(lines))),
              "CR LF", lines -> utf8(String.join("\r\n", lines) + "\r\n"),
              "CR LF, the last line without",
                  lines ->
                      utf8(
                          (String.join("\r\n", lines) + "\r\n")
                              .replaceFirst("(?<=[^\n])\r\n\\z", "\r")),
              "CR CR LF", lines -> utf8(String.join("\r\r\n", lines) + "\r\r\n"),
              "a byte order mark and CR LF",
                  lines -> utf8("\ufeff" + String.join("\r\n", lines) + "\r\n"),
              "CR on some lines only", LineEndsTest::mixed,
              "UTF-16LE, CR LF",
                  lines ->
                      (String.join("\r\n", lines) + "\r\n").getBytes(StandardCharsets.UTF_16LE),
              "UTF-16BE with a mark",
                  lines -> ("\ufeff" + text(lines)).getBytes(StandardCharsets.UTF_16BE)));

  @Test
  void a_golden_or_made_log_gives_the_same_with_other_line_ends_and_in_utf_16() {
    Stream<List<String>> made = MadeLogs.made(7000, 60).map(MadeLog::lines);
    Stream<List<String>> golden =
        Stream.of(GoldenLog.all(), GoldenLog.ofGit()).flatMap(List::stream).map(GoldenLog::lines);
    Stream.concat(made, golden)
        .map(lines -> Logs.lines(new String(utf8(text(lines)), StandardCharsets.UTF_8)))
        .filter(LineEndsTest::begins)
        .forEach(
            lines -> {
              Map<String, Analysis> plain = read(utf8(text(lines)));
              TWINS.forEach(
                  (name, writing) ->
                      assertThat(read(writing.bytes(lines)))
                          .as("%s of%n%s", name, String.join("\n", lines))
                          .isEqualTo(plain));
            });
  }

  @Test
  void the_corpus_with_cr_lf_equals_the_corpus_with_lf() {
    Optional<Corpus> corpus = Corpus.find();
    Prerequisite.requireLocalLogs(corpus.isPresent(), Corpus.ABSENT);
    Map<String, List<String>> logs = corpus.orElseThrow().logs();
    int[] equal = {0};
    logs.forEach(
        (name, lines) -> {
          List<String> twin = new ArrayList<>();
          decode(utf8(String.join("\r\n", lines) + "\r\n"), twin);
          List<String> plain = new ArrayList<>();
          decode(utf8(text(lines)), plain);
          // The fold itself is given both: what comes from elsewhere has its CR still.
          List<String> raw = lines.stream().map(line -> line + "\r").toList();
          Analysis of = Analysis.of(name, plain);
          assertThat(twin).as(name).isEqualTo(plain);
          assertThat(Analysis.of(name, twin)).as(name).isEqualTo(of);
          assertThat(Analysis.of(name, raw)).as(name).isEqualTo(of);
          equal[0]++;
        });
    System.out.printf(
        "LineEndsTest: the corpus with CR LF equals the corpus with LF, %d of %d%n",
        equal[0], logs.size());
    assertThat(equal[0]).isEqualTo(logs.size());
  }

  @Test
  void blanks_that_allow_no_break_and_blanks_at_the_end_are_read_as_blanks() {
    List<String> lines = Logs.hidrawRelease();
    Analysis plain = Analysis.of("log", lines);
    List<String> noBreak = lines.stream().map(LineEndsTest::withNoBreaks).toList();
    assertThat(Analysis.of("log", noBreak).revisions()).isEqualTo(plain.revisions());
    List<String> trailing = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      trailing.add(lines.get(at) + List.of("", " ", "  \t", "\u00a0").get(at % 4));
    }
    Analysis read = Analysis.of("log", trailing);
    assertThat(read.revisions()).isEqualTo(plain.revisions());
    assertThat(read.crashCounts()).isEqualTo(plain.crashCounts());
    assertThat(read.culprit()).isEqualTo(plain.culprit());
    assertThat(read.unknownLines()).isEqualTo(plain.unknownLines());
  }

  /** Only where the log's own words are: in front of a title every blank stays. */
  private static String withNoBreaks(String line) {
    return line.startsWith("testing ") || line.startsWith("run #") || line.startsWith("revisions ")
        ? line.replace(' ', '\u00a0')
        : line;
  }

  private static boolean begins(List<String> lines) {
    try {
      read(utf8(text(lines)));
      return true;
    } catch (NoBisectionLog e) {
      return false;
    }
  }

  private static byte[] mixed(List<String> lines) {
    Random random = new Random(lines.size());
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(line).append(random.nextBoolean() ? "\r\n" : "\n"));
    return utf8(text.toString());
  }

  /** Behind a blank nothing is added: what cannot be seen takes the blanks before it along. */
  private static byte[] between(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append("\u000b\f").append(line).append(line.endsWith(" ") ? "\n" : "\f\u2028\n");
    }
    return utf8(text.toString());
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("+", "&#x2B;");
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines) + "\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void decode(byte[] bytes, List<String> lines) {
    LineDecoder decoder = new LineDecoder();
    decoder.feed(bytes, 0, bytes.length, line -> lines.add(line.text()));
    decoder.end(line -> lines.add(line.text()));
  }

  /** What analyze makes of these bytes, by id. */
  private static Map<String, Analysis> read(byte[] bytes) {
    Map<String, List<String>> parts = new TreeMap<>();
    Intake intake =
        new Intake(
            "log",
            new Splitter.Parts() {
              @Override
              public void line(String id, long number, String text) {
                parts.computeIfAbsent(id, any -> new ArrayList<>()).add(text);
              }

              @Override
              public void end(String id, long number) {}
            });
    LineDecoder decoder = new LineDecoder();
    decoder.feed(bytes, 0, bytes.length, intake::read);
    decoder.end(intake::read);
    intake.end();
    Map<String, Analysis> analyses = new TreeMap<>();
    parts.forEach((id, lines) -> analyses.put(id, Analysis.of(id, lines)));
    return analyses;
  }
}
