package firstbad.bisection.finding;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.trust.judgement.CommitRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One test of one commit, or one build of a parent. Emitted when it opens (version 1, {@code open})
 * and when it closes (version 2); a closed revision never changes.
 *
 * @param bisectionId the bisection it belongs to
 * @param ordinal 1 for the first revision of the bisection
 * @param version 1 when it opens, 2 when it closes
 * @param open whether more lines may belong to it
 * @param tested whether runs, a failed build or a failed test decided it; false for a parent that
 *     was only built and for a step that was decided without a test
 * @param commit full hash
 * @param title the commit's title where git printed it; else null
 * @param role why it was tested
 * @param release the tag, for role RELEASE; else null
 * @param configuration what was changed in the kernel configuration, for role CONFIG, in the log's
 *     words and cut at 200 bytes; else null
 * @param compiler what compiled it; null when the log does not say
 * @param kernelSignature equal signatures mean the same binary; null when the log does not say
 * @param commitsLeft commits left to test that git printed when it chose this one; else null
 * @param stepsLeft steps left that git printed when it chose this one; else null
 * @param firstLine number of the line that opened it
 * @param lastLine number of the last line that belongs to it; null while open
 * @param runs runs by outcome
 * @param crashes runs by crash title, most frequent first, then by name
 * @param representative the crash title that the log calls representative (2023 on); else null
 * @param printedTypes the crash types that the log prints beside it; empty before 2023
 * @param messages what the log says of the runs that were neither OK nor a crash: the first 4 texts
 * @param otherMessageRuns such runs whose text is not among these
 * @param verdict UNKNOWN while open and for a parent
 * @param verdictSource where the verdict comes from
 * @param derivedVerdict the verdict by the rule of the era, computed for every tested revision
 * @param disagreement one sentence when the log says otherwise than the rule; else null
 * @param failure why the kernel was not built or not tested, at most {@link Caps#ERROR_BYTES}; else
 *     null
 * @param falseNegativeChance chance that a good verdict is wrong, as the log prints it; else null
 * @param discardedShare share of where the cause was likely that its verdict threw away, 0 to 1; 0
 *     where it was not decided; null while open, for the first revision and where nothing is judged
 * @param trustSoFar probability that the search ends right if nothing more goes wrong, after it;
 *     null while open and where nothing is judged
 * @param supportedRange the range that the evidence supports after it; null while open and before
 *     there is one
 * @param openedAt when its first line was observed, milliseconds since the epoch
 * @param closedAt when the line that closed it was observed; null while open
 */
public record Revision(
    String bisectionId,
    int ordinal,
    int version,
    boolean open,
    boolean tested,
    String commit,
    @Nullable String title,
    Role role,
    @Nullable String release,
    @Nullable String configuration,
    @Nullable String compiler,
    @Nullable String kernelSignature,
    @Nullable Integer commitsLeft,
    @Nullable Integer stepsLeft,
    long firstLine,
    @Nullable Long lastLine,
    RunCounts runs,
    List<TitleCount> crashes,
    @Nullable String representative,
    List<String> printedTypes,
    List<RunMessage> messages,
    int otherMessageRuns,
    Verdict verdict,
    VerdictSource verdictSource,
    Verdict derivedVerdict,
    @Nullable String disagreement,
    @Nullable String failure,
    @Nullable Double falseNegativeChance,
    @Nullable Double discardedShare,
    @Nullable Double trustSoFar,
    @Nullable CommitRange supportedRange,
    long openedAt,
    @Nullable Long closedAt) {

  /** What came of a run that was neither OK nor a crash. */
  public enum InconclusiveOutcome {
    UNKNOWN,
    /** The machine did not come up. */
    BOOT_FAILED,
    /** The machine came up, but a trivial program failed. */
    TEST_FAILED,
    /** No machine could be had, or the run failed for other reasons. */
    INFRA,
    /** It crashed in a way that is not the bug that is looked for. */
    IGNORED
  }

  /**
   * What the log says of runs that were neither OK nor a crash.
   *
   * @param text the first line of the log's words, at most 150 bytes; may be empty
   * @param runs runs with these words
   */
  public record RunMessage(InconclusiveOutcome outcome, String text, int runs) {}

  /**
   * Runs of the reproducer by what came of them.
   *
   * @param total all of them
   * @param ok the reproducer ran to its end
   * @param crashed the kernel crashed
   * @param bootFailed the machine did not come up
   * @param testFailed the machine came up, but a trivial program failed
   * @param infra the machine could not be had, or the run failed for other reasons
   * @param ignored crashes of a class that is not the bug that is looked for
   * @param estimated whether the number stands behind an {@code all runs:} line and is the one that
   *     the rules of the era give
   */
  public record RunCounts(
      int total,
      int ok,
      int crashed,
      int bootFailed,
      int testFailed,
      int infra,
      int ignored,
      boolean estimated) {}
}
