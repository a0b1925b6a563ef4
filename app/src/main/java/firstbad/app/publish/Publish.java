package firstbad.app.publish;

import firstbad.app.cli.Called;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Waiting;
import firstbad.app.read.ForgottenIds;
import firstbad.publisher.Destination;
import firstbad.publisher.Labels;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.LogSource;
import firstbad.publisher.LogSources;
import firstbad.publisher.PublishException;
import firstbad.publisher.RefusedException;
import firstbad.schemas.Ids;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Turns logs into events. Long, since its options are many and each is a few lines. */
@Command(
    name = "publish",
    header = "Publishes logs to Kafka, line by line.",
    description = {
      "%nSends each line of a log as a numbered event, and then one event that ends the log."
          + " Publishing a log again is harmless, since readers know each line by its number. That"
          + " is also how to complete a log whose publishing broke off.%n",
      "Lines may end in CR LF, and the text may be UTF-16. Times, names or mail quote marks in"
          + " front of every line are removed, and the output says so. Text that is not a bisection"
          + " log is not sent; one sentence says what it looks like.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad publish --label bug.title='WARNING in x' bisect.log",
      "  syz-bisect ... | firstbad publish --id job-1 -",
      "  firstbad publish --follow --id job-2 /var/log/bisect.log",
      "  firstbad publish --speed live=2m bisect.log",
      "  firstbad publish --observed-at mtime old-logs/"
    })
