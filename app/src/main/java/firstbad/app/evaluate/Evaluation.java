package firstbad.app.evaluate;

import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.measure.Calibration;
import firstbad.bisection.trust.measure.Comparison;
import firstbad.bisection.trust.measure.Folds;
import firstbad.bisection.trust.measure.GroundTruth;
import firstbad.bisection.trust.measure.JudgeFigures;
import firstbad.bisection.trust.measure.LevelRights;
import firstbad.bisection.trust.measure.Prediction;
import firstbad.bisection.trust.measure.Ranking;
import firstbad.bisection.trust.measure.Scored;
import firstbad.bisection.trust.measure.Weights;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.rule.Biggers2019;
import firstbad.bisection.trust.rule.ForeignTitles;
import firstbad.bisection.trust.rule.ReproductionConfidence;
import firstbad.bisection.trust.rule.Rule;
import firstbad.bisection.trust.rule.Rule.Scale;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What judges say of bisections, beside the known answers.
 *
 * @param bisections how many there are
 * @param right culprits that are known to be right
 * @param wrong culprits that are known to be wrong
 * @param labels how many labels there are
 * @param unused labels that no bisection has
 * @param figures of the trust as it was recorded, of other parameters, of the rules
 * @param refitted trust with weights that were fitted anew, each culprit judged by weights fitted
 *     to other bugs; null when there are too few answers
 * @param running culprits by the level that their searches had, while they ran, at the first step
 *     with few left
 * @param comparison what changes from the first judge to the second; null when no parameters are
 *     compared
 */
record Evaluation(
    int bisections,
    int right,
    int wrong,
    int labels,
    int unused,
    List<JudgeFigures> figures,
    @Nullable Refitted refitted,
    List<LevelRights> running,
    @Nullable Comparison comparison) {
  /** What trust is worth on bugs that its weights were not fitted to. */
  record Refitted(Ranking ranking, Calibration calibration, List<LevelRights> levels, int judged) {
    static Refitted of(List<Scored> scored) {
      return new Refitted(
          Ranking.of(scored), Calibration.of(scored), LevelRights.of(scored), scored.size());
    }
  }

  private static final List<Rule> RULES =
      List.of(new Biggers2019(), new ReproductionConfidence(), new ForeignTitles());

  /**
   * Asks every judge about every bisection.
   *
   * @param compared sets of parameters: none, one to compare with what was recorded, or two to
   *     compare with each other
   * @param complaints takes a sentence for each label that cannot be used
   */
  static Evaluation of(
      List<Case> cases, KnownAnswers labels, List<Parameters> compared, List<String> complaints) {
    List<GroundTruth> answers = AnsweredCases.of(cases, labels, complaints);
    List<Boolean> named = cases.stream().map(each -> each.culprit() != null).toList();
    List<JudgeFigures> figures = new ArrayList<>();
    List<List<Prediction>> trusts = new ArrayList<>();
    if (compared.size() < 2) {
      trusts.add(cases.stream().map(Case::recorded).toList());
      figures.add(
          JudgeFigures.of(
              "trust (" + recorded(cases) + ")", Scale.PROBABILITY, answers, trusts.get(0), named));
    }
    for (Parameters parameters : compared) {
      Assessor assessor = new Assessor(parameters);
      List<Prediction> said =
          cases.stream().map(each -> Prediction.of(each.course().judged(assessor))).toList();
      trusts.add(said);
      String name = "trust (" + parameters.version() + ")";
      figures.add(JudgeFigures.of(name, Scale.PROBABILITY, answers, said, named));
    }
    for (Rule rule : RULES) {
      List<Prediction> said =
          cases.stream().map(each -> Prediction.of(rule.opinion(each.course()))).toList();
      figures.add(JudgeFigures.of(rule.name(), rule.scale(), answers, said, named));
    }
    int right = (int) answers.stream().filter(a -> Boolean.TRUE.equals(a.right())).count();
    int wrong = (int) answers.stream().filter(a -> Boolean.FALSE.equals(a.right())).count();
    long used =
        cases.stream().filter(each -> labels.of(each) != null).map(Case::name).distinct().count();
    return new Evaluation(
        cases.size(),
        right,
        wrong,
        labels.size(),
        labels.size() - (int) used,
        List.copyOf(figures),
        refitted(cases, answers),
        running(cases, answers),
        trusts.size() < 2 ? null : Comparison.of(answers, named, trusts.get(0), trusts.get(1)));
  }

  private static List<LevelRights> running(List<Case> cases, List<GroundTruth> answers) {
    List<LevelRights> all = new ArrayList<>();
    for (Level level : List.of(Level.HIGH, Level.MIDDLE, Level.LOW)) {
      int count = 0;
      int right = 0;
      for (int i = 0; i < cases.size(); i++) {
        Boolean answer = answers.get(i).right();
        if (answer != null && cases.get(i).nearTheEnd() == level) {
          count++;
          right += answer ? 1 : 0;
        }
      }
      all.add(new LevelRights(level, count, right));
    }
    return List.copyOf(all);
  }

  private static @Nullable Refitted refitted(List<Case> cases, List<GroundTruth> answers) {
    Parameters shipped = Parameters.shipped();
    Assessor assessor = new Assessor(shipped);
    List<Weights.Row> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      if (answers.get(i).right() != null) {
        Weights.Row row = Weights.Row.of(answers.get(i), cases.get(i).course(), assessor);
        if (row != null) {
          rows.add(row);
        }
      }
    }
    return Weights.enough(rows)
        ? Refitted.of(Weights.outOfFold(rows, Folds.USUAL, Weights.USUAL_PENALTY, shipped))
        : null;
  }

  private static String recorded(List<Case> cases) {
    TreeSet<String> versions = new TreeSet<>();
    cases.forEach(
        each -> {
          if (each.parameters() != null) {
            versions.add(each.parameters());
          }
        });
    return String.join(", ", versions);
  }
}
