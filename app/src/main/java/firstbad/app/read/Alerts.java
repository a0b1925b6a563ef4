package firstbad.app.read;

import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.KnownName;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Terminal;
import firstbad.bisection.finding.Alert;
import firstbad.events.AlertKind;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import firstbad.story.Phrases;
import firstbad.story.Words;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the alerts. */
@Command(
    name = "alerts",
    header = "Prints alerts, and on request new ones as they arrive.",
    footerHeading = "%nExample:%n",
    footer = "  firstbad alerts --new --kind derailed --exec './page-me.sh'")
public final class Alerts implements Callable<Integer> {
  private final Terminal terminal;
  private final Marks marks;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private Feed feed = new Feed();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      completionCandidates = Names.class,
      converter = Reader.class,
      description =
          "Only alerts of these kinds: ${COMPLETION-CANDIDATES}; several are separated by"
              + " commas.")
  private Set<Alert.Kind> kinds = EnumSet.noneOf(Alert.Kind.class);

  public Alerts(Terminal terminal) {
    this.terminal = terminal;
    this.marks = new Marks(terminal);
  }

  @Override
  public Integer call() {
    return feed.print(
        feed.follows() ? asRaised() : withResults(new Results(feed::open)),
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }

  /** Whoever waits for an alarm is not kept waiting for all that was, and what is new runs. */
  private Feed.Kind asRaised() {
    return new Feed.Kind(Topic.ALERTS, this::wanted, event -> text(event, null));
  }

  private Feed.Kind withResults(Results results) {
    return new Feed.Kind(
        Topic.ALERTS,
        this::wanted,
        event -> text(event, result(event, results)),
        event -> json(event, result(event, results)));
  }

  private static Results.@Nullable Result result(SpecificRecord event, Results results) {
    return results.of(((firstbad.events.Alert) event).getId());
  }

  private boolean wanted(SpecificRecord event) {
    return kinds.isEmpty() || kinds.contains(FromEvents.record(event, Alert.class).kind());
  }

  /** The event, and how its bisection ended, as {@code /api/v1/alerts} has both. */
  private static String json(SpecificRecord event, Results.@Nullable Result result) {
    ObjectNode alert = (ObjectNode) Feed.tree(EventToJson.AS_SENT.of(event));
    return alert.set("result", result == null ? alert.nullNode() : result.json()).toString();
  }

  private String text(SpecificRecord event, Results.@Nullable Result result) {
    Alert alert = FromEvents.record(event, Alert.class);
    String where =
        visible(alert.id())
            + ", line "
            + alert.lineNumber()
            + (alert.commit() == null ? "" : ", " + shortHash(alert.commit()));
    String kind = Words.of(AlertKind.valueOf(alert.kind().name()));
    String rest =
        ", severity "
            + alert.severity().name().toLowerCase(Locale.ROOT)
            + ", "
            + Phrases.time(Instant.ofEpochMilli(alert.raisedAt()));
    List<String> head = DisplayText.wrapped(kind + rest, terminal.columns());
    StringBuilder text = new StringBuilder().append(marks.foreign(kind));
    text.append(marks.faint(head.get(0).substring(kind.length())));
    head.stream().skip(1).forEach(line -> text.append("\n  ").append(marks.faint(line)));
    boolean fits = kind.length() + rest.length() + 2 + where.length() <= terminal.columns();
    List<String> place = fits ? List.of(where) : DisplayText.wrapped(where, terminal.columns() - 2);
    for (String line : place) {
      text.append(fits ? "  " : "\n  ").append(marks.bold(line));
    }
    for (String line : DisplayText.wrapped(visible(alert.message()), terminal.columns() - 2)) {
      text.append("\n  ").append(line);
    }
    return result == null ? text.toString() : text.append(sinceThen(result)).toString();
  }

  private String sinceThen(Results.Result result) {
    return DisplayText.wrapped("Since then: " + result.words(), terminal.columns() - 2).stream()
        .map(line -> "\n  " + marks.faint(line))
        .collect(Collectors.joining());
  }

  /** A kind by its name. */
  static final class Reader extends KnownName<Alert.Kind> {
    Reader() {
      super(Alert.Kind.class);
    }

    @Override
    protected String word(Alert.Kind each) {
      return Words.of(AlertKind.valueOf(each.name()));
    }
  }

  /** All that can be asked for. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return new Reader().names().iterator();
    }
  }
}
