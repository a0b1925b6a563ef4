package firstbad.bisection.fold;

import static firstbad.bisection.Logs.hash;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Remark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a mail, a mail program or another encoding does to a log: it is told by its name. */
class PastedAroundTest {
  private static final List<String> LOG = Logs.hidrawRelease();

  private static final List<String> GIT =
      List.of(
          "# bad: [" + hash('a') + "] foo: ten",
          "# good: [" + hash('b') + "] foo: one",
          "git bisect start '" + hash('a') + "' '" + hash('b') + "'",
          "# bad: [" + hash('d') + "] foo: six is a title that a mail program has cut",
          "git bisect bad " + hash('d'),
          "# first bad commit: ["
              + hash('d')
              + "] foo: six is a title that a mail program has cut");

  private static final List<String> HEADERS =
      List.of(
          "From syzbot@example.org Thu Aug  1 09:00:00 2024",
          "Return-Path: <syzbot@example.org>",
          "Received: from a.example.org (a.example.org [192.0.2.1])",
          "\tby b.example.org; Thu, 1 Aug 2024 09:00:00 +0000",
          "X-Virus: none",
          "Subject: the log",
          "Content-Type: text/plain; charset=utf-8",
          "");

  @Test
  void theHeadersOfAMailAreTextAndNothingIsConcludedFromThem() {
    for (List<String> log : List.of(LOG, GIT)) {
      List<String> mail = new ArrayList<>(HEADERS);
      mail.addAll(log);
      Bisection read = head(mail);

      assertThat(read.culprit()).isEqualTo(head(log).culprit());
      assertThat(read.lines().unknown()).isZero();
      assertThat(read.lines().pasted()).isEqualTo(head(log).lines().pasted() + HEADERS.size() - 1);
      assertThat(read.remarks()).isEqualTo(head(log).remarks());
    }
  }

  @Test
  void wordsAboveALogAreNoHeaders() {
    List<String> mail = new ArrayList<>(List.of("Note: the log", "  as it was", "x: y"));
    mail.addAll(LOG);
    assertThat(head(mail).lines().unknown()).isEqualTo(3);
  }

  @Test
  void aHeaderWithinALogIsNotUnderstood() {
    List<String> lines = new ArrayList<>(LOG);
    lines.add(8, "Subject: another");
    assertThat(head(lines).lines().unknown()).isEqualTo(1);
  }

  @Test
  void nulInTheMiddleOfALineIsNoTextOfIt() {
    for (List<String> log : List.of(LOG, GIT)) {
      int at = log.size() / 2;
      List<String> lines = new ArrayList<>(log);
      lines.set(at, log.get(at).substring(0, 20) + "\0".repeat(78) + log.get(at).substring(30));

      assertThat(unknown(head(lines)))
          .isEqualTo(
              "1 line was not understood. NUL characters stand in the text, as where a part of a file"
                  + " was lost: give a whole copy.");
    }
  }

  @Test
  void utf8BehindTheBeginningOfALineOfUtf16IsNoTextOfIt() {
    String rest = String.join("\n", LOG.subList(8, LOG.size()));
    String read = new String(rest.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_16LE);
    List<String> lines = new ArrayList<>(LOG.subList(0, 6));
    lines.add("compiler: gcc (GCC) 10.2.1" + read);

    assertThat(unknown(head(lines)))
        .isEqualTo(
            "1 line was not understood. Some of the text is UTF-8 after UTF-16: save all of it as"
                + " UTF-8.");
  }

  @Test
  void linesThatEndInACarriageReturnAloneAreTold() {
    List<String> lines = new ArrayList<>(LOG);
    String next = lines.remove(8);
    lines.set(7, lines.get(7) + "\r" + next);

    assertThat(unknown(head(lines)))
        .isEqualTo(
            "1 line was not understood. Some lines end in a carriage return alone: save the text with"
                + " line feeds.");
  }

