package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import firstbad.bisection.trust.posterior.BugRuns;
import firstbad.bisection.trust.posterior.PosteriorState;
import firstbad.bisection.trust.title.CrashTitle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bad verdict that threw most away, and what makes it doubtful.
 *
 * @param verdict that is told by the title that crashed most of its runs
 * @param title how that looks
 * @param runs of its revision that crashed like the bug
 * @param thin whether an alarm was raised for it, though it looks like the bug
 */
record DoubtedVerdict(Judgement.Blame verdict, Title title, BugRuns runs, boolean thin) {

  /** How a title looks beside the bug's. */
  enum Title {
    /** Its function is that of one of the bug's titles. */
    OF_THE_BUG,
    /** Half of its function's name is. */
    RELATED,
    /** No crash title, or one that relates to the bug by no function. */
    OTHER
  }

  /** Null where no bad verdict threw anything away. */
  static @Nullable DoubtedVerdict of(
      PosteriorState posterior, PosteriorState.Loss loss, boolean thin) {
    Judgement.Blame worst = loss.worst();
    BugRuns runs = loss.bugRuns();
    return worst == null || runs == null
        ? null
        : new DoubtedVerdict(worst, title(worst.crashTitle(), posterior), runs, thin);
  }

  private static Title title(String text, PosteriorState posterior) {
    CrashTitle title = CrashTitle.of(text);
    List<CrashTitle> bugs = posterior.shown.bug().parsed();
    if (text.isEmpty() || !posterior.relatesByFunction(title)) {
      return Title.OTHER;
    }
    return bugs.stream().anyMatch(bug -> bug.key().equals(title.key()))
        ? Title.OF_THE_BUG
        : Title.RELATED;
  }

  /** Whether it is worth a sentence: what threw away next to nothing is no reason. */
  boolean tells() {
    return thin || !ruledOut().isEmpty();
  }

  /** Whether nothing that crashed its revision has the bug's function. */
  boolean onAnotherBug() {
    return title == Title.OTHER && runs.crashed() == 0;
  }

  /** A clause without a full stop; null where the verdict is right. */
  @Nullable String sentence() {
    if (runs.showTheBug()) {
      return null;
    }
    return badOn(verdict) + (verdict.crashTitle().isEmpty() ? "" : doubt()) + ruledOut();
  }

  /** With this begins all that is said of a bad verdict. */
  static String badOn(Judgement.Blame verdict) {
    // The tag of a release is not kept for so long: who tells the story puts it in.
    return ReasonPhrases.step(verdict.ordinal(), verdict.commit(), null)
        + (verdict.crashTitle().isEmpty()
            ? " was called bad without a crash title"
            : " was called bad on \"" + verdict.crashTitle() + '"');
  }

  private String ruledOut() {
    return ReasonPhrases.ruledOut(verdict.discardedShare());
  }

  /** What is doubtful in it, where it crashed in a way that looks like the bug. */
  private String doubt() {
    String doubt = thin ? "which looks like the bug, but the evidence is thin" : unalarmed();
    return doubt.isEmpty() ? "" : ", " + doubt + (ruledOut().isEmpty() ? "" : ",");
  }

  private String unalarmed() {
    String share =
        (runs.few() ? "only " : "") + runs.crashed() + " of " + runs.conclusive() + " runs crashed";
    return switch (title) {
      case OF_THE_BUG -> "where " + share + " like that";
      case RELATED -> "which looks like the bug, but names another function";
      case OTHER -> runs.crashed() == 0 ? "" : "where " + share + " like the bug";
    };
  }
}
