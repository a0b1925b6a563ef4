package firstbad.bisection.made;

import firstbad.bisection.crash.CrashTypes;
import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What really happened in a simulated bisection.
 *
 * @param kind UNKNOWN where the log stops before it says it
 * @param outcome BROKEN_OFF where the log stops before its ending
 * @param whole false where the log stops early: then the last revision may be incomplete
 * @param startCommit the commit the search starts from; null where the log does not say it
 * @param culprit the commit that the log names; else null
 * @param culpritTitle its title; else null
 * @param candidates the commits that are left, in the log's order; empty unless INCONCLUSIVE
 * @param error the text after {@code error:}, its lines joined by line feeds; else null
 * @param revisions every tested or built revision in order
 * @param rangeCrashesAt the crashing end when git started; else null
 * @param rangeCleanAt the clean end when git started; else null
 * @param revisionsReported the number in the trailer; null before it
 * @param totalTimeMs total time of the trailer; null before it
 * @param flaky whether the reproducer was found flaky
 * @param confidence syzkaller's own confidence; null before 2023-07-14 or without a git phase
 * @param culpritSignature kernel signature of the culprit as printed at the end; else null
 * @param parentSignature kernel signature of its parent; else null
 * @param recipientsTo addresses, without repetition
 * @param recipientsCc addresses, without repetition
 * @param crashTitle the title of the final crash; else null
 * @param unknownLines lines that no reader can understand
 */
public record Truth(
    Kind kind,
    Outcome outcome,
    boolean whole,
    @Nullable String startCommit,
    @Nullable String culprit,
    @Nullable String culpritTitle,
    List<String> candidates,
    @Nullable String error,
    List<TrueRevision> revisions,
    @Nullable String rangeCrashesAt,
    @Nullable String rangeCleanAt,
    @Nullable Integer revisionsReported,
    @Nullable Long totalTimeMs,
    boolean flaky,
    @Nullable Double confidence,
    @Nullable String culpritSignature,
    @Nullable String parentSignature,
    List<String> recipientsTo,
    List<String> recipientsCc,
    @Nullable String crashTitle,
    int unknownLines) {

  /**
   * One revision.
   *
   * @param tested false for a parent that was only built and a step decided without a test
   * @param finished whether the log goes on after it, so that its verdict is settled
   * @param release the tag of a probed release; else null
   * @param title as git printed it; else null
   * @param verdict by kernel behaviour; UNKNOWN for a parent and for a test that was aborted
   * @param gitWord what git was told about it: good, bad or skip; null outside git's phase
   * @param signature null where the log has none
   * @param representative as printed; else null
   * @param falseNegative as printed; else null
   */
  public record TrueRevision(
      String commit,
      Role role,
      boolean tested,
      boolean finished,
      @Nullable String release,
      @Nullable String title,
      Verdict verdict,
      @Nullable String gitWord,
      TrueRuns runs,
      Map<String, Integer> crashes,
      @Nullable String signature,
      @Nullable String representative,
      @Nullable Double falseNegative,
      boolean buildFailed) {}

  /**
   * Runs by what came of them.
   *
   * @param estimated whether their number stands behind {@code all runs:}
   */
  public record TrueRuns(
      int ok,
      int crashed,
      int bootFailed,
      int testFailed,
      int infra,
      int ignored,
      boolean estimated) {
    public int total() {
      return ok + crashed + bootFailed + testFailed + infra + ignored;
    }
  }

  /** The titles of the first tested revision with their runs; empty before it crashed. */
  public Map<String, Integer> bugTitles() {
    return revisions.isEmpty() ? Map.of() : revisions.get(0).crashes();
  }

  /** Crashed runs by commit and crash type. */
  public Map<String, Map<String, Integer>> crashCounts() {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (TrueRevision revision : revisions) {
      revision
          .crashes()
          .forEach(
              (title, runs) ->
                  counts
                      .computeIfAbsent(revision.commit(), commit -> new TreeMap<>())
                      .merge(CrashTypes.of(title), runs, Integer::sum));
    }
    return counts;
  }
}
