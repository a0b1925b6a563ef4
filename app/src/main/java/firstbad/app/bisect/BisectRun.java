package firstbad.app.bisect;

import firstbad.app.analyze.LogInput;
import firstbad.app.analyze.LogReading;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ParametersOption;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Waiting;
import firstbad.app.read.ForgottenIds;
import firstbad.app.serve.OptionalServer;
import firstbad.app.story.StoryText;
import firstbad.bisection.trust.Assessor;
import firstbad.publisher.Destination;
import firstbad.publisher.Labels;
import firstbad.publisher.PublishException;
import firstbad.publisher.RefusedException;
import firstbad.schemas.Ids;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a search that was started with git bisect start. */
@Command(
    name = "run",
    header = "Tests commits until git names the first bad one.",
    description = {
      "%nRuns CMD on each commit that git chooses, in a work tree in which 'git bisect start BAD"
          + " GOOD' was run. Exit codes are those of git bisect run: 0 is good, 125 cannot be"
          + " tested, other codes up to 127 are bad, higher ones end the search. A commit is bad if"
          + " one of its runs is.%n",
      "The first kernel crash that CMD prints is the run's title. The bad commit is tested first:"
          + " its crashes are the bug's own, and without them nothing is judged.%n",
      "Needs no Kafka. Where brokers (--bootstrap-servers or FIRSTBAD_BOOTSTRAP_SERVERS) or a"
          + " server are named, the log is published while it is written. After an interruption,"
          + " the same command goes on.%n"
    })
public final class BisectRun implements Callable<Integer> {
  private static final Duration CONNECT = Duration.ofSeconds(15);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private OptionalServer server = new OptionalServer();
  @Mixin private ParametersOption trust = new ParametersOption();

  @Parameters(arity = "1..*", paramLabel = "CMD", description = "The test, after --.")
  private List<String> command = List.of();

  @Option(
      names = {"-n", "--runs"},
      paramLabel = "N",
      defaultValue = "1",
      description = "How often each commit is tested; default: ${DEFAULT-VALUE}.")
  private int runs;

  @Option(
      names = "--no-check-bad",
      description = "Does not test the bad commit first; nothing is judged then.")
  private boolean unchecked;

  @Option(
      names = {"-i", "--id"},
      paramLabel = "ID",
      description =
          "The bisection's id; default: bisect-, the hash of the bad commit, and digits of this work tree.")
  private @Nullable String id;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Label of the log, such as bug.title or kernel.repo; repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "The log, which is kept; what CMD prints goes to FILE.output. Default: ID.log in the"
              + " folder firstbad of the git folder.")
  private @Nullable Path log;

  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      defaultValue = "",
      description = "The work tree; default: the folder in which firstbad is called.")
  private Path directory = Path.of("");

  private final Terminal terminal;
  private final ShutdownHook shutdown = new ShutdownHook();

  public BisectRun(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    require(runs > 0 && runs <= 100, "--runs is a number from 1 to 100.");
    require(id == null || Ids.isLegal(id), Ids.refusal(String.valueOf(id)));
    try {
      labels = Labels.checked(labels);
    } catch (RefusedException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
    }
    return shutdown.during(this::search, spec.commandLine().getOut());
  }

  private void require(boolean met, String sentence) {
    if (!met) {
      throw new ParameterException(spec.commandLine(), sentence);
    }
  }

  private int search() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path here = directory.toAbsolutePath();
    WorkTree tree = new WorkTree(here);
    Path gitFolder = tree.requireBisection();
    SearchLogFile kept = SearchLogFile.of(tree.log(), gitFolder.resolve("firstbad"), log, id);
    Path output = Path.of(kept.file() + ".output");
    Files.createDirectories(output.toAbsolutePath().getParent());
    out.println("The log is " + kept.file() + ", what the test prints is in " + output + ".");
    boolean found;
    try (SearchLog lines = new SearchLog(kept.file(), out, spec.commandLine().getErr());
        Writer printed =
            Files.newBufferedWriter(
                output,
                StandardCharsets.UTF_8,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND)) {
      publish(lines, kept.id());
      TestCommand test = new TestCommand(command, here);
      Search search = new Search(tree, test, runs, lines, printed, shutdown::requested);
      lines.lines(kept.missing());
      found = search.run(!unchecked && !kept.checkedBad());
      if (!found && shutdown.requested()) {
        out.println("Interrupted; git bisect is where it was. The same command goes on.");
        return ExitCode.FAILED;
      }
      found &= lines.end();
    }
    story(kept, out);
    return found ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void publish(SearchLog lines, String name) {
    boolean named =
        spec.commandLine().getParseResult().hasMatchedOption("--bootstrap-servers")
            || System.getenv("FIRSTBAD_BOOTSTRAP_SERVERS") != null;
    try {
      if (server.api().isPresent()) {
        lines.publishTo(new ServerSink(server.api().get(), name, labels));
      } else if (named) {
        lines.publishTo(kafkaSink(name));
      }
    } catch (PublishException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private KafkaSink kafkaSink(String name) {
    if (ForgottenIds.read(kafka).contains(name)) {
      throw new Problem("Nothing is published: " + ForgottenIds.refusal(name));
    }
    return Waiting.forRegistry(
        kafka, spec.commandLine().getErr(), () -> new KafkaSink(destination(), name, labels));
  }

  private Destination destination() {
    return Destination.of(kafka.bootstrapServers(), kafka.registry())
        .withPrefix(kafka.prefix())
        .withProperties(kafka.clientProperties())
        .waiting(CONNECT, Duration.ofMinutes(2));
  }

  /** The kept file is read as anybody would read it, so that nothing else is told. */
  private void story(SearchLogFile kept, PrintWriter out) {
    LogInput input =
        new LogInput(kept.file().toString(), kept.id(), () -> Files.newInputStream(kept.file()));
    try {
      out.println();
      int unused =
          LogReading.read(
              input,
              new Assessor(trust.parameters()),
              story -> out.println(StoryText.of(story, terminal)));
    } catch (IOException e) {
      throw new Problem("Cannot read " + kept.file() + ": " + Sentences.reason(e) + ".", e);
    }
  }
}
