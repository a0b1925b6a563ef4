package firstbad.bisection.trust.judgement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bad verdict threw away more than it should: it rests on a crash that does not look like the
 * bug, or on few crashes of the bug itself.
 *
 * @param severity 1 low, 2 middle, 3 high, by what was thrown away
 * @param discardedShare share of the onset posterior, rounded to 6 decimals; null for the fallback
 *     rule, which has no posterior
 * @param commit of the revision
 * @param crash what crashed there
 * @param expected the bug's titles, at most 3
 * @param dropped the range that the verdict threw away
 * @param stepsLeft revisions that were still to be tested then; null when that is unknown
 */
public record Alarm(
    int severity,
    @Nullable Double discardedShare,
    String commit,
    Crash crash,
    List<String> expected,
    CommitRange dropped,
    @Nullable Integer stepsLeft) {

  /** From this share on the cause was more likely in what a verdict ruled out than elsewhere. */
  private static final double MOST = 0.5;

  /**
   * What crashed.
   *
   * @param title the most frequent title; where some relate to the bug by function, of those; empty
   *     where the log shows no crash
   * @param relation how it looks like the bug, in words
   * @param anotherBug whether no title is the bug's own or relates to it by function
   * @param alike whether the title looks like the bug all the same, if only a little
   * @param crashed runs that crashed so
   * @param runs runs that crashed or were OK
   */
  public record Crash(
      String title, String relation, boolean anotherBug, boolean alike, int crashed, int runs) {}

  /**
   * A few sentences for the person who can act on it; they stay true.
   *
   * @param ordinal of the revision
   * @param release its tag; null where it is none
   */
  public String message(int ordinal, @Nullable String release) {
    String name = ReasonPhrases.step(ordinal, commit, release);
    StringBuilder text = new StringBuilder(release == null ? "S" + name.substring(1) : name);
    text.append(" was called bad ").append(because());
    text.append(". The verdict ruled out ").append(ruledOut());
    if (discardedShare != null) {
      text.append(", in which the cause then ")
          .append(discardedShare < MOST ? "may have been" : "probably was");
    }
    text.append('.');
    if (stepsLeft != null && stepsLeft > 0) {
      text.append(" About ").append(stepsLeft);
      text.append(stepsLeft == 1 ? " more revision was" : " more revisions were");
      text.append(" still to be tested then.");
    }
    return text.toString();
  }

  /** As git counts: without the end that crashes, which was tested. */
  private String ruledOut() {
    Integer commits = dropped.commits();
    String crashes = ReasonPhrases.abbreviated(dropped.crashesAt());
    if (commits != null && commits < 2) {
      return crashes;
    }
    return (commits == null ? "the commits" : "about " + ReasonPhrases.commits(commits - 1))
        + " between "
        + ReasonPhrases.abbreviated(commit)
        + " and "
        + crashes;
  }

  private String because() {
    if (crash.title.isEmpty()) {
      return "though the log shows no crash of it";
    }
    String quoted = "because of \"" + crash.title + '"';
    if (crash.anotherBug) {
      return quoted
          + (crash.alike ? ", which looks only a little" : ", which does not look")
          + " like the bug (\""
          + String.join("\", \"", expected)
          + "\"): "
          + crash.relation;
    }
    return quoted
        + (" in " + crash.crashed + " of " + crash.runs + (crash.runs == 1 ? " run" : " runs"))
        + (". It looks like the bug (" + crash.relation + "), but the evidence is thin");
  }
}
