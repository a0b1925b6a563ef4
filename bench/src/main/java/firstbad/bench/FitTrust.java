package firstbad.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import firstbad.app.analyze.Progress;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.evaluate.AnsweredCases;
import firstbad.app.evaluate.Case;
import firstbad.app.evaluate.KnownAnswers;
import firstbad.app.evaluate.LogCases;
import firstbad.app.evaluate.TopicCases;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.measure.Folds;
import firstbad.bisection.trust.measure.GroundTruth;
import firstbad.bisection.trust.measure.Scored;
import firstbad.bisection.trust.measure.Weights;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Fits the logistic parts of trust, its levels and its alarm to labelled logs, and writes them as a
 * parameter file that {@code firstbad evaluate --parameters} reads. The onset posterior keeps the
 * values of the file that ships: it explains, and was not fitted.
 *
 * <p>Figures are by cross-validation: each culprit is judged by weights that saw no log of its bug.
 */
@Command(
    name = "bench/run fit-trust",
    mixinStandardHelpOptions = true,
    description = "Fits trust to labelled logs, tells what the fit is worth, writes parameters.")
public final class FitTrust implements Callable<Integer> {
  private static final double STEP = 0.05;

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @CommandLine.Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LABELS",
      description = "As for evaluate; with --from-kafka they are added to the verifications.")
  private @Nullable Path labels;

  @CommandLine.Parameters(index = "1..*", arity = "0..*", paramLabel = "LOGS")
  private List<String> logs = List.of();

  @Option(
      names = "--from-kafka",
      description = "Ended bisections from the topics instead of logs, and what verifications say.")
  private boolean fromKafka;

  @Option(names = "--out", paramLabel = "FILE", description = "Where to write the parameters.")
  private @Nullable Path out;

  @Option(
      names = "--name",
      defaultValue = "fitted",
      description = "Their version, which goes into every assessment; default: ${DEFAULT-VALUE}.")
  private String version = "";

  @Option(
      names = "--penalty",
      defaultValue = "" + Weights.USUAL_PENALTY,
      description = "L2, on standardised features; default: ${DEFAULT-VALUE}.")
  private double penalty;

  @Option(
      names = "--high-right",
      defaultValue = "0.83",
      description = "Least share of right ones at level high; default: ${DEFAULT-VALUE}.")
  private double highRight;

  @Option(
      names = "--low-right",
      defaultValue = "0.07",
      description = "Greatest share of right ones at level low; default: ${DEFAULT-VALUE}.")
  private double lowRight;

  @Option(
      names = "--false-alarms",
      defaultValue = "0.035",
      description = "Greatest share of right ones with an alarm; default: ${DEFAULT-VALUE}.")
  private double falseAlarms;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new FitTrust()).execute(arguments));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (fromKafka == !logs.isEmpty() || (labels == null && !fromKafka)) {
      System.err.println("Name the bisections by LABELS and LOGS, or by --from-kafka.");
      return 2;
    }
    KnownAnswers known = labels == null ? KnownAnswers.none() : KnownAnswers.read(labels);
    List<String> complaints = new ArrayList<>(known.complaints());
    List<Case> cases = cases(known, complaints);
    List<GroundTruth> answers = AnsweredCases.of(cases, known, complaints);
    complaints.forEach(System.err::println);

    List<Weights.Row> rows = rows(cases, answers);
    if (!Weights.enough(rows)) {
      System.err.println("Too few culprits with a known answer: " + rows.size() + ".");
      return 1;
    }
    for (double each : new double[] {1, 3, 10, 30, 100}) {
      FitFigures.print(
          "penalty " + each, Weights.outOfFold(rows, Folds.USUAL, each, Parameters.shipped()));
    }
    Map<String, String> fitted = new TreeMap<>();
    fitted.put("version", version);
    List<Scored> outOfFold = Weights.outOfFold(rows, Folds.USUAL, penalty, Parameters.shipped());
    fitLevels(outOfFold, fitted);
    new FitAlarm(cases, answers, falseAlarms).fit(fitted);
    fitWeights(Weights.of(rows, penalty), fitted);

    String text = new ParameterText(Parameters.text("shipped")).with(fitted);
    Parameters parameters = Parameters.parsed(text);
    FitFigures.print(
        "as written, out of fold", Weights.outOfFold(rows, Folds.USUAL, penalty, parameters));
    if (out != null) {
      Files.writeString(out, text);
      System.out.println("Written: " + out);
    }
    return 0;
  }

  private List<Case> cases(KnownAnswers known, List<String> complaints)
      throws InterruptedException {
    if (fromKafka) {
      TopicCases topics = TopicCases.read(kafka, new PrintWriter(System.err, true, UTF_8));
      topics.label(known);
      return topics.cases();
    }
    LogCases read =
        LogCases.read(
            logs,
            count ->
                new Progress(
                    new PrintWriter(System.err, true, StandardCharsets.UTF_8), count, false));
    complaints.addAll(read.complaints());
    return read.cases();
  }

  private static List<Weights.Row> rows(List<Case> cases, List<GroundTruth> answers) {
    Assessor assessor = new Assessor(Parameters.shipped());
    List<Weights.Row> rows = new ArrayList<>();
    for (int i = 0; i < cases.size(); i++) {
      Weights.Row row = Weights.Row.of(answers.get(i), cases.get(i).course(), assessor);
      if (row != null) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** Bounds in steps of 0.05, as finer ones would fit to noise; told by out-of-fold scores. */
  private void fitLevels(List<Scored> scored, Map<String, String> fitted) {
    double high = highFrom(scored);
    double low = lowBelow(scored);
    fitted.put("level.high", FitFigures.decimal(high));
    fitted.put("level.low", FitFigures.decimal(low));
    System.out.printf(Locale.ROOT, "levels: high from %.2f, low below %.2f%n", high, low);
  }

  private double highFrom(List<Scored> scored) {
    double high = 1;
    for (double bound = 0.95; bound > 0.5 - STEP / 2; bound -= STEP) {
      double from = bound;
      if (right(scored.stream().filter(each -> each.probability() >= from).toList()) >= highRight) {
        high = bound;
      }
    }
    return high;
  }

  private double lowBelow(List<Scored> scored) {
    double low = 0;
    for (double bound = 0.05; bound < 0.5 + STEP / 2; bound += STEP) {
      double to = bound;
      if (right(scored.stream().filter(each -> each.probability() < to).toList()) <= lowRight) {
        low = bound;
      }
    }
    return low;
  }

  private static double right(List<Scored> scored) {
    return scored.stream().filter(Scored::right).count() / (double) scored.size();
  }

  private static void fitWeights(Weights weights, Map<String, String> fitted) {
    List<String> features = Assessor.featureNames();
    List<String> early = Assessor.earlyFeatures();
    fitted.put("early.constant", FitFigures.decimal(weights.early().constant()));
    fitted.put("final.constant", FitFigures.decimal(weights.settled().constant()));
    for (int i = 0; i < features.size(); i++) {
      String feature = features.get(i);
      fitted.put(
          "final." + feature,
          FitFigures.decimal(weights.settled().weights().get(i))
              + " "
              + FitFigures.decimal(weights.settled().means().get(i)));
      int at = early.indexOf(feature);
      fitted.put(
          "early." + feature,
          at < 0
              ? "0 0"
              : FitFigures.decimal(weights.early().weights().get(at))
                  + " "
                  + FitFigures.decimal(weights.early().means().get(at)));
    }
  }
}
