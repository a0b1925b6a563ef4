package firstbad.app.story;

import firstbad.bisection.Analysis;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding.NotUnderstood;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.TitleCount;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one bisection.
 *
 * @param file the name of the input it was read from; its id where it came from a topic
 * @param head the newest head
 * @param revisions its revisions, by ordinal
 * @param culprit the culprit, once it is certain that no line will change it
 * @param assessment how far the result can be believed; null as long as nothing was judged
 * @param crashCounts runs that crashed, by commit and crash type
 * @param unknownLines the first lines that were not understood
 */
public record Story(
    String file,
    Bisection head,
    List<Revision> revisions,
    @Nullable CulpritFound culprit,
    @Nullable Assessment assessment,
    Map<String, ? extends Map<String, Integer>> crashCounts,
    List<NotUnderstood> unknownLines) {

  /**
   * The first revision from which on no run crashed with a title of the bug although runs crashed;
   * null when there is none. The search then followed another bug.
   */
  public @Nullable Revision foreignSince() {
    Revision since = null;
    boolean ownBefore = false;
    for (Revision revision : revisions) {
      if (ownRuns(revision) > 0) {
        ownBefore = true;
        since = null;
      } else if (since == null && ownBefore && onlyForeign(revision)) {
        since = revision;
      }
    }
    return since;
  }

  /** The titles that crashed from a revision on, each once, in the order of their appearance. */
  public List<String> titlesSince(Revision since) {
    return revisions.stream()
        .filter(revision -> revision.ordinal() >= since.ordinal())
        .flatMap(revision -> revision.crashes().stream())
        .map(TitleCount::title)
        .distinct()
        .toList();
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
    Map<String, Map<String, Integer>> crashCounts = new TreeMap<>();
    analysis
        .crashCounts()
        .forEach((commit, counts) -> crashCounts.put(commit, counts.runsByType()));
    return new Story(
        file,
        head,
        analysis.revisions(),
        analysis.culprit(),
        assessment,
        crashCounts,
        analysis.unknownLines());
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

  /** Trust as a person reads it: a word, then a number. */
  public static String trust(Assessment assessment) {
    Double probability = assessment.probability();
    return (assessment.settled() ? "Trust: " : "Trust so far: ")
        + assessment.level().name().toLowerCase(Locale.ROOT)
        + (probability == null
            ? ""
            : ", about " + Math.round(100 * probability) + " in 100 such are right");
  }
}
