package firstbad.app.evaluate;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.measure.Alarms;
import firstbad.bisection.trust.measure.Calibration;
import firstbad.bisection.trust.measure.Comparison;
import firstbad.bisection.trust.measure.JudgeFigures;
import firstbad.bisection.trust.measure.LevelRights;
import firstbad.bisection.trust.measure.Ranking;
import firstbad.story.RunningTrust;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An evaluation for a person: tables, each with a sentence that says how to read it. */
final class EvaluationText {
  private static final String REFITTED = "trust, out of fold";
  private static final int EXAMPLES = 10;
  private static final List<Level> LEVELS =
      List.of(Level.HIGH, Level.MIDDLE, Level.LOW, Level.NONE);

  private final Evaluation evaluation;
  private final Marks marks;
  private final int columns;
  private final StringBuilder text = new StringBuilder();

  private EvaluationText(Evaluation evaluation, Terminal terminal) {
    this.evaluation = evaluation;
    this.marks = new Marks(terminal);
    this.columns = terminal.columns();
  }

  static String of(Evaluation evaluation, Terminal terminal) {
    EvaluationText written = new EvaluationText(evaluation, terminal);
    written.tellAnswers();
    if (evaluation.right() + evaluation.wrong() > 0) {
      written.tellRanking();
      written.tellLevels();
      written.tellRunning();
      written.tellCalibration();
      written.tellAlarms();
    }
    written.tellFrequencies();
    written.tellComparison();
    return written.text.toString();
  }

  private void tellAnswers() {
    int known = evaluation.right() + evaluation.wrong();
    paragraph(
        count(evaluation.bisections(), "bisection")
            + ", "
            + count(evaluation.labels(), "label")
            + unused()
            + ". "
            + count(known, "culprit")
            + " with a known answer: "
            + evaluation.right()
            + " right, "
            + evaluation.wrong()
            + " wrong.");
  }

  private String unused() {
    return evaluation.unused() == 0
        ? ""
        : "; " + count(evaluation.unused(), "label") + " without a bisection";
  }

  private void tellRanking() {
    heading("Ranking");
    paragraph(
        "AUC: the chance that a right culprit is ranked above a wrong one, with its 95 % bootstrap"
            + " interval. Brier score, log-loss and calibration error: 0 is perfect.");
    Table table = new Table("", "judged", "AUC", "interval", "Brier", "log-loss", "error");
    for (JudgeFigures each : evaluation.figures()) {
      table.row(each.name(), ranks(each.judged(), each.ranking(), each.calibration()));
    }
    Evaluation.Refitted refitted = evaluation.refitted();
    if (refitted != null) {
      table.row(REFITTED, ranks(refitted.judged(), refitted.ranking(), refitted.calibration()));
    }
    table.lines().forEach(this::line);
    evaluation.figures().stream()
        .filter(each -> each.unjudged() > 0)
        .forEach(
            each -> line("  " + each.name() + " does not judge " + each.unjudged() + " of them."));
    if (refitted != null) {
      paragraph(
          REFITTED
              + ": weights fitted to these answers, each culprit judged by a fit that saw no log of"
              + " its bug.");
    }
  }

  private static String[] ranks(int judged, Ranking ranking, @Nullable Calibration calibration) {
    return new String[] {
      String.valueOf(judged),
      decimal(ranking.area()),
      decimal(ranking.from()) + "-" + decimal(ranking.to()),
      calibration == null ? "" : decimal(calibration.brier()),
      calibration == null ? "" : decimal(calibration.logLoss()),
      calibration == null ? "" : decimal(calibration.error())
    };
  }

  private void tellLevels() {
    heading("Levels");
    paragraph("Culprits at each level, and how many of these are right.");
    Table table = new Table("", "high", "right", "middle", "right", "low", "right");
    evaluation.figures().forEach(each -> levels(table, each.name(), each.levels()));
    if (evaluation.refitted() != null) {
      levels(table, REFITTED, evaluation.refitted().levels());
    }
    table.lines().forEach(this::line);
  }

  private void tellRunning() {
    heading("Levels of running searches");
    paragraph(
        "Culprits by the trust so far at the first step with "
            + RunningTrust.FEW_STEPS
            + " more to come or fewer, as git estimates them.");
    Table table = new Table("", "high", "right", "middle", "right", "low", "right");
    levels(table, "trust so far", evaluation.running());
    table.lines().forEach(this::line);
  }

  private static void levels(Table table, String name, List<LevelRights> levels) {
    if (levels.isEmpty()) {
      return;
    }
    String[] cells = new String[2 * levels.size()];
    for (int i = 0; i < levels.size(); i++) {
      LevelRights its = levels.get(i);
      cells[2 * i] = String.valueOf(its.count());
      cells[2 * i + 1] = its.count() == 0 ? "-" : percent(its.share());
    }
    table.row(name, cells);
  }

