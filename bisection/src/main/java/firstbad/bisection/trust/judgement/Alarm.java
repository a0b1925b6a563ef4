package firstbad.bisection.trust.judgement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bad verdict threw away more than it should: it rests on a crash that does not look like the
 * bug, or on too few runs.
 *
 * @param severity 1 low, 2 middle, 3 high, by what was lost
 * @param discardedShare share of the onset posterior, rounded to 6 decimals; for the fallback rule
 *     null
 * @param title what crashed the revision most often
 * @param relation of that title to the bug, in words
 * @param foreign whether none of the revision's titles looks like the bug
 * @param expected the bug's titles
 * @param dropped the range that the verdict threw away: between the crashing end so far and the
 *     revision
 * @param stepsLeft revisions that are still to be tested on this path; null when that is unknown
 */
public record Alarm(
    int severity,
    @Nullable Double discardedShare,
    String commit,
    String title,
    String relation,
    boolean foreign,
    List<String> expected,
    CommitRange dropped,
    @Nullable Integer stepsLeft) {

  /** One sentence or two for the person who can act on it. */
  public String message() {
    StringBuilder text = new StringBuilder("Revision ");
    text.append(Phrases.abbreviated(commit)).append(" was called bad on \"").append(title);
    text.append(foreign ? "\", which does not look like the bug (\"" : "\"; the bug is (\"");
    text.append(String.join("\", \"", expected)).append("\"): ").append(relation).append(". ");
    text.append("That verdict threw away ");
    Integer commits = dropped.commits();
    text.append(commits == null ? "the commits" : "about " + commits + " commits");
    text.append(" behind ").append(Phrases.abbreviated(dropped.crashesAt()));
    if (discardedShare != null) {
      text.append(", ")
          .append(Phrases.percent(discardedShare))
          .append(" of where the cause was likely");
    }
    text.append('.');
    if (stepsLeft != null && stepsLeft > 0) {
      text.append(" About ")
          .append(stepsLeft)
          .append(" more revisions will be tested on this path.");
    }
    return text.toString();
  }
}
