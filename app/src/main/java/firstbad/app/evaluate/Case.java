package firstbad.app.evaluate;

import firstbad.app.story.Story;
import firstbad.bisection.SearchHistoryReader;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.measure.Prediction;
import firstbad.story.RunningTrust;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A bisection that has ended, as far as judges look at it.
 *
 * @param id of the bisection
 * @param name what its label calls it
 * @param culprit the commit that it names; null when it names none
 * @param recorded what its newest assessment says
 * @param parameters with which that was computed; null when there is none
 * @param nearTheEnd the level that it had, while it ran, at the first step with few left; NONE
 *     where it was not judged or had no such step
 */
public record Case(
    String id,
    String name,
    SearchHistory course,
    @Nullable String culprit,
    Prediction recorded,
    @Nullable String parameters,
    Level nearTheEnd) {
  private static final Prediction NOTHING = new Prediction(null, Level.NONE, null, null);

  /** The same as what analyze reads; null while the bisection runs. */
  static @Nullable Case of(Story story) {
    Bisection head = story.head();
    if (head.outcome() == Outcome.RUNNING) {
      return null;
    }
    Assessment end = story.assessment();
    return new Case(
        head.id(),
        LogName.of(head.id()),
        SearchHistoryReader.of(head, story.revisions(), story.culprit()),
        head.culprit(),
        end == null
            ? NOTHING
            : Prediction.of(end.ranking(), end.level(), end.derailed(), end.blamed()),
        end == null ? null : end.parameters(),
        end == null ? Level.NONE : nearTheEnd(story.revisions(), end));
  }

  private static Level nearTheEnd(List<Revision> revisions, Assessment bounds) {
    Double trust =
        revisions.stream()
            .filter(each -> each.role() == Role.STEP && each.trustSoFar() != null)
            .filter(each -> RunningTrust.isNearTheEnd(each.stepsLeft()))
            .findFirst()
            .map(Revision::trustSoFar)
            .orElse(null);
    return Level.valueOf(RunningTrust.level(trust, bounds.middleFrom(), bounds.highFrom()).name());
  }
}
