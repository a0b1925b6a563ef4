package firstbad.story;

import static firstbad.story.Phrases.abbreviated;
import static firstbad.story.Phrases.isRevision;

/**
 * How to take a search up within a range, in commands of git.
 *
 * @param fix whether a fix is searched for: the clean end is then the newer one, and git is told so
 */
public record SearchCommands(boolean fix) {
  /**
   * What starts the search, and what lists the commits. None where an end is no name of a revision:
   * a log may hold anything, and a shell would run it.
   */
  public String[] within(String crashes, String clean) {
    if (!isRevision(crashes) || !isRevision(clean)) {
      return new String[0];
    }
    String crashing = abbreviated(crashes);
    String good = abbreviated(clean);
    return fix
        ? new String[] {
          "git bisect start --term-old=crashes --term-new=clean " + good + " " + crashing,
          "git log --oneline " + crashing + ".." + good
        }
        : new String[] {
          "git bisect start " + crashing + " " + good, "git log --oneline " + good + ".." + crashing
        };
  }
}
