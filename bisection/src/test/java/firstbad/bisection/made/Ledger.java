package firstbad.bisection.made;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.made.Truth.TrueRevision;
import firstbad.bisection.made.Truth.TrueRuns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the truth while the log is written. A fact is entered right after the line that tells it,
 * so that the truth of a log that breaks off is what had been told by then.
 */
final class Ledger {

  /** A revision while it is tested. */
  static final class Page {
    private final String commit;
    private final Role role;
    private final Map<String, Integer> crashes = new LinkedHashMap<>();
    private int ok;
    private int crashed;
    private int bootFailed;
    private int testFailed;
    private int infra;
    private int ignored;
    boolean tested = true;
    boolean estimated;
    boolean finished;
    boolean buildFailed;
    Verdict verdict = Verdict.UNKNOWN;
    @Nullable String release;
    @Nullable String title;
    @Nullable String gitWord;
    @Nullable String signature;
    @Nullable String representative;
    @Nullable Double falseNegative;

    Page(String commit, Role role) {
      this.commit = commit;
      this.role = role;
    }

    void count(Run run, int runs) {
      switch (run.what()) {
        case OK -> ok += runs;
        case CRASHED -> {
          crashed += runs;
          crashes.merge(run.text(), runs, Integer::sum);
        }
        case BOOT_FAILED -> bootFailed += runs;
        case TEST_FAILED -> testFailed += runs;
        case INFRA, FAILED -> infra += runs;
        case IGNORED -> ignored += runs;
      }
    }

    TrueRevision torn() {
      return new TrueRevision(
          commit,
          role,
          tested,
          finished,
          release,
          title,
          verdict,
          gitWord,
          new TrueRuns(ok, crashed, bootFailed, testFailed, infra, ignored, estimated),
          Map.copyOf(positive(crashes)),
          signature,
          representative,
          falseNegative,
          buildFailed);
    }

    private static Map<String, Integer> positive(Map<String, Integer> crashes) {
      Map<String, Integer> positive = new LinkedHashMap<>(crashes);
      positive.values().removeIf(runs -> runs == 0);
      return positive;
    }
  }

  private final List<Page> pages = new ArrayList<>();
  Kind kind = Kind.UNKNOWN;
  Outcome outcome = Outcome.BROKEN_OFF;
  boolean whole = true;
  boolean flaky;
  @Nullable String startCommit;
  @Nullable String culprit;
  @Nullable String culpritTitle;
  @Nullable String error;
  @Nullable String rangeCrashesAt;
  @Nullable String rangeCleanAt;
  @Nullable Integer revisionsReported;
  @Nullable Long totalTimeMs;
  @Nullable Double confidence;
  @Nullable String culpritSignature;
  @Nullable String parentSignature;
  @Nullable String crashTitle;
  int unknownLines;
  List<String> candidates = List.of();
  List<String> recipientsTo = List.of();
  List<String> recipientsCc = List.of();

  Page open(String commit, Role role) {
    if (!pages.isEmpty()) {
      pages.get(pages.size() - 1).finished = true;
    }
    Page page = new Page(commit, role);
    pages.add(page);
    return page;
  }

  static List<String> once(List<String> addresses) {
    return List.copyOf(new LinkedHashSet<>(addresses));
  }

  Truth truth() {
    if (whole) {
      pages.forEach(page -> page.finished = true);
    }
    return new Truth(
        kind,
        outcome,
        whole,
        startCommit,
        culprit,
        culpritTitle,
        candidates,
        error,
        pages.stream().map(Page::torn).toList(),
        rangeCrashesAt,
        rangeCleanAt,
        revisionsReported,
        totalTimeMs,
        flaky,
        confidence,
        culpritSignature,
        parentSignature,
        recipientsTo,
        recipientsCc,
        crashTitle,
        unknownLines);
  }
}
