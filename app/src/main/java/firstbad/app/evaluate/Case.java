package firstbad.app.evaluate;

import firstbad.app.story.Story;
import firstbad.bisection.Assessment;
import firstbad.bisection.Bisection;
import firstbad.bisection.Courses;
import firstbad.bisection.Outcome;
import firstbad.bisection.trust.Course;
import firstbad.bisection.trust.Level;
import firstbad.bisection.trust.measure.Said;
import org.jspecify.annotations.Nullable;

/**
 * A bisection that has ended, as far as judges look at it.
 *
 * @param name what its label calls it
 * @param culprit the commit that it names; null when it names none
 * @param recorded what its newest assessment says
 * @param parameters with which that was computed; null when there is none
 */
public record Case(
    String name,
    Course course,
    @Nullable String culprit,
    Said recorded,
    @Nullable String parameters) {
  private static final Said NOTHING = new Said(null, Level.NONE, null, null);

  /** The same as what analyze reads; null while the bisection runs. */
  static @Nullable Case of(Story story) {
    Bisection head = story.head();
    if (head.outcome() == Outcome.RUNNING) {
      return null;
    }
    Assessment end = story.assessment();
    return new Case(
        Labels.name(head.id()),
        Courses.of(head, story.revisions(), story.culprit()),
        head.culprit(),
        end == null ? NOTHING : Said.of(end.ranking(), end.level(), end.derailed(), end.blamed()),
        end == null ? null : end.parameters());
  }
}
