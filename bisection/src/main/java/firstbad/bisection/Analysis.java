package firstbad.bisection;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Suspicion;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.fold.FoldResult;
import firstbad.bisection.fold.Input;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.BisectionState;
import firstbad.bisection.state.MapArchive;
import firstbad.bisection.trust.Assessor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The same fold without a stream: reads one whole log and keeps what it brought to light.
 *
 * @param bisection the newest head; null for a log without any line that is still running
 * @param revisions closed revisions, and the open one if there is one, by ordinal
 * @param crashCounts what was counted, by commit
 * @param culprit null when the log names none
 * @param assessment the newest judgement; null before a revision was closed
 * @param alerts in the order in which they were raised
 * @param suspicions what its end adds to what is known of the commits that it names
 * @param unknownLines the first {@link #UNKNOWN_LINES} lines that were not understood
 */
public record Analysis(
    @Nullable Bisection bisection,
    List<Revision> revisions,
    Map<String, CommitCounts> crashCounts,
    @Nullable CulpritFound culprit,
    @Nullable Assessment assessment,
    List<Alert> alerts,
    List<Suspicion> suspicions,
    List<Finding.NotUnderstood> unknownLines) {

  /** How many lines that were not understood are kept. */
  public static final int UNKNOWN_LINES = 20;

  /**
   * Reads a finished log.
   *
   * @param id its bisection id
   * @param labels what is known about it; the first value of each key wins
   * @param lines its lines without line feeds, NUL bytes and carriage returns left as they are
   * @param at the time that stands for all its lines, milliseconds since the epoch
   */
  public static Analysis of(
      String id, Map<String, String> labels, Iterable<String> lines, long at) {
    return of(new Reader(id), labels, lines, at);
  }

  /** Reads a finished log and judges it with other parameters than those that firstbad ships. */
  public static Analysis of(String id, Iterable<String> lines, Assessor assessor) {
    return of(new Reader(id, assessor), Map.of(), lines, 0);
  }

  private static Analysis of(
      Reader reader, Map<String, String> labels, Iterable<String> lines, long at) {
    long number = 0;
    for (String line : lines) {
      number++;
      reader.read(new Input.Line(number, line, number == 1 ? labels : Map.of(), at));
    }
    reader.read(new Input.End(number + 1, number == 0 ? labels : Map.of(), at));
    return reader.analysis();
  }

  /** Reads a finished log without labels. */
  public static Analysis of(String id, Iterable<String> lines) {
    return of(id, Map.of(), lines, 0);
  }

  /**
   * What was counted at one commit: the sum of its {@link CrashDelta}s.
   *
   * @param titles by title
   */
  public record CommitCounts(
      @Nullable String title,
      CrashDelta.Tests tests,
      CrashDelta.RunDelta runs,
      Map<String, TitleCounts> titles) {

    /** Crashed runs by type. */
    public Map<String, Integer> runsByType() {
      Map<String, Integer> runs = new TreeMap<>();
      titles.values().forEach(title -> runs.merge(title.type, title.runs, Integer::sum));
      return runs;
    }
  }

  /** What was counted for one title at one commit. */
  public record TitleCounts(
      String type, int runs, int bisectionsOfType, int bisectionsOfTitle, int foreign) {}

  /**
   * What was counted at one commit so far. It changes in place, since nearly every line of a tested
   * revision adds to it; what is read of it does not.
   */
  private static final class CommitSum {
    private final Map<String, TitleSum> titles = new TreeMap<>();
    private @Nullable String title;
    private int bisections;
    private int revisions;
    private int crashed;
    private int ok;
    private int inconclusive;
    private int estimated;

    void add(CrashDelta delta) {
      title = title == null ? delta.commitTitle() : title;
      bisections += delta.tests().bisections();
      revisions += delta.tests().revisions();
      crashed += delta.runs().crashed();
      ok += delta.runs().ok();
      inconclusive += delta.runs().inconclusive();
      estimated += delta.runs().estimated();
      for (int i = 0; i < delta.titles().size(); i++) {
        CrashDelta.TitleDelta each = delta.titles().get(i);
        TitleSum sum = titles.get(each.title());
        if (sum == null) {
          sum = new TitleSum(each.type());
          titles.put(each.title(), sum);
        }
        sum.add(each);
      }
    }

    /** The counts as they stand; a title whose runs were all taken back is not among them. */
    CommitCounts counts() {
      Map<String, TitleCounts> counts = new TreeMap<>();
      titles.forEach(
          (text, sum) -> {
            if (!sum.isNothing()) {
              counts.put(text, sum.counts());
            }
          });
      return new CommitCounts(
          title,
          new CrashDelta.Tests(bisections, revisions),
          new CrashDelta.RunDelta(crashed, ok, inconclusive, estimated),
          counts);
    }

    /** The same for one title. */
    private static final class TitleSum {
      private final String type;
      private int runs;
      private int bisectionsOfType;
      private int bisectionsOfTitle;
      private int foreign;

      TitleSum(String type) {
        this.type = type;
      }

      void add(CrashDelta.TitleDelta delta) {
        runs += delta.runs();
        bisectionsOfType += delta.bisectionsOfType();
        bisectionsOfTitle += delta.bisectionsOfTitle();
        foreign += delta.foreign();
      }

      boolean isNothing() {
        return runs == 0 && bisectionsOfType == 0 && bisectionsOfTitle == 0 && foreign == 0;
      }

      TitleCounts counts() {
        return new TitleCounts(type, runs, bisectionsOfType, bisectionsOfTitle, foreign);
      }
    }
  }

  /** Reads inputs one after the other, as a stream would, and collects. */
  public static final class Reader {
    private final Map<String, Archive.Piece> pieces = new HashMap<>();
    private final Archive archive = new MapArchive(pieces);
    private final TreeMap<Integer, Revision> revisions = new TreeMap<>();
    private final Map<String, CommitSum> crashCounts = new HashMap<>();
    private final List<Alert> alerts = new ArrayList<>();
    private final List<Suspicion> suspicions = new ArrayList<>();
    private final List<Finding.NotUnderstood> unknownLines = new ArrayList<>();
    private final Fold fold;
    private BisectionState state;
    private @Nullable BisectionState head;
    private @Nullable CulpritFound culprit;
    private @Nullable Assessment assessment;

    /** A reader that judges with the parameters that firstbad ships. */
    public Reader(String id) {
      this(id, Fold.SHIPPED);
    }

    /** A reader that judges with other parameters than those that firstbad ships. */
    public Reader(String id, Assessor assessor) {
      this(id, new Fold(assessor));
    }

    private Reader(String id, Fold fold) {
      this.state = BisectionState.of(id);
      this.fold = fold;
    }

    /** Reads one input and says what it brought to light. */
    public FoldResult read(Input input) {
      FoldResult result = fold.apply(state, input, archive);
      state = result.next();
      for (int i = 0; i < result.findings().size(); i++) {
        keep(result.findings().get(i));
      }
      return result;
    }

    /** The newest head; null before there is one. */
    public @Nullable Bisection head() {
      return head == null ? null : fold.head(head, archive);
    }

    /** The bisection as it stands. */
    public BisectionState state() {
      return state;
    }

    private void keep(Finding finding) {
      if (finding instanceof Finding.CrashesCounted counted) {
        crashCounts
            .computeIfAbsent(counted.commit(), commit -> new CommitSum())
            .add(counted.delta());
      } else if (finding instanceof Finding.HeadChanged) {
        head = state;
      } else if (finding instanceof Finding.RevisionChanged changed) {
        revisions.put(changed.revision().ordinal(), changed.revision());
      } else if (finding instanceof Finding.CulpritNamed named) {
        culprit = named.culprit();
      } else if (finding instanceof Finding.AssessmentChanged judged) {
        assessment = judged.assessment();
      } else if (finding instanceof Finding.AlertRaised raised) {
        alerts.add(raised.alert());
      } else if (finding instanceof Finding.Suspected suspected) {
        suspicions.add(suspected.suspicion());
      } else if (finding instanceof Finding.NotUnderstood unknown
          && unknownLines.size() < UNKNOWN_LINES) {
        unknownLines.add(unknown);
      }
    }

    /** All that was read so far. */
    public Analysis analysis() {
      Map<String, CommitCounts> counts = new TreeMap<>();
      crashCounts.forEach((commit, sum) -> counts.put(commit, sum.counts()));
      return new Analysis(
          head(),
          List.copyOf(revisions.values()),
          counts,
          culprit,
          assessment,
          List.copyOf(alerts),
          List.copyOf(suspicions),
          List.copyOf(unknownLines));
    }
  }
}
