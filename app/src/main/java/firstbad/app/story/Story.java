package firstbad.app.story;

import firstbad.bisection.Bisection;
import firstbad.bisection.CulpritFound;
import firstbad.bisection.Finding;
import firstbad.bisection.Revision;
import firstbad.bisection.TitleCount;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of one bisection.
 *
 * @param file the name of the input it was read from; its id where it came from a topic
 * @param head the newest head
 * @param revisions its revisions, by ordinal
 * @param culprit the culprit, once it is certain that no line will change it
 * @param crashCounts runs that crashed, by commit and crash type
 * @param unknownLines the first lines that were not understood
 */
public record Story(
    String file,
    Bisection head,
    List<Revision> revisions,
    @Nullable CulpritFound culprit,
    Map<String, ? extends Map<String, Integer>> crashCounts,
    List<UnknownLine> unknownLines) {

  /** A line that was not understood, cut at {@link firstbad.bisection.Caps#UNKNOWN_LINE_BYTES}. */
  public record UnknownLine(long number, String text) {}

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

  /** Collects findings, in the order in which the fold gives them. */
  public static final class Collector {
    private static final int UNKNOWN_LINES = 20;

    private final NavigableMap<Integer, Revision> revisions = new TreeMap<>();
    private final Map<String, Map<String, Integer>> crashCounts = new TreeMap<>();
    private final List<UnknownLine> unknownLines = new ArrayList<>();
    private @Nullable Bisection head;
    private @Nullable CulpritFound culprit;

    /** Takes the next finding. */
    public void take(Finding finding) {
      if (finding instanceof Finding.HeadChanged changed) {
        head = changed.bisection();
      } else if (finding instanceof Finding.RevisionChanged changed) {
        revisions.put(changed.revision().ordinal(), changed.revision());
      } else if (finding instanceof Finding.CulpritNamed named) {
        culprit = named.culprit();
      } else if (finding instanceof Finding.Counted counted) {
        Map<String, Integer> types =
            crashCounts.computeIfAbsent(counted.delta().commit(), commit -> new TreeMap<>());
        counted.delta().titles().forEach(t -> types.merge(t.type(), t.runs(), Story::sum));
      } else if (finding instanceof Finding.NotUnderstood unknown
          && unknownLines.size() < UNKNOWN_LINES) {
        unknownLines.add(new UnknownLine(unknown.lineNumber(), unknown.text()));
      }
    }

    /** What was collected; null when no head was among it. */
    public @Nullable Story story(String file) {
      return head == null
          ? null
          : new Story(
              file, head, List.copyOf(revisions.values()), culprit, crashCounts, unknownLines);
    }
  }

  /** A count that comes back to nothing is none. */
  private static @Nullable Integer sum(Integer one, Integer other) {
    int sum = one + other;
    return sum == 0 ? null : sum;
  }
}