  @Test
  void aSecondLogWhoseLinesEndInCarriageReturnsIsToldInTheReport() {
    List<String> lines = new ArrayList<>(LOG);
    lines.add(String.join("\r", LOG));

    assertThat(head(lines).remarks())
        .extracting(Remark::message)
        .anyMatch(message -> message.startsWith("Text of another log stands in the report: "));
  }

  @Test
  void aWrappedTextIsToldAndIsNoDriftOfTheFuzzersWords() {
    Analysis analysis = Analysis.of("log", wrapped(LOG));

    assertThat(unknown(head(analysis)))
        .contains("not understood. The text looks wrapped, as a mail program does it");
    assertThat(analysis.alerts()).extracting(Alert::kind).doesNotContain(Alert.Kind.FORMAT_DRIFT);
  }

  @Test
  void aWrappedTitleInALogOfGitsOwnIsNoTextOfATest() {
    assertThat(unknown(head(wrapped(GIT)))).contains("not understood");
  }

  @Test
  void aMarkThatSomethingIsLeftOutIsTold() {
    for (List<String> log : List.of(LOG, GIT)) {
      for (String mark : List.of("[...]", "<snip>", "... (truncated 120 lines) ...")) {
        List<String> lines = new ArrayList<>(log);
        lines.add(3, mark);
        assertThat(unknown(head(lines))).endsWith("Somebody has left out a part of the text.");
      }
    }
  }

  @Test
  void textInAnotherEncodingIsToldByItsName() {
    List<String> lines = new ArrayList<>(LOG); // it ends with a report
    for (String line : List.of("bisecting cause commit", "run #0: OK")) {
      byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_16LE);
      lines.addAll(Logs.lines(new String(bytes, StandardCharsets.UTF_8)));
    }
    assertThat(unknown(head(lines))).endsWith("UTF-16 after UTF-8: save all of it as UTF-8.");
    String turned =
        new String(
            "run #0: OK\nrun #1: OK\nrun #2: OK\nrun #3: OK\n".getBytes(StandardCharsets.UTF_8),
            StandardCharsets.UTF_16LE);
    List<String> other = new ArrayList<>(LOG.subList(0, 20));
    other.add(turned);
    assertThat(unknown(head(other))).endsWith("UTF-8 after UTF-16: save all of it as UTF-8.");
  }

  @Test
  void oneStrayLineIsOneContradiction() {
    List<String> lines = new ArrayList<>(GIT);
    lines.add("Bisecting: 3 revisions left to test after this (roughly 2 steps)");
    lines.add("[" + hash('e') + "] foo: seven");
    assertThat(contradiction(head(lines))).startsWith("The search goes on").endsWith("\".");
  }

  private static String contradiction(Bisection head) {
    return message(head, Remark.Kind.CONTRADICTION);
  }

  private static String unknown(Bisection head) {
    return message(head, Remark.Kind.UNKNOWN_LINES);
  }

  private static String message(Bisection head, Remark.Kind kind) {
    return head.remarks().stream()
        .filter(remark -> remark.kind() == kind)
        .map(Remark::message)
        .findFirst()
        .orElse("");
  }

  /** At 72 columns, at blanks, as far as there are any. */
  private static List<String> wrapped(List<String> lines) {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines) {
      String rest = line;
      while (rest.length() > 72) {
        int blank = rest.lastIndexOf(' ', 72);
        int cut = blank > 0 ? blank : rest.indexOf(' ', 72);
        if (cut < 0) {
          break;
        }
        wrapped.add(rest.substring(0, cut));
        rest = rest.substring(cut + 1);
      }
      wrapped.add(rest);
    }
    return wrapped;
  }

  private static Bisection head(List<String> lines) {
    return head(Analysis.of("log", lines));
  }

  private static Bisection head(Analysis analysis) {
    return Objects.requireNonNull(analysis.bisection());
  }
}
