package firstbad.bisection.finding;

import firstbad.bisection.caps.Caps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one event for a bisection that names a commit.
 *
 * @param id the bisection
 * @param kind what it looked for
 * @param tool whose words the log is in
 * @param labels what the publisher said about the log
 * @param bugTitles the titles of the first tested revision
 * @param commit full hash of the culprit
 * @param title its title
 * @param author name and address as git printed them; null when git printed no description
 * @param authorDate as git printed it, zone included; null when git printed no description
 * @param changedFiles paths of the diffstat, as printed and at most {@link Caps#CHANGED_FILES}
 * @param changedFileCount how many paths the diffstat has
 * @param changedFilesKnown whether git printed the files; old versions print only folders
 * @param parent the culprit's parent where the log tells it; else null
 * @param culpritSignature kernel signature of the culprit; else null
 * @param parentSignature kernel signature of its parent; else null
 * @param binaryChanged whether the signatures differ; null when they are not both known
 * @param recipientsTo mail addresses, duplicates removed, at most {@link Caps#RECIPIENTS}
 * @param recipientsCc mail addresses, duplicates removed, at most {@link Caps#RECIPIENTS}
 * @param crashesAt the end of the first range that crashes; null when git was not started
 * @param cleanAt the end of the first range that does not crash; null when git was not started
 * @param revisionsTested revisions that were closed with runs or a failed build
 * @param totalTimeMs wall time in milliseconds; null when the log has no trailer
 * @param buildTimeMs build time in milliseconds; null when the log has no trailer
 * @param testTimeMs test time in milliseconds; null when the log has no trailer
 * @param crashTitle the title of the final crash; else null
 * @param evidence per title, the bug's own first, what crashed where
 * @param assessment how far it can be believed, and why
 * @param foundAt when the line that named the culprit was observed, milliseconds since the epoch
 * @param lineNumber number of that line
 * @param endedBy what told that the log is complete
 */
public record CulpritFound(
    String id,
    Kind kind,
    Tool tool,
    Map<String, String> labels,
    List<TitleCount> bugTitles,
    String commit,
    String title,
    @Nullable String author,
    @Nullable String authorDate,
    List<String> changedFiles,
    int changedFileCount,
    boolean changedFilesKnown,
    @Nullable String parent,
    @Nullable String culpritSignature,
    @Nullable String parentSignature,
    @Nullable Boolean binaryChanged,
    List<String> recipientsTo,
    List<String> recipientsCc,
    @Nullable String crashesAt,
    @Nullable String cleanAt,
    int revisionsTested,
    @Nullable Long totalTimeMs,
    @Nullable Long buildTimeMs,
    @Nullable Long testTimeMs,
    @Nullable String crashTitle,
    List<Evidence> evidence,
    Assessment assessment,
    long foundAt,
    long lineNumber,
    EndedBy endedBy) {

  /**
   * One row of the evidence table.
   *
   * @param title the crash title
   * @param type its crash type
   * @param isBugTitle whether it is one of the bug's titles
   * @param start at the first tested revision
   * @param lastGood at the last revision that did not crash; null when there is none
   * @param parent at the culprit's parent; null when it was not tested
   * @param culprit at the culprit; null when it was not tested
   */
  public record Evidence(
      String title,
      String type,
      boolean isBugTitle,
      @Nullable CrashedRuns start,
      @Nullable CrashedRuns lastGood,
      @Nullable CrashedRuns parent,
      @Nullable CrashedRuns culprit) {}

  /**
   * {@code crashed/runs}, as kernel people write it.
   *
   * @param crashed runs that crashed with the title
   * @param runs runs that told something: OK or crashed
   */
  public record CrashedRuns(int crashed, int runs) {}
}
