package firstbad.bisection;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.VerdictSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an analysis as readable lines; what is null, empty or zero is left out. */
final class Summary {
  private final StringBuilder text = new StringBuilder();

  private Summary() {}

  static String of(Analysis analysis) {
    Summary summary = new Summary();
    Bisection head = analysis.bisection();
    if (head != null) {
      summary.head(head);
    }
    analysis.revisions().forEach(summary::revision);
    summary.counts(analysis.crashCounts());
    CulpritFound culprit = analysis.culprit();
    if (culprit != null) {
      summary.culprit(culprit);
    }
    for (Alert alert : analysis.alerts()) {
      summary.line(
          "alert", alert.kind() + " at line " + alert.lineNumber() + ": " + alert.message());
    }
    for (Finding.NotUnderstood unknown : analysis.unknownLines()) {
      summary.line("not understood", unknown.lineNumber() + ": " + unknown.text());
    }
    return summary.text.toString();
  }

  private void head(Bisection head) {
    line("kind", head.kind());
    line("tool", head.tool() == Tool.SYZKALLER ? null : head.tool());
    line("outcome", head.outcome());
    line("words", head.outcomeText());
    line("error", head.error());
    line("candidates", head.candidates().stream().map(Summary::shorter).toList());
    line("host", head.host());
    line("started at", head.host() == null ? null : head.startedAt());
    line("requested", shorter(head.requestedStart()));
    line("start", shorter(head.startCommit()));
    line("start title", head.startTitle());
    line("fuzzer", shorter(head.fuzzerCommit()));
    line("bug", titles(head.bugTitles()));
    Bisection.Range range = head.range();
    if (range != null) {
      line(
          "range",
          "crashes at " + shorter(range.crashesAt()) + ", clean at " + shorter(range.cleanAt()));
    }
    line("verdicts", head.revisions());
    line("trailer", head.revisionsReported());
    line("times", times(head));
    line("flaky", head.flaky() ? "yes" : null);
    line("reproduction chance", head.reproductionChance());
    line("error probability", head.errorProbability());
    line("confidence", rounded(head.confidence()));
    line("final crash", head.crashTitle());
    line("report", quoted(head.report()));
    line("lines", head.lines().read());
    line("cuts", head.truncations());
  }

  private static @Nullable String times(Bisection head) {
    return head.totalTimeMs() == null
        ? null
        : head.totalTimeMs()
            + " ms (build "
            + head.buildTimeMs()
            + ", test "
            + head.testTimeMs()
            + ")";
  }

  private void revision(Revision revision) {
    text.append(
        "%2d %-10s %s %s"
            .formatted(
                revision.ordinal(),
                revision.role(),
                shorter(revision.commit()),
                revision.verdict()));
    detail(
        " by ",
        revision.verdictSource() == VerdictSource.UNKNOWN ? null : revision.verdictSource());
    detail(
        " derived ",
        revision.derivedVerdict() == revision.verdict() ? null : revision.derivedVerdict());
    detail(" ", revision.tested() ? null : "not tested");
    detail(" ", revision.open() ? "open" : null);
    detail(" release ", revision.release());
    detail(" lines ", revision.firstLine() + "-" + revision.lastLine());
    text.append('\n');
    line("   title", revision.title());
    line("   configuration", revision.configuration());
    line("   compiler", revision.compiler());
    line("   signature", shorter(revision.kernelSignature()));
    line(
        "   left",
        revision.commitsLeft() == null
            ? null
            : revision.commitsLeft() + " revisions, " + revision.stepsLeft() + " steps");
    line("   runs", runs(revision.runs()));
    line("   crashes", titles(revision.crashes()));
    line("   representative", revision.representative());
    line("   printed types", revision.printedTypes());
    line("   disagreement", revision.disagreement());
    line("   build error", quoted(revision.failure()));
    line("   false negative chance", revision.falseNegativeChance());
  }

  private static @Nullable String runs(Revision.RunCounts runs) {
    if (runs.total() == 0) {
      return null;
    }
    return runs.total()
        + (runs.estimated() ? " (estimated):" : ":")
        + count(runs.ok(), "ok")
        + count(runs.crashed(), "crashed")
        + count(runs.bootFailed(), "boot failed")
        + count(runs.testFailed(), "test failed")
        + count(runs.infra(), "infra")
        + count(runs.ignored(), "ignored");
  }

  private static String count(int runs, String word) {
    return runs == 0 ? "" : " " + runs + " " + word;
  }

  private void counts(Map<String, Analysis.CommitCounts> counts) {
    counts.forEach(
        (commit, sum) ->
            line(
                "counted at " + shorter(commit),
                sum.tests().revisions()
                    + " revisions, "
                    + sum.runs().ok()
                    + " ok, "
                    + sum.runs().crashed()
                    + " crashed, "
                    + sum.runs().inconclusive()
                    + " inconclusive, by type "
                    + sum.runsByType()));
  }

  private void culprit(CulpritFound culprit) {
    line("culprit", shorter(culprit.commit()) + " " + culprit.title());
    line("   author", culprit.author());
    line("   date", culprit.authorDate());
    line("   files", culprit.changedFiles());
    line("   parent", shorter(culprit.parent()));
    line("   binary changed", culprit.binaryChanged());
    line("   to", culprit.recipientsTo());
    line("   cc", culprit.recipientsCc());
    line("   crashes at", shorter(culprit.crashesAt()));
    line("   clean at", shorter(culprit.cleanAt()));
    for (CulpritFound.Evidence evidence : culprit.evidence()) {
      line("   evidence", evidence);
    }
  }

  private static List<String> titles(List<TitleCount> titles) {
    return titles.stream()
        .map(count -> count.runs() + "x " + count.title() + " <" + count.type() + ">")
        .toList();
  }

  private static @Nullable String shorter(@Nullable String hash) {
    return hash == null || hash.length() < 12 ? hash : hash.substring(0, 12);
  }

  private static @Nullable String quoted(@Nullable String text) {
    return text == null ? null : '"' + text.replace("\n", "\\n") + '"';
  }

  private static @Nullable String rounded(@Nullable Double number) {
    return number == null ? null : String.format(Locale.ROOT, "%.6f", number);
  }

  private void detail(String before, @Nullable Object value) {
    if (value != null) {
      text.append(before).append(value);
    }
  }

  private void line(String name, @Nullable Object value) {
    boolean nothing = value == null || (value instanceof List<?> list && list.isEmpty());
    if (!nothing) {
      text.append(name)
          .append(": ")
          .append(String.valueOf(value).replace("\n", "\\n"))
          .append('\n');
    }
  }
}
