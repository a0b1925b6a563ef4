package firstbad.bisection.trust;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.Analysis;
import firstbad.bisection.SearchHistoryReader;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.made.MadeLogs;
import firstbad.bisection.made.Plot;
import firstbad.bisection.made.SimulatedLog;
import firstbad.bisection.trust.measure.Calibration;
import firstbad.bisection.trust.measure.LevelRights;
import firstbad.bisection.trust.measure.Ranking;
import firstbad.bisection.trust.measure.Scored;
import firstbad.bisection.trust.rule.ForeignTitles;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Trust on simulated searches, whose truth is known and on which nothing was fitted. The simulation
 * decides what is right; the rule without a model decides which verdicts rest on another bug.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulatedTrustTest {
  private static final int EACH = 300;
  private static final int DUE = 20;

  /** Share of right culprits among real ones. */
  private static final double REAL_RATE = 0.45;

  private final List<Searched> searches = new ArrayList<>();

  /** A simulated search as the fold understood it. */
  private record Searched(SimulatedLog log, Analysis analysis, SearchHistory course) {

    static Searched of(SimulatedLog log) {
      Analysis analysis = Analysis.of("simulated", log.log().lines());
      return new Searched(
          log,
          analysis,
          SearchHistoryReader.of(
              Objects.requireNonNull(analysis.bisection()),
              analysis.revisions(),
              analysis.culprit()));
    }

    /**
     * The first revision without the bug that was called bad, where the rule without a model finds
     * nothing but foreign titles there; null where there is none.
     */
    @Nullable Revision derailedOnAnotherBug() {
      Integer objected = new ForeignTitles().opinion(course).alarmedAt();
      return analysis.revisions().stream()
          .filter(each -> each.role() == Role.STEP || each.role() == Role.RELEASE)
          .filter(each -> each.verdict() == Verdict.BAD)
          .filter(each -> !log.having().contains(each.commit()))
          .findFirst()
          .filter(each -> objected != null && each.ordinal() == objected)
          .orElse(null);
    }

    /**
     * A case in which nobody would doubt: git's part of a search for a young bug that shows in most
     * runs, hundreds of commits still open, and a revision that crashed more than once with titles
     * that have nothing in common with the bug. Elsewhere what a verdict throws away was not likely
     * to hold the cause to begin with, or the title may be the bug's.
     */
    boolean isPlain(Revision at) {
      Revision first = analysis.revisions().get(0);
      List<CrashTitle> bugs =
          first.crashes().stream().map(each -> CrashTitle.of(each.title())).toList();
      long badReleases =
          analysis.revisions().stream()
              .filter(each -> each.role() == Role.RELEASE && each.verdict() == Verdict.BAD)
              .count();
      Integer left = at.commitsLeft();
      return at.role() == Role.STEP
          && at.runs().crashed() > 1
          && badReleases <= 1
          && left != null
          && left >= 300
          && 4 * first.runs().crashed() >= 3 * (first.runs().crashed() + first.runs().ok())
          && at.crashes().stream()
              .map(each -> Relation.of(CrashTitle.of(each.title()), bugs))
              .allMatch(relation -> relation.compareTo(Relation.OTHER) >= 0);
    }

    /** The revisions that raised the alarm. */
    List<Integer> alarms() {
      return analysis.alerts().stream()
          .filter(alert -> alert.kind() == Alert.Kind.DERAILED)
          .map(alert -> Objects.requireNonNull(alert.ordinal()))
          .toList();
    }

    boolean right() {
      CulpritFound culprit = analysis.culprit();
      return culprit != null && culprit.commit().equals(log.cause());
    }
  }

  SimulatedTrustTest() {
    for (Plot plot : Plot.values()) {
      for (long seed = 0; seed < EACH; seed++) {
        searches.add(Searched.of(MadeLogs.simulated(plot, seed)));
      }
    }
  }

  @Test
  void everyAlarmThatIsDueIsRaisedAtTheDerailingRevision() {
    int derailed = 0;
    int caught = 0;
    int due = 0;
    for (Searched each : searches) {
      Revision at = each.derailedOnAnotherBug();
      if (at == null) {
        continue;
      }
      boolean raised = each.alarms().stream().anyMatch(alarm -> alarm <= at.ordinal());
      derailed++;
      caught += raised ? 1 : 0;
      if (each.isPlain(at)) {
        due++;
        assertThat(raised)
            .as("%s %s lost %s", each.log.plot(), each.log.log(), at.discardedShare())
            .isTrue();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "simulated: %d searches derailed on another bug, %d caught in time; %d of them plain%n",
        derailed,
        caught,
        due);
    assertThat(due).isGreaterThan(DUE);
    assertThat(caught).isGreaterThan(derailed / 2);
  }

  @Test
  void aSearchThatGoesWellRaisesAlmostNoAlarm() {
    long wells = searches.stream().filter(Searched::right).count();
    long falseAlarms =
        searches.stream().filter(each -> each.right() && !each.alarms().isEmpty()).count();
    System.out.printf(
        Locale.ROOT, "simulated: %d false alarms in %d right searches%n", falseAlarms, wells);
    assertThat(wells).isGreaterThan(500);
    assertThat(falseAlarms).isLessThan(wells / 50);
  }

  @Test
  void anAlarmComesOncePerRevisionAndBeforeTheCulprit() {
    for (Searched each : searches) {
      assertThat(each.alarms()).doesNotHaveDuplicates().isSorted();
      CulpritFound culprit = each.analysis.culprit();
      if (culprit != null) {
        assertThat(each.analysis.alerts())
            .allMatch(alert -> alert.lineNumber() < culprit.lineNumber());
      }
    }
  }

  @Test
  void trustTellsRightFromWrongWhereNothingWasFitted() {
    List<Scored> all = new ArrayList<>();
    for (Plot plot : Plot.values()) {
      List<Scored> scored =
          searches.stream().filter(each -> each.log.plot() == plot).flatMap(this::scored).toList();
      tell(plot.toString(), scored);
      all.addAll(scored);
    }
    Ranking ranking = tell("all", all);
    List<Scored> balanced = atTheRateOfRealLogs(all);
    tell("at the usual rate", balanced);
    assertThat(ranking.area()).isGreaterThan(0.85);
    assertThat(Calibration.of(balanced).error()).isLessThan(0.25);
  }

  /**
   * Simulated searches go right more often than real ones; a probability can only be true at the
   * rate that it was made for. All wrong ones, and as many right ones as real logs would have.
   */
  private static List<Scored> atTheRateOfRealLogs(List<Scored> all) {
    List<Scored> wrong = all.stream().filter(each -> !each.right()).toList();
    List<Scored> balanced = new ArrayList<>(wrong);
    all.stream()
        .filter(Scored::right)
        .sorted(Comparator.comparing(each -> each.log().hashCode()))
        .limit(Math.round(wrong.size() * REAL_RATE / (1 - REAL_RATE)))
        .forEach(balanced::add);
    return balanced;
  }

  private Stream<Scored> scored(Searched each) {
    Assessment end = each.analysis.assessment();
    if (each.analysis.culprit() == null || end == null || end.ranking() == null) {
      return Stream.of();
    }
    String log = each.log.plot() + " " + each.log.log().seed();
    return Stream.of(
        new Scored(log, log, Objects.requireNonNull(end.ranking()), end.level(), each.right()));
  }

  private static Ranking tell(String name, List<Scored> scored) {
    Ranking ranking = Ranking.of(scored);
    Calibration calibration = Calibration.of(scored);
    System.out.printf(
        Locale.ROOT,
        "simulated %-17s %4d culprits, %4d right, AUC %.3f, Brier %.3f, calibration error %.3f, %s%n",
        name,
        scored.size(),
        scored.stream().filter(Scored::right).count(),
        ranking.area(),
        calibration.brier(),
        calibration.error(),
        LevelRights.of(scored));
    return ranking;
  }
}
