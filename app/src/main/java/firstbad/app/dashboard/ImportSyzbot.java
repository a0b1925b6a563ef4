package firstbad.app.dashboard;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.Waiting;
import firstbad.app.read.ForgottenIds;
import firstbad.bisection.intake.LineDecoder;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.publisher.Destination;
import firstbad.publisher.Labels;
import firstbad.publisher.LogPublisher;
import firstbad.publisher.PublishException;
import firstbad.publisher.RefusedException;
import firstbad.publisher.TextPublication;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Reads the bugs of a syzbot-like dashboard and publishes the bisection logs they link to. */
@Command(
    name = "syzbot",
    header = "Publishes the bisection logs that a syzbot-like dashboard links to.",
    description = {
      "%nReads a list of bugs (as JSON), the page of each bug, and the bisection logs that it links"
          + " to. Each log is published once, under the id that the dashboard gave it, with labels"
          + " from the page (bug.title, bug.url). Links to other sites are never followed.%n",
      "One request is sent at a time, with a pause between two, and only what robots.txt allows is"
          + " read. Started again, it goes on with the logs that are missing.%n"
    })
public final class ImportSyzbot implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "URL", description = "A list of bugs of the dashboard.")
  private String url = "";

  @Option(
      names = "--since",
      paramLabel = "DATE|DURATION",
      converter = Since.class,
      description =
          "Only bugs that were updated since then: a day such as 2026-11-01, or 7d. Bugs without a"
              + " date are taken.")
  private @Nullable LocalDate since;

  @Option(
      names = "--pause",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "2s",
      description =
          "At least so long between two requests; default: ${DEFAULT-VALUE}. robots.txt can ask for"
              + " more.")
  private Duration pause = Duration.ZERO;

  @Option(
      names = "--dry-run",
      description =
          "Lists the logs, but those that the file of --state names, and publishes nothing.")
  private boolean dry;

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description = "Label of every log, beside those of its page; repeatable.")
  private Map<String, String> labels = new LinkedHashMap<>();

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description =
          "File that remembers what was imported. Default: one in the user's state folder.")
  private @Nullable Path state;

  private final ShutdownHook shutdown = new ShutdownHook();
  private int failures;

  @Override
  public Integer call() throws Exception {
    URI list = address();
    try {
      labels = Labels.checked(labels);
    } catch (RefusedException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    return shutdown.during(() -> imports(list), spec.commandLine().getOut());
  }

  private URI address() {
    try {
      URI uri = new URI(url);
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getUserInfo() == null) {
        return uri.getRawPath().isEmpty() ? uri.resolve("/") : uri;
      }
    } catch (URISyntaxException e) {
      // said below
    }
    throw wrong(visible(url) + " is no http or https URL of a list of bugs.");
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private int imports(URI list) {
    PoliteClient site = new PoliteClient(list, pause);
    Dashboard dashboard = new Dashboard(site);
    if (dry) {
      DoneIds known = state == null ? null : new DoneIds(state);
      each(dashboard, list, id -> known != null && known.has(id), this::shows);
    } else {
      try (LogPublisher publisher = opened()) {
        Path usual = DoneIds.usual(list.getAuthority(), publisher.topicId(), System.getenv());
        DoneIds done = new DoneIds(state == null ? usual : state);
        Set<String> forgotten = ForgottenIds.read(kafka);
        each(
            dashboard,
            list,
            id -> done.has(id) || forgotten.contains(id),
            link -> publishes(publisher, dashboard, link, done));
      } catch (PublishException e) {
        throw new Problem(String.valueOf(e.getMessage()), e);
      }
    }
    return failures == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  private LogPublisher opened() {
    Destination destination = destination();
    return Waiting.forRegistry(
        kafka, spec.commandLine().getErr(), () -> LogPublisher.open(destination));
  }

  /** What is done with a log. */
  private interface Taking {
    void take(Dashboard.LogLink link) throws IOException;
  }

  private void each(Dashboard dashboard, URI list, Predicate<String> done, Taking taking) {
    PrintWriter out = spec.commandLine().getOut();
    Set<String> seen = new HashSet<>();
    Set<String> published = new HashSet<>();
    int bugs = 0;
    int known = 0;
    try {
      for (Dashboard.Bug bug : dashboard.bugs(list)) {
        boolean old = since != null && bug.updated() != null && bug.updated().isBefore(since);
        if (old || stops()) {
          continue;
        }
        Optional<List<Dashboard.LogLink>> linked = logs(dashboard, bug);
        bugs += linked.isPresent() ? 1 : 0;
        for (Dashboard.LogLink link : linked.orElse(List.of())) {
          if (done.test(link.id())) {
            known += published.contains(link.id()) ? 0 : 1;
          } else if (!stops() && seen.add(link.id()) && taken(taking, link)) {
            published.add(link.id());
          }
        }
      }
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
    }
    out.println(
        count(bugs, "bug")
            + " read, "
            + count(published.size(), "log")
            + (dry ? " found" : " published")
            + (failures == 0 ? "" : ", " + failures + " failed")
            + (known == 0 ? "." : ", " + known + " imported before."));
  }

  private boolean stops() {
    return shutdown.requested() || Thread.currentThread().isInterrupted();
  }

  /** Empty where the bug's page cannot be read. */
  private Optional<List<Dashboard.LogLink>> logs(Dashboard dashboard, Dashboard.Bug bug) {
    try {
      return Optional.of(dashboard.logs(bug));
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private boolean taken(Taking taking, Dashboard.LogLink link) {
    try {
      taking.take(link);
      return true;
    } catch (NoBisectionLog e) {
      complain(e.sentence(link.address().toString()));
    } catch (RefusedException e) {
      complain(link.address() + " is left out: " + e.getMessage());
    } catch (IOException e) {
      complain(String.valueOf(e.getMessage()));
    }
    return false;
  }

  private void complain(String sentence) {
    failures++;
    spec.commandLine().getErr().println("firstbad: " + visible(sentence));
  }

  private void shows(Dashboard.LogLink link) {
    String title = link.labels().getOrDefault("bug.title", "");
    spec.commandLine().getOut().println(link.id() + "  " + visible(title));
  }

  private void publishes(
      LogPublisher publisher, Dashboard dashboard, Dashboard.LogLink link, DoneIds done)
      throws IOException {
    byte[] bytes = dashboard.log(link);
    Map<String, String> all = new LinkedHashMap<>(labels);
    link.labels().forEach(all::putIfAbsent);
    TextPublication text = new TextPublication(publisher, link.id(), all, part -> {});
    LineDecoder decoder = new LineDecoder();
    decoder.feed(bytes, 0, bytes.length, text::line);
    decoder.end(text::line);
    text.end(true);
    text.awaitDurable();
    done.add(link.id());
    shows(link);
  }

  private Destination destination() {
    return Destination.of(kafka.bootstrapServers(), kafka.registry())
        .withPrefix(kafka.prefix())
        .withProperties(kafka.clientProperties())
        .waiting(Duration.ofSeconds(15), Duration.ofMinutes(2));
  }

  /** A day, or how long ago. */
  static final class Since implements ITypeConverter<LocalDate> {
    @Override
    public LocalDate convert(String text) {
      try {
        return LocalDate.parse(text);
      } catch (DateTimeParseException e) {
        try {
          Duration ago = new Durations().convert(text);
          return LocalDate.ofInstant(Clock.systemUTC().instant().minus(ago), ZoneOffset.UTC);
        } catch (TypeConversionException wrong) {
          throw new TypeConversionException(
              "'" + text + "' is neither a day such as 2026-11-01 nor a duration such as 7d");
        }
      }
    }
  }
}
