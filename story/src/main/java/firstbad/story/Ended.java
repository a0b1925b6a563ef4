package firstbad.story;

import static firstbad.story.Phrases.abbreviated;
import static firstbad.story.Phrases.count;

import firstbad.events.Bisection;
import firstbad.events.EndedBy;
import firstbad.events.RemainingRange;
import firstbad.events.VerdictCounts;

/** How a bisection ended, or how far it is. */
final class Ended {

  /** One sentence or two. */
  static String of(Known known) {
    Bisection head = known.head();
    if (known.running()) {
      return running(head);
    }
    String tested = tested(head.getRevisions());
    String took =
        head.getTotalTimeMs() == null ? "" : " in " + Phrases.duration(head.getTotalTimeMs());
    String none =
        head.getUnknownLines().isEmpty()
            ? " No revision was tested."
            : " The log has no test of a revision.";
    String after = tested.isEmpty() ? none : " " + tested + took + ".";
    String silence =
        head.getEndedBy() == EndedBy.SILENCE ? " The log has no end; it fell silent." : "";
    if (head.getCulprit() != null) {
      String title = head.getCulpritTitle();
      return (known.fix() ? "It ended on the fix " : "It ended on the culprit ")
          + abbreviated(head.getCulprit())
          + (title == null || title.isEmpty() ? "" : ", " + title)
          + "."
          + after
          + silence;
    }
    return Endings.of(head) + "." + byGit(head) + after + silence;
  }

  /** The commit on which git ended its search, where the log stops before it names its own. */
  private static String byGit(Bisection head) {
    String commit = head.getGitCulprit();
    if (commit == null) {
      return "";
    }
    String title = head.getGitCulpritTitle();
    return " Git had ended its search on "
        + abbreviated(commit)
        + (title == null || title.isEmpty() ? "" : ", " + title)
        + ", by then.";
  }

  private static String running(Bisection head) {
    String tested = tested(head.getRevisions());
    RemainingRange range = head.getRange();
    Integer left = range == null ? null : range.getRevisionsLeft();
    Integer steps = range == null ? null : range.getStepsLeft();
    return Endings.of(head)
        + ". "
        + (tested.isEmpty() ? "No revision has a verdict yet" : tested)
        + (left == null
            ? ""
            : "; "
                + count(left, "commit")
                + " left"
                + (steps == null ? "" : ", about " + count(steps, "step") + " to go"))
        + ".";
  }

  private static String tested(VerdictCounts counts) {
    if (counts.getTested() == 0) {
      return "";
    }
    return count(counts.getTested(), "revision")
        + " tested: "
        + counts.getBad()
        + " bad, "
        + counts.getGood()
        + " good"
        + (counts.getSkip() > 0 ? ", " + counts.getSkip() + " skipped" : "");
  }

  private Ended() {}
}
