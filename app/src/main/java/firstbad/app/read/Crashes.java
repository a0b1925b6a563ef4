package firstbad.app.read;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.app.serve.AnsweredEvents;
import firstbad.app.serve.OptionalServer;
import firstbad.app.serve.ServerApi;
import firstbad.events.CrashCounts;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what crashed at a commit, over all bisections that tested it. */
@Command(
    name = "crashes",
    header = "Shows what crashed at a commit, over all bisections.",
    footerHeading = "%nExample:%n",
    footer = "  firstbad crashes 9f7fb8de5d9b")
public final class Crashes implements Callable<Integer> {
  private static final int NUMBER = 8;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private OptionalServer server = new OptionalServer();

  @Parameters(
      paramLabel = "COMMIT",
      description = "Its hash, or a beginning of 7 digits or more that only it has.")
  private String commit = "";

  @Mixin private FormatOption format = new FormatOption();

  public Crashes(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommitPrefix wanted = CommitPrefix.of(commit, spec);
    Collection<CrashCounts> found =
        server.api().map(api -> asked(api, wanted)).orElseGet(() -> read(wanted));
    if (found.isEmpty()) {
      throw new Problem("No bisection has tested a commit " + wanted + ".");
    }
    wanted.requireOne(found.stream().map(CrashCounts::getCommit).toList());
    PrintWriter out = spec.commandLine().getOut();
    found.forEach(counts -> print(counts, out));
    return ExitCode.DONE;
  }

  private Collection<CrashCounts> read(CommitPrefix wanted) {
    Map<String, CrashCounts> found = new TreeMap<>();
    try (EventReader reader = EventReader.open(kafka, spec.commandLine().getErr())) {
      wanted.begin(reader, Topic.CRASH_COUNTS);
      reader.takeAll(
          (topic, key, event) -> {
            if (wanted.fits(key)) {
              found.put(key, (CrashCounts) event);
            }
          },
          (topic, key) -> found.remove(key));
    }
    return found.values();
  }

  private static Collection<CrashCounts> asked(ServerApi api, CommitPrefix wanted) {
    JsonNode commit = api.one("commits", wanted.digits());
    if (!(commit.path("crash_counts") instanceof ObjectNode counts)) {
      return List.of();
    }
    if (counts.path("title").isNull()) {
      counts.set("title", commit.path("title")); // of a release, of which no log has the title
    }
    return List.of(AnsweredEvents.event(counts, CrashCounts.class));
  }

  private void print(CrashCounts counts, PrintWriter out) {
    if (format.isJson()) {
      out.println(EventToJson.AS_SENT.of(counts));
      return;
    }
    CommitCrashCounts crashes = CommitCrashCounts.of(counts);
    Marks marks = new Marks(terminal);
    printHead(crashes, out, marks);
    for (CommitCrashCounts.Type type : crashes.types()) {
      out.println(marks.own(number(type.runs())) + "  " + visible(type.type()));
      for (CommitCrashCounts.Title each : type.titles()) {
        String foreign =
            each.foreignBisections() > 0
                ? ", other than the bug's in " + count(each.foreignBisections(), "bisection")
                : "";
        DisplayText.wrapped(
                shown(each.title()) + " (" + each.runs() + foreign + ")",
                terminal.columns() - NUMBER - 4)
            .forEach(
                line ->
                    out.println(
                        " ".repeat(NUMBER + 4)
                            + (foreign.isEmpty() ? marks.own(line) : marks.foreign(line))));
      }
    }
    out.println(marks.ok(number(crashes.ok())) + "  OK");
    if (crashes.inconclusive() > 0) {
      out.println(marks.faint(number(crashes.inconclusive()) + "  inconclusive"));
    }
    printOthers(crashes, out, marks);
  }

  private void printHead(CommitCrashCounts crashes, PrintWriter out, Marks marks) {
    String title = crashes.title() == null ? "" : " " + visible(crashes.title());
    DisplayText.wrapped(shortHash(crashes.commit()) + title, terminal.columns())
        .forEach(line -> out.println(marks.bold(line)));
    String counted =
        count(crashes.bisections(), "bisection")
            + ", "
            + count(crashes.revisions(), "test")
            + ", "
            + count(crashes.crashed() + crashes.ok() + crashes.inconclusive(), "run")
            + (crashes.estimated() > 0 ? ", " + crashes.estimated() + " of them estimated" : "");
    DisplayText.wrapped(counted, terminal.columns() - 2)
        .forEach(line -> out.println(marks.faint("  " + line)));
  }

  /** Titles that were met here and are not of the bug; whether the crash is, each search says. */
  private void printOthers(CommitCrashCounts crashes, PrintWriter out, Marks marks) {
    List<CommitCrashCounts.Title> others =
        crashes.types().stream()
            .flatMap(type -> type.titles().stream())
            .filter(title -> title.foreignBisections() > 0)
            .sorted(
                Comparator.comparingLong(CommitCrashCounts.Title::foreignBisections)
                    .reversed()
                    .thenComparing(CommitCrashCounts.Title::title))
            .toList();
    if (others.isEmpty()) {
      return;
    }
    DisplayText.wrapped(
            "Titles other than those of the bug that was searched for, so another bug or the same"
                + " one under another title:",
            terminal.columns())
        .forEach(line -> out.println(marks.bold(line)));
    for (CommitCrashCounts.Title each : others) {
      String text =
          shown(each.title())
              + ", in "
              + each.foreignBisections()
              + " of "
              + count(crashes.bisections(), "bisection");
      DisplayText.wrapped(text, terminal.columns() - 4)
          .forEach(line -> out.println("    " + marks.foreign(line)));
    }
  }

  private static String shown(String title) {
    return title.isEmpty() ? "(no title)" : visible(title);
  }

  private static String number(long value) {
    return DisplayText.rightIn(String.valueOf(value), NUMBER);
  }
}