  private void tellCalibration() {
    JudgeFigures first = evaluation.figures().get(0);
    Calibration calibration = first.calibration();
    if (calibration == null) {
      return;
    }
    heading("Calibration of " + first.name());
    Table table = new Table("probability", "culprits", "claimed", "right");
    for (Calibration.Bin bin : calibration.bins()) {
      table.row(
          String.format(Locale.ROOT, "%.1f to %.1f", bin.from(), bin.to()),
          String.valueOf(bin.count()),
          bin.count() == 0 ? "-" : percent(bin.claimed()),
          bin.count() == 0 ? "-" : percent(bin.right()));
    }
    table.lines().forEach(this::line);
  }

  private void tellAlarms() {
    heading("Alarms");
    Alarms any =
        evaluation.figures().stream()
            .map(JudgeFigures::alarms)
            .filter(alarms -> alarms != null)
            .findFirst()
            .orElse(null);
    if (any == null) {
      paragraph("Nobody raised one.");
      return;
    }
    paragraph(
        "Of "
            + any.derailed()
            + " bisections in which a revision without the cause was called bad: caught at all, in"
            + " time (at that revision or before), with how much still to be tested (median), and"
            + " with that revision blamed at the end. Of "
            + any.right()
            + " right ones: false alerts.");
    Table table = new Table("", "caught", "in time", "left", "blamed", "false");
    for (JudgeFigures each : evaluation.figures()) {
      Alarms its = each.alarms();
      if (its != null) {
        table.row(
            each.name(),
            share(its.caught(), its.derailed()),
            share(its.inTime(), its.derailed()),
            Double.isNaN(its.leftToTest()) ? "-" : percent(its.leftToTest()),
            share(its.blamedRightly(), its.derailed()),
            share(its.falseAlarms(), its.right()));
      }
    }
    table.lines().forEach(this::line);
  }

  private void tellFrequencies() {
    heading("Frequency of levels and alerts");
    int named = evaluation.figures().get(0).byLevel().values().stream().mapToInt(n -> n).sum();
    paragraph(
        "Of all "
            + evaluation.bisections()
            + " bisections, with a known answer or without: the level of the "
            + named
            + " that name a culprit, and alerts.");
    Table table = new Table("", "high", "middle", "low", "none", "alert");
    for (JudgeFigures each : evaluation.figures()) {
      boolean levels = each.byLevel().keySet().stream().anyMatch(level -> level != Level.NONE);
      String[] cells = new String[5];
      for (int i = 0; i < 4; i++) {
        cells[i] = levels ? share(each.byLevel().getOrDefault(LEVELS.get(i), 0), named) : "";
      }
      cells[4] = each.alarms() == null ? "" : share(each.alarmed(), each.all());
      table.row(each.name(), cells);
    }
    table.lines().forEach(this::line);
  }

  private void tellComparison() {
    Comparison comparison = evaluation.comparison();
    if (comparison == null) {
      return;
    }
    heading(
        "From " + evaluation.figures().get(0).name() + " to " + evaluation.figures().get(1).name());
    paragraph(
        count(comparison.moved().size(), "culprit")
            + " of "
            + comparison.culprits()
            + " would have another level. Rows: the level before; columns: the level after.");
    Table table = new Table("", LEVELS.stream().map(EvaluationText::word).toArray(String[]::new));
    for (Level from : LEVELS) {
      table.row(
          word(from),
          LEVELS.stream()
              .map(to -> String.valueOf(comparison.count(from, to)))
              .toArray(String[]::new));
    }
    table.lines().forEach(this::line);
    comparison.moved().stream().limit(EXAMPLES).forEach(this::example);
    int more = comparison.moved().size() - EXAMPLES;
    if (more > 0) {
      line("  and " + more + " more; --format json has them all");
    }
  }

  private void example(Comparison.Moved moved) {
    Boolean right = moved.right();
    line(
        "  "
            + visible(moved.log())
            + ": "
            + word(moved.from())
            + score(moved.before())
            + " "
            + marks.arrow()
            + " "
            + word(moved.to())
            + score(moved.after())
            + (right == null ? "" : right ? ", right" : ", wrong"));
  }

  private static String score(@Nullable Double score) {
    return score == null ? "" : " " + decimal(score);
  }

  private static String word(Level level) {
    return level.name().toLowerCase(Locale.ROOT);
  }

  private void heading(String words) {
    line("");
    line(marks.bold(words));
  }

  private void paragraph(String words) {
    DisplayText.wrapped(words, columns).forEach(each -> line(marks.faint(each)));
  }

  private void line(String words) {
    text.append(words).append('\n');
  }

  private static String share(int part, int whole) {
    return whole == 0 ? "-" : percent(part / (double) whole);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  private static String decimal(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }
}
