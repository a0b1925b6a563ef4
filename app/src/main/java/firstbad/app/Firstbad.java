package firstbad.app;

import firstbad.app.analyze.Analyze;
import firstbad.app.bisect.BisectCommand;
import firstbad.app.cli.DurationDefaults;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.Logging;
import firstbad.app.cli.NumberReading;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.VisibleWriter;
import firstbad.app.dashboard.ImportCommand;
import firstbad.app.deliver.DeliverCommand;
import firstbad.app.deliver.UndeliveredCommand;
import firstbad.app.evaluate.Evaluate;
import firstbad.app.letters.DeadLettersCommand;
import firstbad.app.local.Demo;
import firstbad.app.local.Up;
import firstbad.app.publish.Publish;
import firstbad.app.read.Alerts;
import firstbad.app.read.Crashes;
import firstbad.app.read.Culprits;
import firstbad.app.read.Show;
import firstbad.app.read.Suspects;
import firstbad.app.replay.Forget;
import firstbad.app.replay.Replay;
import firstbad.app.serve.BisectionsCommand;
import firstbad.app.serve.HealthCommand;
import firstbad.app.serve.ServerCommand;
import firstbad.app.setup.Doctor;
import firstbad.app.setup.TopicsCommand;
import firstbad.app.stream.TopologyCommand;
import firstbad.app.verify.VerifyCommand;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line: what there is to call, and how it ends. */
@Command(
    name = "firstbad",
    versionProvider = Version.class,
    description = {
      "Watches kernel bisections while they run, and sends each culprit once, with reasons.",
    },
    commandListHeading = "",
    synopsisSubcommandLabel = "COMMAND",
    exitCodeOnInvalidInput = ExitCode.USAGE,
    exitCodeOnExecutionException = ExitCode.FAILED,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:some input failed; standard error says which, the rest is done",
      "2:wrong usage",
    },
    footerHeading = "%nEnvironment:%n",
    footer = {
      "  FIRSTBAD_BOOTSTRAP_SERVERS, FIRSTBAD_REGISTRY, FIRSTBAD_PREFIX,",
      "  FIRSTBAD_CONFIG       stand for the options of that name",
      "  FIRSTBAD_SERVER       stands for --server",
      "  FIRSTBAD_TOKEN_FILE   stands for --token-file",
      "  FIRSTBAD_VIEW         stands for --view",
      "  FIRSTBAD_HEALTH_URL   stands for the URL of health",
      "  FIRSTBAD_LOG_LEVEL    log messages from this level on: warn, info, debug",
      "  FIRSTBAD_LOG_FILE     log messages go there instead of standard error",
      "  FIRSTBAD_STOP_WITHIN  how long a stop may take, such as 30s; default: 45s",
      "  FIRSTBAD_MEMORY       stands for --memory",
      "  FIRSTBAD_THREADS, FIRSTBAD_STANDBYS, FIRSTBAD_INSTANCE_ID,",
      "  FIRSTBAD_UPGRADE_FROM stand for the options of the topology of that name",
      "  FIRSTBAD_DEBUG=1      stands for --debug",
      "  NO_COLOR=1            no colours",
      "  JAVA_HOME             the Java to run with",
      "  FIRSTBAD_JAVA_OPTS    more options for that Java",
      "",
      "'firstbad help COMMAND' explains a command.",
    })
public final class Firstbad implements Runnable {

  /** Every command, by the heading of the help under which it stands. A new one is a new entry. */
  static final CommandList COMMANDS =
      new CommandList()
          .group("Try it", Demo.class, Up.class)
          .group("Logs into Kafka", Publish.class, ImportCommand.class)
          .group(
              "Read what was found",
              Culprits.class,
              Alerts.class,
              Show.class,
              Crashes.class,
              Suspects.class,
              BisectionsCommand.class,
              VerifyCommand.class)
          .group("Without Kafka", Analyze.class, BisectCommand.class, Evaluate.class)
          .group(
              "Run it",
              TopologyCommand.class,
              DeliverCommand.class,
              UndeliveredCommand.class,
              DeadLettersCommand.class,
              ServerCommand.class,
              TopicsCommand.class,
              Replay.class,
              Forget.class,
              Doctor.class,
              HealthCommand.class)
          .group("Shell", Help.class, Completion.class);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  boolean version;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints this help.")
  boolean help;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      scope = ScopeType.INHERIT,
      description =
          "Memory of the whole process, such as 2g or 900m (FIRSTBAD_MEMORY); half of it is heap."
              + " Default: the memory of the machine or the container.")
  void memory(String size) {
    // The launcher has read it: a JVM cannot change its heap.
    if (!size.matches("[1-9][0-9]*[kKmMgG]?")) {
      throw new ParameterException(
          spec.commandLine(), "--memory is a size such as 2g or 900m, not " + size);
    }
  }

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      defaultValue = "${env:FIRSTBAD_DEBUG:-false}",
      description = "Shows stack traces and log messages (FIRSTBAD_DEBUG=1).")
  void debug(boolean on) {
    if (on) {
      Logging.from("INFO");
    }
    debug = on;
  }

  private boolean debug;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }

  boolean debug() {
    return debug;
  }

  /** The command line, complete. */
  public static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, command -> true);
  }

  /**
   * The command line as far as these arguments need it: of the commands only the one they name. The
   * model of a command costs time and loads what its methods mention, Kafka and Avro too.
   */
  static CommandLine commandLine(Terminal terminal, String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    boolean known = COMMANDS.all().anyMatch(command -> name(command).equals(first));
    boolean tellsOfOthers = first.equals("help") || first.equals("completion");
    return commandLine(terminal, command -> !known || tellsOfOthers || name(command).equals(first));
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  private static Object here(Class<?> command) {
    return Absent.is(command) ? Absent.command(name(command)) : command;
  }

  private static CommandLine commandLine(Terminal terminal, Predicate<Class<?>> wanted) {
    Firstbad root = new Firstbad();
    CommandLine line = new CommandLine(root, new Commands(terminal));
    COMMANDS
        .all()
        .filter(wanted)
        .forEach(command -> line.addSubcommand(name(command), here(command)));
    line.setDefaultValueProvider(new DurationDefaults());
    NumberReading.readBy(line);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.getHelpSectionMap()
        .put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, COMMANDS::render);
    HelpLayout.apply(line, terminal.columns());
    ErrorReport complaints = new ErrorReport(root::debug);
    line.setParameterExceptionHandler(complaints);
    line.setExecutionExceptionHandler(complaints);
    return line;
  }

  public static void main(String[] arguments) {
    VisibleWriter text =
        new VisibleWriter(
            new OutputStreamWriter(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                StandardCharsets.UTF_8));
    PrintWriter out = new PrintWriter(text);
    PrintWriter err =
        new PrintWriter(
            new VisibleWriter(
                new OutputStreamWriter(
                    new FileOutputStream(FileDescriptor.err), StandardCharsets.UTF_8)),
            true);
    CommandLine line = commandLine(Terminal.current(), arguments).setOut(out).setErr(err);
    line.setExecutionStrategy(parsed -> executed(parsed, text));
    int code = line.execute(arguments);
    out.flush();
    err.flush();
    System.exit(code);
  }

  private static int executed(ParseResult parsed, VisibleWriter out) {
    if (FormatOption.isJson(parsed)) {
      out.json();
    }
    return new RunLast().execute(parsed);
  }
}
