package firstbad.app.story;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.events.VerdictCounts;
import firstbad.events.Verification;
import firstbad.story.CommitsLeft;
import firstbad.story.Known;
import firstbad.story.KnownCourse;
import firstbad.story.RangeIfWrong;
import firstbad.story.RunningTrust;
import firstbad.story.SearchCommands;
import firstbad.story.Summary;
import firstbad.topology.event.Events;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one bisection.
 *
 * @param file the name of the input it was read from; null where it came from a topic
 * @param head the newest head
 * @param revisions its revisions, by ordinal
 * @param culprit the culprit, once it is certain that no line will change it
 * @param assessment how far the result can be believed; null as long as nothing was judged
 * @param unknownLines the first lines that were not understood
 * @param verifications what was found out about its result: the newest of each source
 */
public record Story(
    @Nullable String file,
    Bisection head,
    List<Revision> revisions,
    @Nullable CulpritFound culprit,
    @Nullable Assessment assessment,
    List<NotUnderstood> unknownLines,
    List<Verification> verifications) {

  /** What stands on top of it. */
  public Summary summary() {
    return Summary.of(known());
  }

  /** How to take the search up. */
  public SearchCommands search() {
    Known known = known();
    return SearchCommands.of(known.head(), known.decided());
  }

  /** How many revisions were decided with which verdicts. */
  VerdictCounts verdicts() {
    return known().verdicts();
  }

  /** The ordinal of the revision that was in test when the log stopped; 0 where none was. */
  int underTest() {
    firstbad.events.Revision last = known().underTest();
    return last == null ? 0 : last.getOrdinal();
  }

  /** Whether the evidence allows another range than the one that the verdicts leave. */
  boolean rangeDoubted() {
    return RangeIfWrong.isAnother(known());
  }

  /** How a running search seems to go; empty where it is too early to say. */
  public String trustSoFar() {
    return RunningTrust.words(known());
  }

  /** Where the bug came back, and which verdict is to blame, for who writes of its culprit. */
  public KnownCourse course() {
    return KnownCourse.of(known());
  }

  /** How many commits a running search has left to test. */
  public CommitsLeft left() {
    return CommitsLeft.of(known());
  }

  /** How many were left to test after each step, by its ordinal, where that is known. */
  public Map<Integer, Integer> leftByStep() {
    return CommitsLeft.byStep(known());
  }

  /** Runs that crashed, by commit and crash type. */
  Map<String, Map<String, Integer>> crashCounts() {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    for (Revision revision : revisions) {
      if (revision.tested()) {
        Map<String, Integer> byType =
            counts.computeIfAbsent(revision.commit(), commit -> new TreeMap<>());
        revision.crashes().forEach(crash -> byType.merge(crash.type(), crash.runs(), Integer::sum));
      }
    }
    return counts;
  }

  /** The title of a commit that the log tested; null where it does not say. */
  public @Nullable String titleOf(String commit) {
    return revisions.stream()
        .filter(revision -> revision.commit().equals(commit))
        .map(Revision::title)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  Known known() {
    return new Known(
        Events.bisection(head),
        revisions.stream().map(Events::revision).toList(),
        assessment == null ? null : Events.assessment(assessment),
        culprit == null ? null : Events.culprit(culprit),
        verifications);
  }

  /**
   * What was read from an input.
   *
   * @return null when it has not one line and is still running
   */
  public static @Nullable Story of(
      String file, Analysis analysis, @Nullable Assessment assessment) {
    Bisection head = analysis.bisection();
    if (head == null) {
      return null;
    }
    return new Story(
        file,
        head,
        analysis.revisions(),
        analysis.culprit(),
        assessment,
        analysis.unknownLines(),
        List.of());
  }

  /** Whether good and bad are all that is known: git was told so, and no crash was read. */
  boolean inWordsOnly() {
    return head.tool() == Tool.GIT && head.bugTitles().isEmpty();
  }

  /** Whether a crash title is one of the bug's own. */
  public boolean own(String title) {
    return head.bugTitles().stream().anyMatch(own -> own.title().equals(title));
  }

  /** Runs of a revision that crashed with a title that is none of the bug's. */
  public int foreignRuns(Revision revision) {
    return revision.crashes().stream()
        .filter(crash -> !own(crash.title()))
        .mapToInt(TitleCount::runs)
        .sum();
  }

  /** Runs of a revision that crashed with one of the bug's titles. */
  public int ownRuns(Revision revision) {
    return revision.runs().crashed() - foreignRuns(revision);
  }

  /** Whether every crash of a revision that crashed is foreign. */
  public boolean onlyForeign(Revision revision) {
    return revision.runs().crashed() > 0 && ownRuns(revision) <= 0;
  }
}
