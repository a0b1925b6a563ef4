package firstbad.app.read;

import static firstbad.app.cli.Words.count;
import static firstbad.app.cli.Words.shortHash;
import static firstbad.app.cli.Words.visible;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Format;
import firstbad.app.cli.Ink;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Words;
import firstbad.events.CrashCounts;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what crashed at a commit, over all bisections that tested it. */
@Command(
    name = "crashes",
    header = "Tells what crashed at a commit, over all bisections.",
    footerHeading = "%nExample:%n",
    footer = "  firstbad crashes 9f7fb8de5d9b")
public final class Crashes implements Callable<Integer> {
  private static final int FULL_HASH = 40;
  private static final int NUMBER = 8;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "COMMIT", description = "Its hash, or the first digits (7 or more).")
  private String commit = "";

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "text for a person, or json: one object per commit and line.")
  private Format format = Format.TEXT;

  public Crashes(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    String hash = commit.toLowerCase(Locale.ROOT);
    if (!hash.matches("[0-9a-f]{7,40}")) {
      throw new ParameterException(
          spec.commandLine(), "'" + visible(commit) + "' is no hash of 7 to 40 digits.");
    }
    Map<String, CrashCounts> found = new TreeMap<>();
    try (EventReader reader = EventReader.open(kafka)) {
      if (hash.length() == FULL_HASH) {
        reader.beginAtKey(hash, Topic.CRASH_COUNTS);
      } else {
        reader.begin(Topic.CRASH_COUNTS);
      }
      reader.takeAll(
          (topic, key, event) -> {
            if (key.startsWith(hash)) {
              found.put(key, (CrashCounts) event);
            }
          });
    }
    if (found.isEmpty()) {
      throw new Problem("No bisection has tested a commit " + hash + ".");
    }
    PrintWriter out = spec.commandLine().getOut();
    found.values().forEach(counts -> print(counts, out));
    return ExitCode.DONE;
  }

  private void print(CrashCounts counts, PrintWriter out) {
    if (format == Format.JSON) {
      out.println(EventJson.of(counts));
      return;
    }
    CommitCrashes crashes = CommitCrashes.of(counts);
    Ink ink = new Ink(terminal);
    String title = crashes.title() == null ? "" : " " + visible(crashes.title());
    Words.wrapped(shortHash(crashes.commit()) + title, terminal.columns())
        .forEach(line -> out.println(ink.bold(line)));
    out.println(
        ink.faint(
            "  "
                + count(crashes.bisections(), "bisection")
                + ", "
                + count(crashes.revisions(), "test")
                + (crashes.estimated() > 0
                    ? ", " + count(crashes.estimated(), "run") + " estimated"
                    : "")));
    for (CommitCrashes.Type type : crashes.types()) {
      out.println(ink.own(number(type.runs())) + "  " + visible(type.type()));
      for (CommitCrashes.Title each : type.titles()) {
        String foreign =
            each.foreignBisections() > 0
                ? ", not the bug's own in " + count(each.foreignBisections(), "bisection")
                : "";
        Words.wrapped(
                visible(each.title()) + " (" + each.runs() + foreign + ")",
                terminal.columns() - NUMBER - 4)
            .forEach(
                line ->
                    out.println(
                        " ".repeat(NUMBER + 4)
                            + (foreign.isEmpty() ? ink.own(line) : ink.foreign(line))));
      }
    }
    out.println(ink.ok(number(crashes.ok())) + "  OK");
    if (crashes.toldNothing() > 0) {
      out.println(ink.faint(number(crashes.toldNothing()) + "  told nothing"));
    }
  }

  private static String number(long value) {
    String text = String.valueOf(value);
    return " ".repeat(Math.max(0, NUMBER - text.length())) + text;
  }
}
