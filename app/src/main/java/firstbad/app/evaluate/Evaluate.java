package firstbad.app.evaluate;

import firstbad.app.analyze.Progress;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ParametersOption;
import firstbad.app.cli.Terminal;
import firstbad.bisection.trust.parameters.Parameters;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures trust on bisections whose answers are known. */
@Command(
    name = "evaluate",
    header = "Measures trust on logs whose answers are known.",
    description = {
      "%nShows how well trust, and the rules it competes with, tell right culprits from wrong ones,"
          + " how often they raise an alert, and what other parameters would change.",
      "%nLABELS has a JSON object on each line: \"log\" (the name of the log, or the bisection's"
          + " id; required), \"verdict\" (correct, wrong, none or null), \"culprit\","
          + " \"true_cause\", \"title\" (of the bug: logs of one bug are kept together), and for"
          + " alarms \"reason\" (called_bad: a revision without the cause was called bad), \"derail_line\""
          + " and \"derail_commit\" (the first revision whose verdict contradicts the cause). Other"
          + " fields are ignored. The file may be empty: then only frequencies are shown.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad evaluate labels.jsonl logs.zip",
      "  firstbad evaluate --from-kafka",
      "  firstbad evaluate --from-kafka --recalibrated mine.parameters",
      "  firstbad evaluate labels.jsonl --from-kafka --format json",
      "  firstbad evaluate labels.jsonl logs/ --parameters mine.parameters"
    })
public final class Evaluate implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @picocli.CommandLine.Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "LABELS",
      description =
          "The known answers. With --from-kafka they are added to the verifications, and may be left out.")
  private @Nullable Path labels;

  @picocli.CommandLine.Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "LOGS",
      description = "Logs, folders, archives, as for 'firstbad analyze'.")
  private List<String> logs = List.of();

  @Option(
      names = "--from-kafka",
      description =
          "Reads ended bisections from the topics instead of logs; all of them are held in memory.")
  private boolean fromKafka;

  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      description =
          "Compares these parameters with those that the bisections were judged with, or two such"
              + " files with each other. shipped and seed-golden are built-in sets.")
  private List<String> parameters = List.of();

  @Option(
      names = "--recalibrated",
      paramLabel = "FILE",
      description =
          "With --from-kafka: writes the parameters that are shipped, moved to fit what became of"
              + " culprits here, to a new file. Takes "
              + Recalibration.LEAST_MARKS
              + " answered culprits.")
  private @Nullable Path recalibrated;

  @Mixin private FormatOption format = new FormatOption();

  public Evaluate(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (fromKafka == !logs.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Name the bisections either by LOGS or by --from-kafka.");
    }
    if (parameters.size() > 2) {
      throw new ParameterException(spec.commandLine(), "Two sets of parameters can be compared.");
    }
    List<Parameters> compared = parameters.stream().map(ParametersOption::named).toList();
    if (labels == null && !fromKafka) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'LABELS'");
    }
    if (recalibrated != null && !fromKafka) {
      throw new ParameterException(spec.commandLine(), "--recalibrated goes with --from-kafka.");
    }
    KnownAnswers known = labels == null ? KnownAnswers.none() : KnownAnswers.read(labels);
    List<String> complaints = new ArrayList<>(known.complaints());
    PrintWriter err = spec.commandLine().getErr();
    List<Case> cases;
    TopicCases topics = null;
    if (fromKafka) {
      topics = TopicCases.read(kafka, err);
      topics.label(known);
      cases = topics.cases();
    } else {
      LogCases read =
          LogCases.read(logs, count -> new Progress(err, count, terminal.err() && !terminal.out()));
      cases = read.cases();
      complaints.addAll(read.complaints());
    }
    Evaluation evaluation = Evaluation.of(cases, known, compared, complaints);
    LiveRecord live = topics == null ? null : topics.live(known);
    print(evaluation, live);
    if (live != null && recalibrated != null) {
      live.writeRecalibrated(recalibrated).ifPresent(complaints::add);
    }
    complaints.forEach(complaint -> err.println("firstbad: " + complaint));
    return complaints.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  /**
   * @param live what became of culprits; null where the bisections come from logs
   */
  private void print(Evaluation evaluation, @Nullable LiveRecord live) {
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      String json = EvaluationJson.of(evaluation);
      out.println(
          live == null ? json : json.substring(0, json.length() - 1) + "," + live.members() + "}");
    } else {
      out.print(EvaluationText.of(evaluation, terminal));
      if (live != null) {
        out.print(live.text(terminal));
      }
    }
    out.flush();
  }
}
