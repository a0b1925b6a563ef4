package firstbad.bisection;

import static org.assertj.core.api.Assertions.assertThat;

import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.SearchHistory;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.measure.Alarms;
import firstbad.bisection.trust.measure.Calibration;
import firstbad.bisection.trust.measure.LevelRights;
import firstbad.bisection.trust.measure.LogisticFit;
import firstbad.bisection.trust.measure.Ranking;
import firstbad.bisection.trust.measure.Scored;
import firstbad.bisection.trust.measure.WatchedSearch;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.rule.Biggers2019;
import firstbad.bisection.trust.rule.ForeignTitles;
import firstbad.bisection.trust.rule.ReproductionConfidence;
import firstbad.bisection.trust.rule.Rule;
import firstbad.testing.Prerequisite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The figures of trust on real logs with known answers. */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTrustTest {
  private static final int FOLDS = 10;
  private static final double PENALTY = 10;
  private static final int EARLY_SIGNS = 9;

  private final Assessor assessor = new Assessor(Parameters.shipped());
  private final List<Case> cases = new ArrayList<>();

  /** A log with its answer and what was said about it. */
  private record Case(Map<String, String> label, Analysis analysis, SearchHistory course) {

    boolean judged() {
      String verdict = label.get("verdict");
      return ("correct".equals(verdict) || "wrong".equals(verdict)) && label.get("culprit") != null;
    }

    boolean right() {
      return "correct".equals(label.get("verdict"));
    }

    Scored scored(double probability, Level level) {
      return new Scored(
          Objects.requireNonNull(label.get("log")), group(), probability, level, right());
    }

    String group() {
      return Objects.requireNonNull(label.get("title")).replaceAll(" \\(\\d+\\)$", "");
    }
  }

  @Test
  void trustIsAtLeastAsGoodAsThePageSays() {
    List<Scored> shipped = new ArrayList<>();
    for (Case each : cases) {
      Assessment end = Objects.requireNonNull(each.analysis.assessment());
      Double ranking = end.ranking();
      if (each.judged() && ranking != null) {
        shipped.add(each.scored(ranking, end.level()));
      }
    }
    Ranking ranking = report("shipped parameters", shipped);
    Calibration calibration = Calibration.of(shipped);
    List<LevelRights> levels = LevelRights.of(shipped);
    assertThat(shipped).hasSize(400);
    assertThat(ranking.area()).isGreaterThan(0.88);
    assertThat(calibration.brier()).isLessThan(0.135);
    assertThat(calibration.error()).isLessThan(0.06);
    assertThat(levels.get(0).share()).isGreaterThan(0.8);
    assertThat(levels.get(0).count()).isGreaterThan(shipped.size() / 4);
    assertThat(levels.get(2).share()).isLessThan(0.08);

    Ranking crossed = report("refitted, by cross-validation", crossValidated());
    assertThat(crossed.area()).isGreaterThan(0.87);
    for (Rule rule :
        List.of(new Biggers2019(), new ReproductionConfidence(), new ForeignTitles())) {
      Ranking other = report(rule.name(), asked(rule));
      assertThat(other.area()).isLessThan(ranking.area());
    }
  }

  @Test
  void alarmsComeInTimeAndSeldomInVain() {
    Alarms alarms = alarms(Alert.Kind.DERAILED);
    System.out.println("DERAILED " + alarms);
    double derailed = alarms.derailed();
    assertThat(alarms.caught() / derailed).isGreaterThan(0.85);
    assertThat(alarms.inTime() / derailed).isGreaterThanOrEqualTo(0.80);
    assertThat(alarms.falseAlarms() / (double) alarms.right()).isLessThan(0.04);
    assertThat(alarms.blamedRightly() / derailed).isGreaterThan(0.70);

    Alarms either = alarms(Alert.Kind.DERAILED, Alert.Kind.THIN_EVIDENCE);
    System.out.println("DERAILED or THIN_EVIDENCE " + either);
    assertThat(either.caught() / derailed).isGreaterThan(0.87);
    assertThat(either.inTime() / derailed).isGreaterThan(0.80);
    assertThat(either.falseAlarms() / (double) either.right()).isLessThan(0.05);
  }

  private Alarms alarms(Alert.Kind... kinds) {
    return Alarms.of(cases.stream().map(each -> watched(each, Set.of(kinds))).toList());
  }

  private List<Scored> asked(Rule rule) {
    return cases.stream()
        .filter(Case::judged)
        .map(
            each -> {
              Rule.Opinion opinion = rule.opinion(each.course);
              return each.scored(opinion.score(), opinion.level());
            })
        .toList();
  }

  private List<Scored> crossValidated() {
    List<Case> judged = cases.stream().filter(Case::judged).toList();
    List<List<Double>> features = new ArrayList<>();
    for (Case each : judged) {
      features.add(
          List.copyOf(
              assessor.features(each.course.evidence(assessor), each.course.ending()).values()));
    }
    List<Scored> scored = new ArrayList<>();
    for (int fold = 0; fold < FOLDS; fold++) {
      List<List<Double>> rows = new ArrayList<>();
      List<List<Double>> early = new ArrayList<>();
      List<Boolean> right = new ArrayList<>();
      for (int i = 0; i < judged.size(); i++) {
        if (fold(judged.get(i)) != fold) {
          rows.add(features.get(i));
          early.add(features.get(i).subList(0, EARLY_SIGNS));
          right.add(judged.get(i).right());
        }
      }
      LogisticFit whole = LogisticFit.of(rows, right, PENALTY);
      LogisticFit part = LogisticFit.of(early, right, PENALTY);
      for (int i = 0; i < judged.size(); i++) {
        if (fold(judged.get(i)) == fold) {
          Case each = judged.get(i);
          double p =
              Assessor.takesFinalWeights(each.course.ending())
                  ? whole.probability(features.get(i))
                  : part.probability(features.get(i).subList(0, EARLY_SIGNS));
          scored.add(each.scored(p, p >= 0.7 ? Level.HIGH : p < 0.35 ? Level.LOW : Level.MIDDLE));
        }
      }
    }
    return scored;
  }

  /** Logs of one bug stay in one fold. */
  private static int fold(Case each) {
    return Math.floorMod(each.group().hashCode(), FOLDS);
  }

  private static Ranking report(String name, List<Scored> scored) {
    Ranking ranking = Ranking.of(scored);
    Calibration calibration = Calibration.of(scored);
    System.out.printf(
        "%-30s AUC %.3f [%.3f-%.3f] Brier %.3f ECE %.3f %s%n",
        name,
        ranking.area(),
        ranking.from(),
        ranking.to(),
        calibration.brier(),
        calibration.error(),
        LevelRights.of(scored));
    return ranking;
  }

  private static WatchedSearch watched(Case each, Set<Alert.Kind> kinds) {
    Integer alarmedAt =
        each.analysis.alerts().stream()
            .filter(alert -> kinds.contains(alert.kind()))
            .map(Alert::ordinal)
            .findFirst()
            .orElse(null);
    var blamed = Objects.requireNonNull(each.analysis.assessment()).blamed();
    WatchedSearch.Truth truth =
        "T3".equals(each.label.get("reason"))
            ? WatchedSearch.Truth.CALLED_BAD
            : each.right() ? WatchedSearch.Truth.RIGHT : WatchedSearch.Truth.OTHER;
    return new WatchedSearch(
        truth,
        derailedAt(each),
        alarmedAt,
        blamed == null ? null : (Integer) blamed.ordinal(),
        each.analysis.revisions().size());
  }

  private static @Nullable Integer derailedAt(Case each) {
    String line = each.label.get("derail_line");
    String commit = each.label.get("derail_commit");
    return each.analysis.revisions().stream()
        .filter(
            revision ->
                line != null
                    && (revision.firstLine() == Long.parseLong(line)
                        || (revision.commit().equals(commit)
                            && revision.firstLine() >= Long.parseLong(line))))
        .map(Revision::ordinal)
        .findFirst()
        .orElse(null);
  }

  @BeforeAll
  void read() {
    Optional<Corpus> corpus = Corpus.find();
    Prerequisite.requireLocalLogs(corpus.isPresent(), Corpus.ABSENT);
    Map<String, Analysis> analyses = corpus.orElseThrow().analyses();
    corpus
        .orElseThrow()
        .labels()
        .forEach(
            (log, label) -> {
              Analysis analysis = Objects.requireNonNull(analyses.get(log));
              cases.add(
                  new Case(
                      label,
                      analysis,
                      SearchHistoryReader.of(
                          Objects.requireNonNull(analysis.bisection()),
                          analysis.revisions(),
                          analysis.culprit())));
            });
  }
}
