package firstbad.bisection.finding;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The head of a bisection: all that is known but its revisions. Emitted when a revision opens or
 * closes and at the end; times are milliseconds since the epoch in UTC, durations milliseconds.
 *
 * @param id the key under which the lines came
 * @param version 1 for the first head that was emitted, then one more for each
 * @param tool whose words the log is in
 * @param labels what the publisher said about the log; the first value of each key wins
 * @param outcome how it ended, RUNNING until then
 * @param outcomeText the log's own sentence for the ending, without its list; null while running
 * @param error the text after {@code error:}, all its lines; null when there was none
 * @param candidates the commits that are left when INCONCLUSIVE, in the log's order, at most {@link
 *     Caps#CANDIDATES}
 * @param candidateCount how many candidates the log names
 * @param endedBy null while running
 * @param host the machine that the log names in its first line; null before 2022-07
 * @param fuzzerCommit the fuzzer revision that ran the reproducer
 * @param requestedStart the revision of the header, which may be a tag or HEAD
 * @param startCommit the commit the search starts from, after re-identification
 * @param startTitle the title by which the start commit was re-identified; else null
 * @param bugTitles the titles of the first tested revision, most frequent first, then by name
 * @param range what is still open; null before git started
 * @param revisions how many revisions were tested with which verdicts
 * @param revisionsReported the number that the log's trailer gives; null before it
 * @param progress share of the expected work that is done, 0 to 1; exactly 1 once it has ended
 * @param expectedEndAt when it should end at the pace so far; null when that cannot be told
 * @param atStakeMs machine time of the revisions that were tested after the verdict that raised
 *     DERAILED and, while it runs, of those still to come; null where none raised it
 * @param startedAt the wall clock of the log's first line, else when the first line was observed
 * @param lastLineAt when the newest line was observed
 * @param endedAt null while running
 * @param totalTimeMs wall time of the bisection as its trailer says; null before it
 * @param buildTimeMs sum of build times as the trailer says
 * @param testTimeMs sum of test times as the trailer says
 * @param lines what became of the lines
 * @param flaky whether the reproducer was called flaky, or is by the rule of the era
 * @param reproductionChance the estimate that the log prints; else null
 * @param errorProbability the accumulated error probability that the log prints; else null
 * @param confidence syzkaller's own confidence, recomputed; null before git tested a step
 * @param culprit the commit that the log names as first bad or first good; else null
 * @param culpritTitle its title; else null
 * @param crashTitle the title of the final crash; else null
 * @param report the final crash report, head and tail; only in the last version
 * @param gitCulprit the commit that git named as first bad, also where the log stops before its own
 *     ending; else null
 * @param gitCulpritTitle its title as the description has it; else null
 * @param remarks what is remarkable about the log; empty as a rule
 * @param unknownLines the first lines that were not understood; empty as a rule
 * @param truncations what a cap cut off, one sentence each; empty as a rule
 */
public record Bisection(
    String id,
    int version,
    Kind kind,
    Tool tool,
    Map<String, String> labels,
    Outcome outcome,
    @Nullable String outcomeText,
    @Nullable String error,
    List<String> candidates,
    int candidateCount,
    @Nullable EndedBy endedBy,
    @Nullable String host,
    @Nullable String fuzzerCommit,
    @Nullable String requestedStart,
    @Nullable String startCommit,
    @Nullable String startTitle,
    List<TitleCount> bugTitles,
    @Nullable Range range,
    VerdictCounts revisions,
    @Nullable Integer revisionsReported,
    double progress,
    @Nullable Long expectedEndAt,
    @Nullable Long atStakeMs,
    long startedAt,
    long lastLineAt,
    @Nullable Long endedAt,
    @Nullable Long totalTimeMs,
    @Nullable Long buildTimeMs,
    @Nullable Long testTimeMs,
    LineCounts lines,
    boolean flaky,
    @Nullable Double reproductionChance,
    @Nullable Double errorProbability,
    @Nullable Double confidence,
    @Nullable String culprit,
    @Nullable String culpritTitle,
    @Nullable String crashTitle,
    @Nullable String report,
    @Nullable String gitCulprit,
    @Nullable String gitCulpritTitle,
    List<Remark> remarks,
    List<UnknownLine> unknownLines,
    List<String> truncations) {

  /**
   * What is still open.
   *
   * @param crashesAt the end of the range that crashes
   * @param cleanAt the end that does not crash
   * @param gitBad what git calls bad: {@code cleanAt} in a fix bisection
   * @param gitGood what git calls good
   * @param commitsLeft as git last printed it; null before that
   * @param stepsLeft as git last printed it; null before that
   */
  public record Range(
      String crashesAt,
      String cleanAt,
      String gitBad,
      String gitGood,
      @Nullable Integer commitsLeft,
      @Nullable Integer stepsLeft) {}

  /**
   * Closed revisions by verdict.
   *
   * @param tested revisions that were closed, each test of a commit for itself; builds of a parent
   *     and steps decided without a test are not among them
   * @param good those that do not crash
   * @param bad those that crash
   * @param skip those that could not be decided, failed builds among them
   */
  public record VerdictCounts(int tested, int good, int bad, int skip) {}

  /**
   * A line that was not understood.
   *
   * @param text the line, cut at 200 bytes
   */
  public record UnknownLine(long number, String text) {}

  /**
   * What became of the lines: every record read is one of applied, duplicate, late or conflict.
   *
   * @param read lines that were applied
   * @param duplicate records whose line had been read before
   * @param late records that came after a higher number had been read, into a gap
   * @param conflict records that were kept out, since they belong to another log under the same id
   * @param missing lines in the gaps that are still open
   * @param pasted applied lines that were taken as pasted text: descriptions, output of compilers,
   *     reports
   * @param unknown applied lines that are neither a known shape nor pasted text of a known mode
   * @param firstUnknown number of the first unknown line; null when there is none
   */
  public record LineCounts(
      long read,
      long duplicate,
      long late,
      long conflict,
      long missing,
      long pasted,
      long unknown,
      @Nullable Long firstUnknown) {}
}
