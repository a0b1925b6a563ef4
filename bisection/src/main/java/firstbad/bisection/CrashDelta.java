package firstbad.bisection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a line changes in the crash counts of a commit. Every number is a summand, and a correction
 * may be negative, so that neither order nor partition matters to the sums.
 *
 * @param commit full hash
 * @param commitTitle its title where known; else null
 * @param bisections 1 when this bisection meets the commit for the first time, else 0
 * @param revisions 1 when a test of the commit opens, else 0
 * @param crashed runs that crashed
 * @param ok runs that went through
 * @param toldNothing runs that told nothing: boot, basic test, infrastructure, ignored
 * @param estimated those of the runs whose number is an estimate
 * @param titles the crashed runs by title
 * @param observedAt when the line was observed, milliseconds since the epoch
 */
public record CrashDelta(
    String commit,
    @Nullable String commitTitle,
    int bisections,
    int revisions,
    int crashed,
    int ok,
    int toldNothing,
    int estimated,
    List<TitleDelta> titles,
    long observedAt) {

  /**
   * What a line changes for one title.
   *
   * @param title the crash title
   * @param type its crash type
   * @param runs runs that crashed with it
   * @param bisectionsOfType 1 when this bisection meets the type at this commit for the first time,
   *     -1 when a correction takes that back, else 0
   * @param bisectionsOfTitle the same for the title
   * @param foreign the same for a title that is none of the bug's
   */
  public record TitleDelta(
      String title,
      String type,
      int runs,
      int bisectionsOfType,
      int bisectionsOfTitle,
      int foreign) {}
}
