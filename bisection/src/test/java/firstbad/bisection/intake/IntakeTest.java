package firstbad.bisection.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import firstbad.bisection.Logs;
import firstbad.bisection.intake.NoBisectionLog.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeTest {
  private static final String HOST = "ci starts bisection 2024-08-01 09:00:00 +0000 UTC m=+1.5";
  private static final String KIND = "bisecting cause commit starting from " + "c".repeat(40);
  private static final String FUZZER = "building syzkaller on " + "2".repeat(40);
  private static final String TRAILER =
      "revisions tested: 2, total time: 50m0s (build: 40m0s, test: 9m0s)";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> ",
        ">> ",
        "> > ",
        ">",
        "    ",
        "| ",
        "2024/08/01 12:00:00 ",
        "2024/08/01 12:00:00.123456 ",
        "01-Aug-2024 12:00:00: ",
        "2024-08-01T12:00:00.123456789Z ",
        "2024-08-01T12:00:00+0200 worker syz-ci[12]: ",
        "2024-08-01 12:00:00,123 ",
        "[2024-08-01T12:00:00.123Z] ",
        "Aug 01 12:00:00 worker syz-ci[4711]: ",
        "Aug  1 12:00:00 worker syz-ci: ",
        "Aug 01 12:00:00 worker syz-ci[4711]: 2024/08/01 12:00:00 ",
        "1722506400.123456 ",
        "12:00:00 ",
        "[   12.345678] ",
        "syz-ci-1  | ",
        "\u001b[36msyz-ci-1  | \u001b[0m",
        "2024-08-01T12:00:00.123456Z 00O ",
        "bisect\tRun syz-bisect\t2024-08-01T12:00:00.1234567Z ",
        "syz-ci-1  | 2024-08-01T12:00:00.123456789Z ",
        "2024-08-01T12:00:00.123456789Z stdout F ",
        "[pod/syz-ci-0/main] ",
        "> 2024/08/01 12:00:00 ",
        "I0801 12:00:00.123456   12345 jobs.go:12] ",
        "<6>[   12.345678] ",
        "<14>Aug 01 12:00:00 worker syz-ci[4711]: ",
        "INFO: ",
        "[info] ",
        "2024-08-01 12:00:00,123 INFO  [bisect] ",
        "syz-ci: ",
        "bisect.txt:",
        "+",
        "# ",
        "* "
      })
  void what_stands_in_front_of_every_line_is_taken_off_and_said(String prefix) {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = plain.stream().map(line -> (prefix + line).stripTrailing()).toList();

    Told told = read(lines);

    assertThat(told.texts()).hasSameSizeAs(plain);
    for (int at = 0; at < plain.size(); at++) {
      assertThat(told.texts().get(at).stripTrailing()).isEqualTo(plain.get(at).stripTrailing());
    }
    assertThat(told.readAs).startsWith("without ").endsWith(" in front of its lines");
  }

  /** Each pair is what stands in front of a line, and of the next one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "syz-ci-0 ci ~syz-ci-0 ci ",
        "+ syz-ci-0 › ci ~+ syz-ci-0 › ci ",
        "<14>1 2024-08-01T09:59:50.0Z myhost syz-ci 4711 - - ~<14>1 2024-08-01T10:00:04.27Z myhost syz-ci 4711 - - ",
        "Thu 2024-08-01 09:59:50 UTC ci syz-ci[4711]: ~Fri 2024-08-02 10:00:04 UTC ci syz-ci[4711]: ",
        "Thu 2024-03-30 09:59:50 CET ci syz-ci[4711]: ~Mon 2024-04-01 10:00:04 CEST ci syz-ci[4711]: ",
        "[Thu Aug  1 09:59:50 2024] ~[Sat Aug 10 10:00:04 2024] ",
        "[01/Aug/2024:09:59:50 +0000] ~[02/Sep/2024:10:00:04 +0000] ",
        "01.08.2024 09:59:50 ~2.8.2024 10:00:04 ",
        "08/01/2024 11:59:50 AM ~08/01/2024 12:00:04 PM ",
        "8/1/24, 11:59:50 AM ~8/11/24, 1:00:04 PM ",
        "Aug 1, 2024 9:59:50 PM ~Aug 12, 2024 10:00:04 PM ",
        "[09:59] <bot> ~[10:00] <bot> ",
        "// ~// ",
        "\u001b[90m09:59:50\u001b[0m ~\u001b[90m10:00:04\u001b[0m ",
        "│ ~│ ",
        "2024-08-01T09:59:50Z {app=\"ci\", pod=\"x\"} ~2024-08-01T10:00:04Z {app=\"ci\", pod=\"x\"} ",
        "2024-08-01T09:59:50.0+0200\tINFO\tbisect/bisect.go:77\t~2024-08-01T10:00:04.1+0200\tWARN\tbisect/bisect.go:178\t",
        "2024-08-01T09:59:50Z\\tci\\t~2024-08-02T10:00:04Z\\tci\\t",
        "time=2024-08-01T09:59:50Z level=info ~time=2024-08-01T10:00:04Z level=debug ",
        "1722506390 worker-3 ~1722506404 worker-3 ",
        "2024-08-01 09:59:50,001 [thread-1] INFO  b.Main - ~2024-08-01 10:00:04,110 [thread-22] DEBUG b.Main - ",
        "09:59:50.001 c.e.Bisect INFO  ~10:00:04.110 c.e.Bisect DEBUG ",
        "done 1% of it: ~done 99% of it: "
      })
  void what_is_of_one_shape_on_every_line_is_taken_off_whatever_wrote_it(String odd, String even) {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < plain.size(); at++) {
      lines.add(((at % 2 == 0 ? odd : even).replace("\\t", "\t") + plain.get(at)).stripTrailing());
    }

    Told told = read(lines);

    assertThat(told.texts()).hasSameSizeAs(plain);
    for (int at = 0; at < plain.size(); at++) {
      assertThat(told.texts().get(at).stripTrailing()).isEqualTo(plain.get(at).stripTrailing());
    }
    assertThat(told.readAs)
        .startsWith("without what is like \"")
        .endsWith(" in front of its lines");
    assertThat(TextPosition.parse(told.position.toString())).isEqualTo(told.position);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "[-] ~\"[-]\"",
        "[pod/syz-ci/main] ~the container's name",
        "bisect.txt:~the file's name",
        "root:~\"root:\"",
        "  12 ~the times or numbers"
      })
  void what_is_taken_off_is_called_by_its_name_or_shown(String prefix, String words) {
    List<String> lines = Logs.hidrawRelease().stream().map(line -> prefix + line).toList();
    assertThat(read(lines).readAs).isEqualTo("without " + words + " in front of its lines");
  }

  /** Each is what stands in front of a line, and of the next one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "syz-ci-1  | ~syz-ci-2  | ",
        "[pod/a/main] ~[pod/b/main] ",
        "pod-a main ~pod-b main ",
        "[1f3c] ~[77aa] ",
        "worker-1: ~worker-2: "
      })
  void a_log_behind_names_that_change_is_refused(String odd, String even) {
    List<String> lines = new ArrayList<>();
    for (String line : Logs.hidrawRelease()) {
      lines.add((lines.size() % 2 == 0 ? odd : even) + line);
    }
    assertThat(refused(lines).kind()).isEqualTo(Kind.DECORATED);
  }

  /** As docker compose and kubectl print what two containers write at the same time. */
  @Test
  void of_two_logs_behind_two_names_the_first_is_read_and_the_answer_says_so() {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < plain.size(); at++) {
      lines.add("syz-a  | " + plain.get(at));
      if (at > 2) {
        lines.add("syz-b  | " + plain.get(at));
      }
    }
    Told told = read(lines);
    assertThat(told.texts()).containsAll(plain);
    assertThat(told.readAs)
        .isEqualTo(
            "without the container's name in front of its lines; those of another program are not"
                + " read");
    assertThat(TextPosition.parse(told.position.toString())).isEqualTo(told.position);
  }

  @Test
  void words_that_differ_from_line_to_line_are_refused_and_so_is_one_odd_line() {
    List<String> lines = new ArrayList<>();
    for (String line : Logs.hidrawRelease()) {
      lines.add("worker" + lines.size() + "x says " + line);
    }
    assertThat(refused(lines).sentence("x.log"))
        .isEqualTo(
            "x.log is not a bisection log: something else stands in front of its line 1 than in front"
                + " of the next one, as of several programs; give the lines of one of them, or all"
                + " without what stands in front of them.");
    assertThat(refused("they are testing commit " + "1".repeat(40)).kind())
        .isEqualTo(Kind.DECORATED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "ts=2024-08-01T09:59:50Z level=info msg=\"~\"~stand in quotation marks",
        "\"~\"~stand in quotation marks",
        "~ |~end in \"|\"",
        "| ~ |~end in \"|\"",
        "~ │~end in \"│\""
      })
  void a_log_that_stands_between_marks_is_refused_with_their_name(
      String before, String after, String words) {
    List<String> lines =
        Logs.hidrawRelease().stream()
            .map(line -> (before == null ? "" : before) + line + after)
            .toList();
    NoBisectionLog refusal = refused(lines);
    assertThat(refusal.kind()).isEqualTo(Kind.DECORATED);
    assertThat(refusal.sentence("x")).contains(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "~$~DECORATED~end in \"$\"",
        "~***~DECORATED~it has \"***\" where a log has hashes",
        "~^M$~DECORATED~end in \"^M$\"",
        "~<br>~HTML~in the HTML tag <br>; give the text as a browser shows it",
        "<div>~</div>~HTML~HTML page",
        "<li class='x'>~</li>~HTML~HTML page",
        "~&lt;br&gt;~HTML~in the HTML tag <br>"
      })
  void a_log_with_a_mark_right_behind_its_words_is_refused_by_its_name(
      String before, String after, Kind kind, String words) {
    List<String> lines =
        Logs.hidrawRelease().stream()
            .map(line -> Objects.requireNonNullElse(before, "") + line + orEmpty(after))
            .toList();
    NoBisectionLog refusal = refused(lines);
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.sentence("x")).contains(words);
  }

  /** A diff of a log that was deleted: no host's name begins so. */
  @Test
  void a_minus_in_front_of_each_line_is_none_of_the_hosts_name() {
    Told told = read("-" + HOST, "-" + KIND, "-" + FUZZER);
    assertThat(told.readAs()).isEqualTo("without \"-\" in front of its lines");
    assertThat(told.events()).contains("log 1 " + HOST);
  }

  /** Another request has another one on each line: nobody knows what they would be without it. */
  @Test
  void a_text_is_no_log_because_of_its_last_line() {
    NoBisectionLog refused =
        refused("[req-1-a] " + HOST, "[req-2-b] ", "[req-3-c] " + KIND, "[req-4-d] " + FUZZER);
    assertThat(refused.getMessage())
        .contains("something else stands in front of its line 3 than in front of the next one");
  }

  private static String orEmpty(String text) {
    return Objects.requireNonNullElse(text, "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&gt; ", "&gt;&#32;"})
  void entities_of_html_are_the_characters_that_they_stand_for(String before) {
    List<String> plain = new ArrayList<>(Logs.hidrawRelease());
    plain.add("error: don't \"quote\" <me> & you\u00a0& ren\u00e9");
    List<String> lines = new ArrayList<>();
    for (String line : plain) {
      lines.add(
          before
              + line.replace("&", "&amp;")
                  .replace("<", "&lt;")
                  .replace(">", "&gt;")
                  .replace("\"", "&#34;")
                  .replace("'", "&apos;")
                  .replace("\u00a0", "&nbsp;")
                  .replace("\u00e9", "&#xE9;"));
    }
    Told told = read(lines);
    assertThat(told.texts()).isEqualTo(plain);
    assertThat(told.readAs).startsWith("with the characters that HTML entities stand for");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error: foo(&lt;) of a < b",
        "error: a &lt;b && c",
        "error: &reg; &#10; &#x1b; &#xD800; &#9999999; &#;"
      })
  void what_no_markup_has_written_stays_as_it_is(String line) {
    Told told = read(KIND, line);
    assertThat(told.texts()).containsExactly(KIND, line);
    assertThat(told.readAs).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'\\n', JSON, with \\n instead of line feeds",
    "'\\r\\n', JSON, with \\r\\n instead of line feeds",
    "'\r', CARRIAGE_RETURNS, end in carriage returns alone",
    "%0A, ENCODED, with %0A instead of line feeds",
    "%0D%0A, ENCODED, with %0D%0A instead of line feeds",
    "&#10;, HTML, with &#10; instead of line feeds",
    "&#13;&#xA;, HTML, with &#xA; instead of line feeds",
    "<br>, HTML, with <br> instead of line feeds",
    "&lt;br /&gt;, HTML, with <br /> instead of line feeds",
    "'\f', CARRIAGE_RETURNS, form feeds or vertical tabs",
    "'\u000b', CARRIAGE_RETURNS, form feeds or vertical tabs",
    "'\u0085', CARRIAGE_RETURNS, separators of lines",
    "'\u2029', CARRIAGE_RETURNS, separators of lines",
    "'\u2028', CARRIAGE_RETURNS, separators of lines"
  })
  void a_log_in_one_line_is_refused_by_what_stands_between_its_lines(
      String between, Kind kind, String words) {
    String log = "ci starts bisection 2024-08-01 09:00:00 +0000 UTC m=+1.5" + between + KIND;
    NoBisectionLog refusal = refused(log + between + FUZZER + between + "all runs: OK");
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.sentence("x")).contains(words);
    assertThat(refused('"' + log + '"').sentence("x")).contains(words);
    assertThat(refused("Log" + between + between + log).sentence("x")).contains(words);
  }

  @Test
  void a_title_may_hold_what_elsewhere_ends_lines() {
    String noted = "# bad: [" + "1".repeat(40) + "] printk: end in \\n or \r here";
    assertThat(read(noted).texts()).containsExactly(noted);
  }

  @Test
  void a_line_number_may_have_lost_its_tab_on_an_empty_line() {
    List<String> plain = List.of(KIND, FUZZER, "", TRAILER, "");
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < plain.size(); at++) {
      lines.add(String.format(Locale.ROOT, "%6d\t%s", at + 1, plain.get(at)).stripTrailing());
    }
    assertThat(read(lines).texts()).isEqualTo(plain);
  }

  @Test
  void one_line_that_ends_in_a_mark_is_a_line_of_a_log() {
    String test = "testing commit " + "1".repeat(40) + " gcc |";
    String next = "testing release v5.0";
    assertThat(read(test, "", next).texts()).containsExactly(test, "", next);
    assertThat(refused(test).getMessage()).contains("none after it that goes on");
    assertThat(refused(test, "").getMessage()).contains("none after it that goes on");
  }

  @Test
  void a_quoted_printable_text_is_refused_though_its_mail_says_nothing_of_it() {
    assertThat(refused(KIND.substring(0, 75) + "=", KIND.substring(75)).kind())
        .isEqualTo(Kind.MAIL);
  }

  @Test
  void a_mail_is_known_by_its_sender_and_its_subject() {
    assertThat(refused("Subject: x", "From: y", "", "milk").kind()).isEqualTo(Kind.MAIL);
    assertThat(refused("Subject: x", "", "milk").kind()).isEqualTo(Kind.OTHER);
  }

  @ParameterizedTest
  @CsvSource({
    "504b0304140000, a zip archive",
    "1f8b0800, packed twice",
    "fd377a585a00, packed twice",
    "425a683931415926535900, packed with bzip2",
    "28b52ffd0400, packed with zstd",
    "5d00008000ffffffff, packed with lzma",
    "04224d186440, packed with lz4",
    "1f9d9042, packed with compress",
    "377abcaf271c0004, a 7z archive",
    "526172211a0700, a rar archive"
  })
  void a_packed_text_is_refused_with_the_name_of_its_form(String bytes, String words) {
    List<DecodedLine> lines = new ArrayList<>();
    LineDecoder decoder = new LineDecoder();
    byte[] packed = HexFormat.of().parseHex(bytes);
    decoder.feed(packed, 0, packed.length, lines::add);
    decoder.end(lines::add);
    Intake intake = new Intake("log", told(new ArrayList<>()));
    NoBisectionLog refusal =
        catchThrowableOfType(NoBisectionLog.class, () -> lines.forEach(intake::read));
    assertThat(refusal.kind()).isEqualTo(Kind.PACKED);
    assertThat(refusal.sentence("x"))
        .startsWith("x is not a bisection log: it is " + words)
        .endsWith("; unpack it first.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d:", "%6d\t", "bisect.txt:%d:"})
  void line_numbers_are_taken_off(String format) {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < plain.size(); at++) {
      lines.add(String.format(Locale.ROOT, format, at + 1) + plain.get(at));
    }
    assertThat(read(lines).texts()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "> ", "Aug 01 12:00:00 "})
  void what_stands_in_front_may_change_from_line_to_line(String even) {
    String odd = "2024/08/01 12:00:00 ";
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < plain.size(); at++) {
      lines.add((at % 2 == 0 ? even : odd) + plain.get(at));
    }
    Told told = read(lines);
    assertThat(told.texts()).isEqualTo(plain);
    assertThat(told.readAs).endsWith(" in front of its lines");
  }

  @Test
  void a_second_log_may_stand_behind_marks_that_the_first_has_not() {
    List<String> lines = new ArrayList<>(Logs.hidrawRelease());
    Logs.hidrawRelease().forEach(line -> lines.add("> " + line));
    assertThat(read(lines).events).filteredOn(event -> event.startsWith("log.2 ")).isNotEmpty();
  }

  @Test
  void what_a_line_of_a_log_may_begin_with_is_learned_from_the_first_alone() {
    String aside = "crash: testing commit " + "1".repeat(40);
    assertThat(read(KIND, aside, "crash: title").texts())
        .containsExactly(KIND, aside, "crash: title");
  }

  @Test
  void a_line_without_what_stands_before_the_others_stays_as_it_is() {
    Told told = read("2024/08/01 12:00:00 " + KIND, "2024/08/01 12:00:00 " + FUZZER, "[tail]", "");
    assertThat(told.texts()).containsExactly(KIND, FUZZER, "[tail]", "");
  }

  @Test
  void a_text_that_is_read_as_it_stands_says_nothing() {
    assertThat(read(KIND, FUZZER, "> text", "2024/08/01 12:00:00 x").texts())
        .containsExactly(KIND, FUZZER, "> text", "2024/08/01 12:00:00 x");
    assertThat(read(KIND).readAs).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "<!DOCTYPE html> ~ HTML ~ it is an HTML page",
        "building syzkaller on 1111... ~ PATCH_TEST ~ it is the log of a patch test",
        "// autogenerated by syzkaller (https://x) ~ REPRODUCER ~ it is a reproducer",
        "{\"a\": 1} ~ JSON ~ it is JSON",
        "{\"log\":\"x\\n\",\"stream\":\"stderr\"} ~ JSON ~ it is the JSON in which Docker keeps",
        "<pre>x</pre> ~ HTML ~ it is an HTML page",
        "diff --git a/x b/x ~ PATCH ~ it is a patch",
        "Message-ID: <1@x> ~ MAIL ~ it is a mail",
        "Content-Transfer-Encoding: base64 ~ MAIL ~ it is a mail whose text is encoded",
        "> milk ~ QUOTED ~ its lines begin with \">\"",
        "BUG: unable to handle page fault ~ CONSOLE ~ it is the output of a console",
        "2024/08/01 12:00:00 milk ~ TIMED ~ its lines begin with times",
        "BZh61AY&SY ~ PACKED ~ it is packed with bzip2; unpack it first",
        "crash: WARNING in foo ~ CONSOLE ~ it is the output of a console or a crash report",
        "bisecting=20cause=20commit ~ MAIL ~ it is quoted-printable",
        "commit 1111111111111111111111111111111111111111 ~ OTHER ~ it lists commits, as git log does",
        "milk ~ OTHER ~ its one line neither starts a bisection nor tests a commit"
      })
  void the_refusal_says_what_the_text_looks_like(String line, Kind kind, String words) {
    NoBisectionLog refusal = refused(line);
    assertThat(refusal.kind()).isEqualTo(kind);
    assertThat(refusal.sentence("x.log")).startsWith("x.log is not a bisection log: " + words);
  }

  @ParameterizedTest
  @CsvSource({"false, it is base64", "true, it is URL-encoded"})
  void a_text_that_is_encoded_whole_is_refused_by_its_form(boolean url, String words) {
    String text = String.join("\n", Logs.hidrawRelease());
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> forms =
        url
            ? List.of(
                URLEncoder.encode(text, StandardCharsets.UTF_8),
                URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
                URLEncoder.encode(text, StandardCharsets.UTF_8)
                    .replace("+", "%20")
                    .replace("%0A", "\n"))
            : List.of(
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getMimeEncoder().encodeToString(bytes).replace("\r", ""));
    for (String form : forms) {
      NoBisectionLog refusal = refused(form.split("\n"));
      assertThat(refusal.kind()).isEqualTo(Kind.ENCODED);
      assertThat(refusal.sentence("x"))
          .isEqualTo("x is not a bisection log: " + words + "; give the decoded text.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "> an answer",
        "2024/08/01 12:00:00 lunch",
        "[1] https://example.org/a%20b%20c",
        "{\"a\": 1}",
        "deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef",
        "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"
      })
  void one_odd_line_does_not_say_what_a_text_is(String odd) {
    NoBisectionLog refusal = refused("milk", odd, "bread", "butter");
    assertThat(refusal.sentence("x"))
        .isEqualTo(
            "x is not a bisection log: none of its 4 lines starts a bisection or tests a commit.");
  }

  @Test
  void the_rest_of_a_log_is_told_by_its_lines() {
    assertThat(
            refused("run #1: OK", "> all runs: OK", "all runs: OK", TRAILER, "> x").sentence("x"))
        .isEqualTo(
            "x is not a bisection log: its line 3 is of one whose beginning is missing; give the"
                + " log from its first line on.");
  }

  @Test
  void the_codes_of_a_terminal_before_a_line_are_taken_off() {
    Told told =
        read(
            "\u001b[?2004h\u001b]0;me@box: ~\u0007$ cat bisect.log",
            "\u001b[?2004l\r" + KIND,
            FUZZER,
            "\u001b[?2004h");
    assertThat(told.texts()).contains(KIND, FUZZER);
  }

  @Test
  void what_a_fuzzer_told_git_is_no_log_of_gits_own_behind_a_mark() {
    String told = "# git bisect good " + "1".repeat(40);
    assertThat(refused("all runs: OK", told).kind()).isEqualTo(Kind.OTHER);
    assertThat(refused("> all runs: OK", "> " + told).kind()).isEqualTo(Kind.QUOTED);
  }

  @Test
  void a_text_without_a_line_feed_is_told_by_its_carriage_returns() {
    assertThat(refused("milk\rbread\r").sentence("x"))
        .isEqualTo(
            "x is not a bisection log: its lines end in carriage returns alone; end them in line"
                + " feeds.");
  }

  @Test
  void colours_go_where_they_were_turned_on_and_off_again() {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines =
        plain.stream().map(line -> "\u001b[1;32m" + line + "\u001b[m\u001b[K").toList();
    Told told = read(lines);
    assertThat(told.texts()).isEqualTo(plain);
    assertThat(told.readAs).isEqualTo("without the colours of a terminal in front of its lines");
  }

  /** As git, grep and a terminal's links write them, with and without times in front. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "\\b([0-9a-f]{40})\\b~\u001b[33m$1\u001b[m~''",
        "\\b([0-9a-f]{40})\\b~\u001b]8;;https://example.org/$1\u001b\\\\$1\u001b]8;;\u001b\\\\~''",
        "\\b([0-9a-f]{40})\\b~\u001b]8;;https://example.org/$1\u0007$1\u001b]8;;\u0007~''",
        "(crashed|Bisecting|is the first)~\u001b[01;31m\u001b[K$1\u001b[m\u001b[K~''",
        "\\b([0-9a-f]{40})\\b~\u001b[38:5:3m$1\u001b[0m~2024/08/01 12:00:00 "
      })
  void colours_within_the_logs_own_words_are_taken_off(
      String words, String coloured, String prefix) {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines =
        plain.stream().map(line -> prefix + line.replaceAll(words, coloured)).toList();

    Told told = read(lines);

    assertThat(told.texts()).hasSameSizeAs(plain);
    for (int at = 0; at < plain.size(); at++) {
      if (LogShape.isUnderstood(plain.get(at))) {
        assertThat(told.texts().get(at)).isEqualTo(plain.get(at));
      }
    }
    assertThat(told.readAs).startsWith("without the colours of a terminal in its lines");
  }

  @Test
  void colours_in_what_a_line_quotes_stay_to_be_seen() {
    List<String> lines =
        List.of(
            KIND,
            FUZZER,
            "testing commit " + "c".repeat(40) + " gcc",
            "all runs: crashed: WARNING in \u001b[31mfoo",
            "[" + "1".repeat(40) + "] foo: \u001b[1mbold\u001b[m title",
            "# git bisect start " + "1".repeat(40) + " x\u001b[31mred");
    assertThat(read(lines).texts()).isEqualTo(lines);
    assertThat(read(lines).readAs).isEmpty();
  }

  @Test
  void colours_in_a_log_of_gits_own_are_taken_off() {
    String hash = "\u001b[33m" + "1".repeat(40) + "\u001b[m";
    Told told = read("# bad: [" + hash + "] foo: ten", "git bisect bad " + hash);
    assertThat(told.texts())
        .containsExactly(
            "# bad: [" + "1".repeat(40) + "] foo: ten", "git bisect bad " + "1".repeat(40));
  }

  @Test
  void nul_in_front_of_a_text_is_where_its_old_lines_were() {
    Told told = read("\u0000".repeat(2048) + KIND, FUZZER);
    assertThat(told.texts()).containsExactly(KIND, FUZZER);
    assertThat(told.readAs).isEqualTo("without the NUL bytes in front of its first line");
    assertThat(refused("\u0000\u0000").kind()).isEqualTo(Kind.BINARY);
    assertThat(refused("x", "\u0000" + KIND).kind()).isEqualTo(Kind.BINARY);
  }

  @Test
  void a_byte_order_mark_behind_the_jobs_name_is_none_of_the_line() {
    String job = "bisect\tRun syz-bisect\t";
    Told told = read(job + "\ufeff" + KIND, job + FUZZER);
    assertThat(told.texts()).containsExactly(KIND, FUZZER);
  }

  @Test
  void what_stands_above_a_log_is_called_what_it_is() {
    assertThat(read("Subject: x", "From: a@example.org", "", KIND, FUZZER).readAs)
        .isEqualTo("from a mail");
    assertThat(read("HTTP/2 200 ", "content-type: text/plain", "date: x", "", KIND, FUZZER).readAs)
        .isEqualTo("from an answer of HTTP");
    List<String> reversed = new ArrayList<>(Logs.hidrawRelease());
    Collections.reverse(reversed);
    assertThat(read(reversed).readAs).doesNotContain("mail");
  }

  @Test
  void a_page_may_be_of_a_log_alone() {
    assertThat(read("<pre>", KIND, FUZZER, "</pre>").texts()).contains(KIND, FUZZER);
  }

  @Test
  void what_a_fuzzer_told_git_begins_with_its_own_mark_whatever_blank_is_in_it() {
    String told = "#\tgit bisect start " + "1".repeat(40) + " " + "2".repeat(40);
    assertThat(read(KIND, FUZZER, told, told).readAs).isEmpty();
    assertThat(refused(told, told).kind()).isNotEqualTo(Kind.QUOTED);
  }

  @Test
  void a_text_with_the_colours_of_a_terminal_is_told_by_them() {
    NoBisectionLog refusal = refused("\u001b[1mmilk\u001b[0m");
    assertThat(refusal.kind()).isEqualTo(Kind.COLOURED);
    assertThat(refusal.sentence("x"))
        .startsWith("x is not a bisection log: its lines hold the colours of a terminal");
  }

  @Test
  void an_empty_text_is_empty() {
    assertThat(refused().sentence("x.log")).isEqualTo("x.log is empty.");
  }

  @Test
  void lines_are_held_back_until_one_makes_the_text_a_log_and_none_is_lost() {
    List<String> before = Collections.nCopies(Intake.MOST_LINES - 1, "console");
    List<String> lines = new ArrayList<>(before);
    lines.add("testing commit " + "1".repeat(40) + " gcc");
    assertThat(read(lines).texts()).isEqualTo(lines);

    List<String> told = new ArrayList<>();
    Intake intake = new Intake("log", told(told));
    before.forEach(line -> intake.read(new DecodedLine(line, 0, 0)));
    assertThat(intake.heldLines()).isEqualTo(Intake.MOST_LINES - 1);
    assertThat(intake.recognised()).isFalse();
    NoBisectionLog refusal =
        catchThrowableOfType(
            NoBisectionLog.class, () -> intake.read(new DecodedLine("console", 0, 0)));
    assertThat(refusal.sentence("x"))
        .isEqualTo(
            "x is not a bisection log: none of its first 20,000 lines starts a bisection or tests a commit.");
    assertThat(told).isEmpty();
  }

  @Test
  void every_line_that_waits_is_counted_also_the_blank_ones_after_a_header_in_a_report() {
    List<String> told = new ArrayList<>();
    Intake intake = new Intake("log", told(told));
    List<String> lines =
        List.of(KIND, FUZZER, TRAILER, "crash: WARNING in foo", "text", KIND, "", "");

    lines.forEach(line -> intake.read(new DecodedLine(line, 0, 0)));

    assertThat(intake.waitingLines()).isEqualTo(3);
    assertThat(intake.position().all()).isEqualTo(lines.size() - 3);
  }

  @Test
  void a_start_of_git_without_words_makes_no_log_and_one_with_words_does() {
    assertThat(refused("git bisect start").kind()).isEqualTo(Kind.OTHER);
    assertThat(read("git bisect start", KIND, FUZZER).texts()).contains(KIND);
    assertThat(read("git bisect start v6.2 v6.1").texts()).hasSize(1);
  }

  @Test
  void a_log_in_an_encoded_mail_is_refused_and_one_in_its_plain_part_is_read() {
    String encoded = "Content-Transfer-Encoding: quoted-printable";
    NoBisectionLog refusal =
        catchThrowableOfType(NoBisectionLog.class, () -> read("Subject: x", encoded, "", KIND));
    assertThat(refusal.kind()).isEqualTo(Kind.MAIL);
    assertThat(read(encoded, "x=", "Content-Transfer-Encoding: 7bit", "", KIND, FUZZER).texts())
        .contains(KIND);
  }

  @Test
  void what_one_odd_line_begins_with_is_not_taken_off_the_others() {
    String test = "testing commit " + "1".repeat(40);
    for (String odd : List.of("# ", "  ", "Note: ", "1. ", "12:", "bisect.txt:", "[pod] ")) {
      List<String> lines = new ArrayList<>(List.of(odd + test, ""));
      lines.addAll(Logs.hidrawRelease());
      assertThat(read(lines).texts()).as(odd).isEqualTo(lines);
    }
  }

  @Test
  void lines_of_another_process_stay_as_they_are() {
    List<String> lines = new ArrayList<>();
    for (String line : Logs.hidrawRelease()) {
      lines.add("Aug 01 12:00:00 worker syz-ci[1]: " + line);
      lines.add("Aug 01 12:00:01 worker syz-ci[2]: run #0: OK");
    }
    assertThat(read(lines).texts()).containsAll(Logs.hidrawRelease()).doesNotContain("run #0: OK");
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 60, 128, 190, 199})
  void the_log_of_a_program_that_was_started_again_is_one(int restart) {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = restarted(plain, restart);

    Told told = read(lines);

    assertThat(told.texts()).isEqualTo(plain);
    assertThat(told.readAs)
        .isEqualTo(
            "without the times and the program's name in front of its lines, which are of several"
                + " processes");
  }

  @ParameterizedTest
  @ValueSource(ints = {190, 194, 195})
  void the_end_of_a_log_shows_at_once_that_its_program_was_started_again(int restart) {
    List<String> lines = restarted(Logs.hidrawRelease().subList(0, 197), restart);
    List<String> events = new ArrayList<>();
    Intake intake = new Intake("log", told(events));
    lines.forEach(line -> intake.read(new DecodedLine(line, 0, 0)));

    assertThat(Logs.hidrawRelease().get(195)).startsWith("revisions tested: ");
    assertThat(intake.waitingLines()).isZero();
    assertThat(events).hasSize(lines.size());
  }

  @Test
  void a_program_may_be_started_again_more_than_once() {
    List<String> plain = Logs.hidrawRelease().subList(0, 199);
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < plain.size(); at++) {
      lines.add("worker syz-ci[" + at / 60 + "]: " + plain.get(at));
    }
    assertThat(read(lines).texts()).isEqualTo(plain);
  }

  @Test
  void a_process_that_has_written_between_the_lines_is_none_of_the_log() {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = restarted(plain, plain.size());
    String other = "Aug 01 12:00:00 worker syz-ci[3]: ";
    lines.add(20, other + "polling");
    lines.addAll(100, Collections.nCopies(70, other + "run #0: OK"));
    assertThat(read(lines).texts()).doesNotContain("run #0: OK", "polling").containsAll(plain);
  }

  @Test
  void lines_of_a_process_that_was_over_stay_as_they_are() {
    List<String> plain = Logs.hidrawRelease();
    List<String> lines = restarted(plain, 100);
    String late = "Aug 01 12:00:00 worker syz-ci[1]: run #0: OK";
    lines.add(200, late);
    assertThat(read(lines).texts()).contains(late).hasSize(plain.size() + 1);
  }

  @Test
  void reading_goes_on_from_any_position_of_a_program_that_was_started_again() {
    List<String> lines = restarted(Logs.hidrawRelease(), 100);
    List<String> whole = read(lines).events;
    for (int stop = 1; stop <= lines.size(); stop++) {
      List<String> events = new ArrayList<>();
      Intake first = new Intake("log", told(events));
      lines.subList(0, stop).forEach(line -> first.read(new DecodedLine(line, 0, 0)));
      TextPosition position = TextPosition.parse(first.position().toString());
      assertThat(position).isEqualTo(first.position());
      Intake second = new Intake("log", position, told(events));
      lines
          .subList((int) position.all(), lines.size())
          .forEach(line -> second.read(new DecodedLine(line, 0, 0)));
      second.end();
      assertThat(events).as("stopped after %s", stop).isEqualTo(whole);
    }
  }

  private static List<String> restarted(List<String> plain, int at) {
    List<String> lines = new ArrayList<>();
    for (String line : plain) {
      int process = lines.size() < at ? 1 : 2;
      lines.add("Aug 01 12:00:00 worker syz-ci[" + process + "]: " + line);
    }
    return lines;
  }

  @Test
  void a_log_of_another_process_follows_the_one_of_the_first() {
    List<String> lines = new ArrayList<>();
    Logs.hidrawRelease().forEach(line -> lines.add("worker syz-ci[1]: " + line));
    Logs.hidrawRelease().forEach(line -> lines.add("worker syz-ci[2]: " + line));
    assertThat(read(lines).events)
        .contains("log 254 end", "log.2 254 end")
        .doesNotContain("log.3 1 end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"> > ", "+", "%d:", "[pod/b] ", "syz-ci: "})
  void a_second_log_behind_anything_is_told_by_its_header(String prefix) {
    for (String before : List.of("", "> ")) {
      for (int cut : List.of(66, 186, 240)) {
        List<String> lines = new ArrayList<>();
        Logs.hidrawRelease().subList(0, cut).forEach(line -> lines.add(before + line));
        for (String line : Logs.hidrawRelease()) {
          lines.add(String.format(Locale.ROOT, prefix, lines.size() + 1) + line);
        }
        List<String> second =
            read(lines).events.stream().filter(event -> event.startsWith("log.2 ")).toList();
        assertThat(second).as("%s cut at %d", prefix, cut).hasSize(254);
        assertThat(second).contains("log.2 1 " + Logs.hidrawRelease().get(0));
      }
    }
  }

  @Test
  void reading_goes_on_from_any_position_as_if_it_had_not_stopped() {
    List<String> lines = new ArrayList<>();
    for (String prefix : List.of("", "> ", "2024/08/01 12:00:00 ")) {
      lines.clear();
      for (String line :
          List.of(
              "ci starts bisection 2023-07-14 12:36:52.1 +0000 UTC m=+9.5",
              KIND,
              FUZZER,
              TRAILER,
              "crash: WARNING in x",
              "",
              KIND,
              "text",
              KIND,
              FUZZER,
              TRAILER,
              "error: x",
              KIND,
              FUZZER)) {
        lines.add(prefix + line);
      }
      List<String> whole = read(lines).events;
      for (int stop = 0; stop <= lines.size(); stop++) {
        List<String> events = new ArrayList<>();
        Intake first = new Intake("log", told(events));
        lines.subList(0, stop).forEach(line -> first.read(new DecodedLine(line, 0, 0)));
        TextPosition position = TextPosition.parse(first.position().toString());
        assertThat(position).isEqualTo(first.position());
        Intake second = new Intake("log", position, told(events));
        lines
            .subList((int) position.all(), lines.size())
            .forEach(line -> second.read(new DecodedLine(line, 0, 0)));
        second.end();
        assertThat(events).as("stopped after %s", stop).isEqualTo(whole);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$ ",
        "% ",
        "me@box:~/linux$ ",
        "me@box:~/linux (v6.1|BISECTING)$ ",
        "[root@box linux]# "
      })
  void the_prompts_of_a_shell_are_taken_off_where_they_stand(String prompt) {
    Told told =
        read(
            prompt + "git bisect start",
            prompt + "git bisect bad v6.2",
            prompt + "git bisect good v6.1",
            "Bisecting: 10 revisions left to test after this (roughly 3 steps)",
            "[" + "3".repeat(40) + "] foo: three",
            prompt + "make && ./test.sh",
            prompt + "git bisect good 3333333");

    assertThat(told.texts())
        .containsExactly(
            "git bisect start",
            "git bisect bad v6.2",
            "git bisect good v6.1",
            "Bisecting: 10 revisions left to test after this (roughly 3 steps)",
            "[" + "3".repeat(40) + "] foo: three",
            "make && ./test.sh",
            "git bisect good 3333333");
    assertThat(told.readAs).isEqualTo("without the shell's prompts in front of its lines");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git bisect start would help here, I think.",
        "git bisect start again please",
        "git bisect good 1111111111111111111111111111111111111111 was told by mistake"
      })
  void who_speaks_of_git_has_no_log(String prose) {
    assertThat(refused("Hello,", "", prose, "", "Thanks").kind()).isEqualTo(Kind.OTHER);
  }

  @Test
  void where_only_the_number_of_lines_is_known_the_prefix_is_found_again_and_a_pair_splits() {
    List<String> events = new ArrayList<>();
    Intake intake = new Intake("log", TextPosition.within(2, 7, 3), told(events));
    for (String line : List.of("", "run #0: OK", "x", KIND, FUZZER)) {
      intake.read(new DecodedLine("> " + line, 0, 0));
    }
    intake.end();
    assertThat(events)
        .containsExactly(
            "log.2 4 ",
            "log.2 5 run #0: OK",
            "log.2 6 x",
            "log.2 7 end",
            "log.3 1 " + KIND,
            "log.3 2 " + FUZZER,
            "log.3 3 end");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'[81/999] '|'[82/999] '|'[1/999] '",
        "'[  9%] '|'[ 10%] '|'[100%] '",
        "'[thread-1] '|'[thread-2] '|'[thread-1] '",
        "'pool-1-thread-1 '|'pool-1-thread-12 '|'pool-2-thread-1 '",
        "'INFO  '|'DEBUG '|'WARN  '",
        "'[    1.345678][   T42] '|'[   12.345678][    C1] '|'[   12.345678][  T142] '",
        "'2024-07-31_23:59:59.99999 '|'2024-08-01_00:00:00.00001 '|'2024-08-01_01:00:00.5 '",
        "'2024\u5e7407\u670831\u65e5 23:59:59 '|'2024\u5e7408\u670801\u65e5 00:00:00 '|'2024\u5e748\u67081\u65e5 01:00:00 '",
        "'@4000000066a97e3f2faf0800 '|'@4000000066a97e4000000000 '|'@4000000066a98e4000000000 '"
      })
  void what_counts_or_times_lines_is_taken_off_whatever_changes(
      String first, String second, String third) {
    Told told = read(first + KIND, second + FUZZER, third + "all runs: OK", third);
    assertThat(told.texts()).containsExactly(KIND, FUZZER, "all runs: OK", "");
    assertThat(told.readAs()).startsWith("without the ").endsWith(" in front of its lines");
  }

  /** A number in front of each line is nobody's name. */
  @Test
  void a_table_with_a_number_in_each_row_is_refused() {
    String test = "testing commit " + "1".repeat(40) + " gcc";
    NoBisectionLog refusal = refused("| 1 | " + KIND + " |", "| 2 | " + test + " |", "| 3 | x |");
    assertThat(refusal.kind()).isEqualTo(Kind.DECORATED);
  }

  /** Git prints four blanks in front of what somebody wrote to a commit. */
  @Test
  void a_log_in_a_commits_description_is_none_of_the_text() {
    List<String> log = List.of(KIND, FUZZER, "    " + HOST, "    " + KIND, "    " + FUZZER, "x");
    assertThat(read(log).texts()).isEqualTo(log);
    assertThat(read(log).readAs()).isEmpty();
    List<String> events = read(KIND, FUZZER, TRAILER, "    " + KIND, "    " + FUZZER).events();
    assertThat(events).contains("log.2 1 " + KIND, "log.2 2 " + FUZZER);
  }

  @Test
  void a_text_that_only_begins_as_a_log_is_refused_when_it_is_over() {
    List<String> events = new ArrayList<>();
    Intake intake = new Intake("log", told(events));
    intake.read(new DecodedLine(HOST, 0, 0));
    Collections.nCopies(60, "x").forEach(line -> intake.read(new DecodedLine(line, 0, 0)));
    assertThat(intake.foreignLines()).isEqualTo(60);
    assertThatThrownBy(intake::end)
        .hasMessage(
            "is not a bisection log: it has a line with which a log begins, and none after it that"
                + " goes on with the same log");
    assertThat(events).hasSize(62).endsWith("log 62 end");
  }

  @Test
  void numbers_in_brackets_are_no_times_of_a_console() {
    List<String> lines = new ArrayList<>(Collections.nCopies(40, "[12] make: building"));
    assertThat(refused(lines).getMessage())
        .endsWith("none of its 40 lines starts a bisection or tests a commit");
  }

  @Test
  void a_log_with_doubled_blanks_is_told_as_such() {
    assertThat(refused(KIND.replace(" ", "  "), "BUG:  unable to handle").getMessage())
        .isEqualTo(
            "is not a bisection log: its line 1 is one of a log with more blanks than it had; give the"
                + " text as it was written");
  }

  private static NoBisectionLog refused(String... lines) {
    return refused(Arrays.asList(lines));
  }

  private static NoBisectionLog refused(List<String> lines) {
    return Objects.requireNonNull(catchThrowableOfType(NoBisectionLog.class, () -> read(lines)));
  }

  private static Told read(String... lines) {
    return read(Arrays.asList(lines));
  }

  private static Told read(List<String> lines) {
    List<String> events = new ArrayList<>();
    Intake intake = new Intake("log", told(events));
    lines.forEach(line -> intake.read(new DecodedLine(line, 0, 0)));
    intake.end();
    return new Told(events, intake.readAs(), intake.position());
  }

  private record Told(List<String> events, String readAs, TextPosition position) {
    List<String> texts() {
      return events.stream()
          .filter(event -> !event.endsWith(" end"))
          .map(event -> event.split(" ", 3)[2])
          .toList();
    }
  }

  private static Splitter.Parts told(List<String> events) {
    return new Splitter.Parts() {
      @Override
      public void line(String id, long number, String text) {
        events.add(id + " " + number + " " + text);
      }

      @Override
      public void end(String id, long number) {
        events.add(id + " " + number + " end");
      }
    };
  }
}
