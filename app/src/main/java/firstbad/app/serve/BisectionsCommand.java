package firstbad.app.serve;

import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KnownName;
import firstbad.app.cli.LevelOption;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.events.Level;
import firstbad.events.Outcome;
import firstbad.schemas.CulpritStanding;
import firstbad.story.LogClock;
import firstbad.story.Phrases;
import firstbad.story.RunningTrust;
import firstbad.story.Words;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists bisections, the newest lines first. */
@Command(
    name = "bisections",
    header = "Lists bisections, those with the newest lines first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad bisections --outcome running",
      "  firstbad bisections hidraw_release --level low --level not-judged"
    })
public final class BisectionsCommand implements Callable<Integer> {
  private static final int INDENT = 4;

  private final Terminal terminal;
  private final Marks marks;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private RequiredServer server = new RequiredServer();

  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "Words, or their beginnings, in titles, functions, labels and ids.")
  private List<String> words = new ArrayList<>();

  @Mixin private OutcomeOption outcome = new OutcomeOption();
  @Mixin private LevelOption level = new LevelOption();

  @Option(
      names = "--verification",
      paramLabel = "STATE",
      completionCandidates = StandingWords.class,
      converter = StandingReader.class,
      description = "What became of the culprit: ${COMPLETION-CANDIDATES}; repeatable.")
  private List<CulpritStanding> verifications = new ArrayList<>();

  @Option(
      names = {"-l", "--label"},
      paramLabel = "NAME=VALUE",
      description =
          "Bisections with this label, such as manager=ci-upstream. Repeatable: values of the"
              + " same name are alternatives; different names must all match.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--commit",
      paramLabel = "HASH",
      description = "Bisections that test or name this commit; 7 digits or more.")
  private @Nullable String commit;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "50",
      description = "How many at most; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Mixin private FormatOption format = new FormatOption();

  public BisectionsCommand(Terminal terminal) {
    this.terminal = terminal;
    this.marks = new Marks(terminal);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Map.Entry<String, String>> parameters = new ArrayList<>();
    parameters.addAll(outcome.parameters(spec.commandLine()));
    level.levels().forEach(each -> parameters.add(Map.entry("level", each.name())));
    verifications.forEach(each -> parameters.add(Map.entry("verification", each.name())));
    labels.forEach(each -> parameters.add(Map.entry("label", each)));
    if (commit != null) {
      parameters.add(Map.entry("commit", commit));
    }
    if (!words.isEmpty()) {
      parameters.add(Map.entry("q", String.join(" ", words)));
    }
    AtomicInteger found = new AtomicInteger();
    server
        .api()
        .list(
            "/bisections",
            parameters,
            limit,
            each -> {
              found.incrementAndGet();
              if (format.isJson()) {
                out.println(each);
              } else {
                print(each, out);
              }
            });
    if (found.get() == 0) {
      spec.commandLine().getErr().println(none(parameters.isEmpty()));
    }
    return ExitCode.DONE;
  }

  private String none(boolean everything) {
    if (everything) {
      return "The server knows no bisection yet.";
    }
    return "No bisection matches"
        + (words.isEmpty() ? " these options" : " " + visible(String.join(" ", words)))
        + (words.isEmpty() || (outcome.isEmpty() && labels.isEmpty() && commit == null)
            ? "."
            : " with these options.")
        + " Words are looked for in ids, titles, hashes and labels; without any, all are listed.";
  }

  private void print(JsonNode bisection, PrintWriter out) {
    JsonNode titles = bisection.path("bug_titles");
    String id = bisection.path("id").asText();
    String called = bisection.path("labels").path("bug.title").asText("");
    String bug = visible(titles.path(0).path("title").asText(called.isEmpty() ? id : called));
    DisplayText.wrapped(bug, terminal.columns()).forEach(line -> out.println(marks.bold(line)));
    DisplayText.wrapped(summary(bisection), terminal.columns() - INDENT)
        .forEach(line -> out.println(" ".repeat(INDENT) + marks.faint(line)));
    JsonNode culprit = bisection.path("culprit");
    if (culprit.isObject()) {
      DisplayText.wrapped(
              shortHash(culprit.path("commit").asText())
                  + " "
                  + visible(culprit.path("title").asText("")),
              terminal.columns() - INDENT)
          .forEach(line -> out.println(" ".repeat(INDENT) + line));
    }
  }

  private static String summary(JsonNode bisection) {
    boolean fix = "FIX".equals(bisection.path("kind").asText());
    CulpritStanding standing = known(bisection.path("verification"), CulpritStanding.OPEN);
    StringBuilder text =
        new StringBuilder(Words.of(known(bisection.path("outcome"), Outcome.UNKNOWN), fix));
    text.append(", ")
        .append(DisplayText.count(bisection.path("revisions").path("tested").asInt(), "revision"));
    if (standing != CulpritStanding.OPEN) {
      text.append(", ").append(Words.of(standing));
    }
    text.append(trust(bisection, standing));
    if (bisection.path("stalled").asBoolean()) {
      text.append(", stalled");
    }
    text.append(when(bisection));
    // Without a title the id stands above.
    return bisection.path("bug_titles").isEmpty()
            && bisection.path("labels").path("bug.title").asText("").isEmpty()
        ? text.toString()
        : text.append("; ").append(visible(bisection.path("id").asText())).toString();
  }

  /** A symbol; one that a newer server has and this version does not know is the other. */
  private static <E extends Enum<E>> E known(JsonNode name, E other) {
    return EnumSet.allOf(other.getDeclaringClass()).stream()
        .filter(each -> each.name().equals(name.asText()))
        .findFirst()
        .orElse(other);
  }

  /** When it ended, or began, as far as its times can be told. */
  private static String when(JsonNode bisection) {
    Instant started = instant(bisection.path("started_at"));
    Instant ended = instant(bisection.path("ended_at"));
    Instant first = instant(bisection.path("first_line_at"));
    LogClock clock = known(bisection.path("clock"), LogClock.OWN);
    if (clock == LogClock.BY_TOTAL && started != null) {
      return ", ended "
          + Phrases.time(started.plusMillis(bisection.path("total_time_ms").asLong()));
    }
    boolean later = clock == LogClock.READ_LATER;
    if (started != null && (ended == null || later)) {
      return ", started "
          + Phrases.time(started)
          + (later && ended == null && first != null ? ", read from " + Phrases.time(first) : "");
    }
    String end = clock == LogClock.END_ONLY ? ", end received " : ", ended ";
    return ended == null ? "" : end + Phrases.time(ended);
  }

  private static @Nullable Instant instant(JsonNode at) {
    return at.isTextual() ? Instant.parse(at.asText()) : null;
  }

  /** As the headline has it: what was found out stands in the place of the trust. */
  private static String trust(JsonNode bisection, CulpritStanding standing) {
    JsonNode assessment = bisection.path("assessment");
    if (!assessment.isObject()) {
      return "";
    }
    String words =
        assessment.path("search_ended").asBoolean()
            ? Words.of(known(assessment.path("level"), Level.UNKNOWN))
            : soFar(bisection);
    boolean cameBack = bisection.path("at_stake_ms").isNull();
    return (standing.answered() || words.isEmpty() ? "" : ", " + words)
        + (assessment.path("derailed").isObject() ? ", " + Words.derailed(cameBack) : "");
  }

  private static String soFar(JsonNode bisection) {
    JsonNode range = bisection.path("range");
    JsonNode steps = range.path("steps_left");
    return RunningTrust.words(
        known(bisection.path("assessment").path("level"), Level.UNKNOWN),
        range.isObject(),
        steps.isNumber() ? (Integer) steps.asInt() : null);
  }

  /** How a culprit stands, by the word of the lists. */
  static final class StandingReader extends KnownName<CulpritStanding> {
    StandingReader() {
      super(CulpritStanding.class);
    }

    @Override
    protected String word(CulpritStanding each) {
      return Words.of(each);
    }
  }

  /** All that can be asked for. */
  static final class StandingWords implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new StandingReader().names().iterator();
    }
  }
}