public final class Publish implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|URL|-",
      description =
          "Logs: files, http and https URLs, or folders with files named *.txt or *.log; all may be"
              + " packed with gzip or xz. - is standard input and needs --id.")
  private List<String> arguments = List.of();

  @Option(
      names = {"-i", "--id"},
      paramLabel = "ID",
      description =
          "The bisection's id; for one input. Default: the input's path without extension, in a"
              + " folder its path below that folder. Where one text holds several bisections, the second gets ID.2 and so on.")
  private @Nullable String id;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description =
          "Label of the logs, such as bug.title, bug.url, kernel.repo, kernel.branch or manager;"
              + " repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = {"-F", "--follow"},
      description =
          "Keeps reading as files grow, through rotation and truncation, until interrupted, and"
              + " does not end the log; - is read until the pipe ends. Where another bisection"
              + " begins in the same text, the one before it is ended.")
  private boolean follow;

  @Option(
      names = "--bookmark",
      paramLabel = "FILE",
      description =
          "With --follow: file that remembers how far it has read. Default: one in the user's state"
              + " folder.")
  private @Nullable Path bookmark;

  @Option(names = "--no-end", description = "Does not end the log: more lines will follow.")
  private boolean noEnd;

  @Option(
      names = "--speed",
      paramLabel = "SPEED",
      converter = PublishRate.Reader.class,
      description =
          "Lines per second; or live, which plays a log within a minute; or live=DURATION (500ms,"
              + " 30s, 2m).")
  private PublishRate rate = PublishRate.FASTEST;

  @Option(
      names = "--observed-at",
      paramLabel = "WHEN",
      converter = ObservedAt.Reader.class,
      description =
          "When the lines of finished logs count as observed, for charts: now; mtime, the time of"
              + " the file; log, the time in its line 'ci starts bisection', else that of the file;"
              + " or a time such as 2026-11-22T16:26:42Z or 2026-11-22. Default: now.")
  private ObservedAt observedAt = ObservedAt.NOW;

  @Option(
      names = "--connect-within",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "15s",
      description = "How long to try to reach broker and registry; default: ${DEFAULT-VALUE}.")
  private Duration connectWithin = Duration.ZERO;

  @Option(
      names = "--give-up-after",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "Gives up when Kafka has acknowledged nothing for this long; default: 2m, with --follow"
              + " 24h.")
  private @Nullable Duration giveUpAfter;

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows no progress.")
  private boolean quiet;

  private final ShutdownHook shutdown = new ShutdownHook();
  private final Terminal terminal;

  public Publish(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    requireSense();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    PublishProgress tally = new PublishProgress(out, err, terminal.err(), quiet);
    return shutdown.during(() -> publish(tally), out);
  }

  private int publish(PublishProgress tally) throws InterruptedException {
    LogSources sources = follow ? named() : LogSources.of(arguments, standardInput());
    sources.skipped().forEach(sentence -> tally.say(DisplayText.visible(sentence)));
    sources.failed().forEach(sentence -> tally.complain(DisplayText.visible(sentence)));
    requireSense(sources);
    if (sources.found().isEmpty()) {
      return ExitCode.FAILED;
    }
    publish(sources, tally);
    tally.sum();
    return tally.complaints() == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void publish(LogSources sources, PublishProgress tally) throws InterruptedException {
    try (LogPublisher publisher = opened();
        PublishedIds ids = new PublishedIds(kafka, tally)) {
      Set<String> forgotten = ForgottenIds.read(kafka);
      if (follow && !arguments.contains("-")) {
        follow(
            publisher,
            sources,
            new FollowedLogs(publisher, tally, forgotten, ids, shutdown::requested));
      } else {
        send(
            sources,
            tally,
            new FinishedLogs(
                publisher, publishOptions(), tally, forgotten, ids, shutdown::requested));
      }
      ids.hearAll();
    } catch (PublishException e) {
      tally.complain(Called.in(String.valueOf(e.getMessage()), spec.commandLine()));
    }
  }

  private LogPublisher opened() {
    Destination destination = destination();
    return Waiting.forRegistry(
        kafka, spec.commandLine().getErr(), () -> LogPublisher.open(destination));
  }

  private FinishedLogs.PublishOptions publishOptions() {
    return new FinishedLogs.PublishOptions(labels, !follow && !noEnd, rate, observedAt);
  }

  private void send(LogSources sources, PublishProgress tally, FinishedLogs logs) {
    try {
      for (LogSource source : sources.found()) {
        if (shutdown.requested()) {
          tally.complain("Interrupted; not all logs were published.");
          break;
        }
        logs.publish(source, id(source));
      }
    } finally {
      logs.settle();
    }
  }

  private void follow(LogPublisher publisher, LogSources sources, FollowedLogs logs)
      throws InterruptedException {
    try {
      for (LogSource source : sources.found()) {
        Path path = source.file().orElseThrow();
        logs.add(path, id(source), labels, bookmark(publisher, id(source), path));
      }
      logs.follow();
    } finally {
      logs.settle();
    }
  }

  private Path bookmark(LogPublisher publisher, String log, Path path) {
    return bookmark != null
        ? bookmark
        : FollowedLogs.usualBookmark(publisher.topicId(), log, path, System.getenv());
  }

  /** With --follow a file may not exist yet, and a folder is none. */
  private LogSources named() {
    return arguments.equals(List.of("-"))
        ? LogSources.of(arguments, standardInput())
        : LogSources.ofFiles(arguments);
  }

  private String id(LogSource source) {
    return Optional.ofNullable(id).or(source::id).orElseThrow();
  }

  private Destination destination() {
    Duration usual = follow ? Duration.ofHours(24) : Duration.ofMinutes(2);
    return Destination.of(kafka.bootstrapServers(), kafka.registry())
        .withPrefix(kafka.prefix())
        .withProperties(kafka.clientProperties())
        .waiting(connectWithin, Optional.ofNullable(giveUpAfter).orElse(usual));
  }

  /** What can be seen to be wrong before anything is done. */
  private void requireSense() {
    require(id == null || Ids.isLegal(id), () -> Ids.refusal(String.valueOf(id)));
    try {
      labels = Labels.checked(labels);
    } catch (RefusedException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    require(
        id != null || !arguments.contains("-"), () -> "Standard input has no name: give --id ID.");
    require(
        !follow || rate.equals(PublishRate.FASTEST),
        () -> "--speed does not go with --follow: a followed file has its own speed.");
    require(
        !follow || !arguments.contains("-") || arguments.size() == 1,
        () -> "--follow takes files or -, not both.");
    require(
        !follow || observedAt.equals(ObservedAt.NOW),
        () ->
            "--observed-at does not go with --follow: lines that are written now are observed now.");
    require(
        bookmark == null || (follow && arguments.size() == 1),
        () -> "--bookmark goes with --follow and one file.");
    require(
        id == null || arguments.size() == 1, () -> "--id names one log, but several were given.");
    require(
        !follow || arguments.stream().noneMatch(Publish::isUrl),
        () -> "--follow takes files or -, not URLs.");
  }

  private void requireSense(LogSources sources) {
    require(
        id == null || sources.found().size() <= 1,
        () -> "--id names one log, but " + sources.found().size() + " were found.");
    require(
        !observedAt.needsFile() || sources.found().stream().allMatch(log -> log.file().isPresent()),
        () -> "--observed-at mtime takes files only, since nothing else has such a time.");
    require(
        !rate.needsLength() || sources.found().stream().allMatch(log -> log.file().isPresent()),
        () ->
            "--speed live takes files only, since it needs a log's length; give lines per second.");
  }

  private void require(boolean met, Supplier<String> sentence) {
    if (!met) {
      throw wrong(sentence.get());
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private static boolean isUrl(String argument) {
    return argument.startsWith("http://") || argument.startsWith("https://");
  }

  /** Standard input whose reading an interrupt ends, which System.in does not do. */
  private static InputStream standardInput() {
    return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
  }
}
