package firstbad.story;

import static firstbad.story.Phrases.abbreviated;

import firstbad.events.Blame;
import firstbad.events.Outcome;
import firstbad.events.Revision;
import firstbad.events.RunCounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened on the way, as far as a person has to know it. */
final class Happened {
  private static final int ERROR_SHOWN = 300;

  /** One sentence each. */
  static List<String> of(Known known) {
    List<String> sentences = new ArrayList<>();
    Course course = new Course(known.head(), known.revisions());
    Revision since = course.foreignSince();
    Blame derailed = known.derailed();
    if (since != null) {
      sentences.add(followedAnother(course, since, known.running()));
    } else if (derailed != null) {
      sentences.add(calledBad(derailed));
    } else {
      keptToItsBug(known, course, sentences);
    }
    nothingSeen(known, sentences);
    String error = known.head().getError();
    if (error != null) {
      String first = error.strip().lines().findFirst().orElse("");
      sentences.add(
          "The error: "
              + (first.length() > ERROR_SHOWN ? first.substring(0, ERROR_SHOWN) + " ..." : first));
    }
    return List.copyOf(sentences);
  }

  private static String followedAnother(Course course, Revision since, boolean running) {
    return "From step "
        + since.getOrdinal()
        + ", "
        + abbreviated(since.getCommit())
        + ", on the bug's own crash was not seen again; the crashes were "
        + Phrases.listed(course.titlesSince(since))
        + (running ? ": the search follows another bug." : ": the search followed another bug.");
  }

  private static String calledBad(Blame derailed) {
    return "Step "
        + derailed.getOrdinal()
        + ", "
        + abbreviated(derailed.getCommit())
        + ", was called bad on "
        + Phrases.titled(derailed.getTitle())
        + ", which does not look like the bug.";
  }

  private static void keptToItsBug(Known known, Course course, List<String> sentences) {
    Revision last = course.lastOwn();
    if (last == null || known.revisions().size() < 2) {
      return;
    }
    RunCounts runs = last.getRuns();
    int told = runs.getOk() + runs.getCrashed();
    sentences.add(
        "The bug's own crash was last seen at step "
            + last.getOrdinal()
            + ", "
            + abbreviated(last.getCommit())
            + (runs.getEstimated() || told == 0
                ? "."
                : ", in " + course.ownRuns(last) + " of " + Phrases.count(told, "run") + "."));
  }

  private static void nothingSeen(Known known, List<String> sentences) {
    Revision first = first(known.revisions());
    if (known.head().getOutcome() == Outcome.NOT_REPRODUCED && first != null) {
      RunCounts runs = first.getRuns();
      sentences.add(
          "Step 1, "
              + abbreviated(first.getCommit())
              + ", did not crash"
              + (runs.getTotal() == 0
                  ? "."
                  : " in " + Phrases.count(runs.getTotal(), "run") + "."));
    }
  }

  private static @Nullable Revision first(List<Revision> revisions) {
    return revisions.isEmpty() ? null : revisions.get(0);
  }

  private Happened() {}
}
