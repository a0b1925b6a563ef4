package firstbad.story;

import firstbad.bisection.trust.title.CrashTitle;
import firstbad.events.Blame;
import firstbad.events.CulpritFound;
import firstbad.events.Evidence;
import firstbad.events.SearchKind;
import org.jspecify.annotations.Nullable;

/**
 * What followed the verdicts that are doubted, for whoever writes of a culprit.
 *
 * @param cameBack where the bug was seen after the verdict that raised the alarm, as a clause;
 *     empty where it was not, as far as that is known
 * @param forGood whether it was not lost again after that
 * @param blames whether the verdict that is blamed still is
 * @param range that the evidence allows; null where no verdict is blamed, or its clean end is not
 *     known
 * @param names of its revisions
 */
public record KnownCourse(
    String cameBack,
    boolean forGood,
    boolean blames,
    @Nullable RangeIfWrong range,
    StepNames names) {

  /** With all that the revisions say. */
  public static KnownCourse of(Known known) {
    Blame derailed = known.derailed();
    return new KnownCourse(
        derailed == null ? "" : HistorySentences.cameBack(known, derailed),
        known.cameBack(),
        known.blamed() != null,
        RangeIfWrong.of(known),
        StepNames.of(known.revisions()));
  }

  /**
   * As far as the event alone knows: it has the crashes of the culprit, and not those of the steps
   * before it.
   */
  public static KnownCourse of(CulpritFound culprit) {
    Blame derailed = culprit.getAssessment().getDerailed();
    Blame blamed = culprit.getAssessment().getBlamed();
    boolean seen =
        culprit.getKind() != SearchKind.FIX
            && culprit.getEvidence().stream().anyMatch(KnownCourse::showsTheBug);
    boolean cameBack = seen && isBefore(derailed, culprit);
    boolean blames = blamed != null && !(cameBack && isBefore(blamed, culprit));
    return new KnownCourse(
        cameBack ? "the bug's own crash came back at the culprit" : "",
        cameBack,
        blames,
        blames ? RangeIfWrong.of(culprit) : null,
        StepNames.NONE);
  }

  private static boolean showsTheBug(Evidence row) {
    return row.getIsBugTitle()
        && row.getCulprit() != null
        && row.getCulprit().getCrashed() > 0
        && CrashTitle.of(row.getTitle()).tellsTheBug();
  }

  /** The culprit is the last revision that was called bad. */
  private static boolean isBefore(@Nullable Blame verdict, CulpritFound culprit) {
    return verdict != null && !verdict.getCommit().equals(culprit.getCommit());
  }
}
