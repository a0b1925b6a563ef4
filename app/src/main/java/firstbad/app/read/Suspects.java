package firstbad.app.read;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.shortHash;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.events.Level;
import firstbad.events.Suspect;
import firstbad.events.SuspectedBug;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which commits are blamed for many bugs. */
@Command(
    name = "suspects",
    header = "Lists commits that are blamed for many bugs.",
    description = {
      "%nA commit that many bisections name, for bugs that have nothing in common, is worth a look:"
          + " it may only make older crashes visible. Repetition alone proves nothing.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  firstbad suspects --at-least 5", "  firstbad suspects e4b8954074f6"})
public final class Suspects implements Callable<Integer> {
  private static final int TITLES = 5;
  private static final Comparator<Suspect> MOST_BLAMED_FIRST =
      Comparator.comparingLong(Suspects::bugs)
          .thenComparingLong(Suspect::getBisections)
          .reversed()
          .thenComparing(Suspect::getCommit);

  private final Terminal terminal;
  private final Marks marks;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMIT",
      description = "Only this one: its hash, or at least its first 7 digits.")
  private @Nullable String commit;

  @Option(
      names = {"-n", "--at-least"},
      paramLabel = "N",
      defaultValue = "2",
      description = "Only commits that are named for at least N bugs; default: ${DEFAULT-VALUE}.")
  private long least;

  @Mixin private FormatOption format = new FormatOption();

  public Suspects(Terminal terminal) {
    this.terminal = terminal;
    this.marks = new Marks(terminal);
  }

  @Override
  public Integer call() {
    CommitPrefix wanted = commit == null ? null : CommitPrefix.of(commit, spec);
    Map<String, Suspect> found = new TreeMap<>();
    try (EventReader reader = EventReader.open(kafka, spec.commandLine().getErr())) {
      if (wanted == null) {
        reader.begin(Topic.SUSPECTS);
      } else {
        wanted.begin(reader, Topic.SUSPECTS);
      }
      reader.takeAll(
          (topic, key, event) -> {
            if (wanted == null || wanted.fits(key)) {
              found.put(key, (Suspect) event);
            }
          },
          (topic, key) -> found.remove(key));
    }
    NamedCommits named = new NamedCommits();
    try (EventReader reader = EventReader.open(kafka)) {
      reader.begin(Topic.CULPRITS, Topic.VERIFICATIONS);
      reader.takeAll(named);
    }
    if (wanted != null && found.isEmpty()) {
      throw new Problem("No bisection that has ended names a commit " + wanted + ".");
    }
    List<Suspect> suspects =
        found.values().stream()
            .filter(suspect -> wanted != null || bugs(suspect) >= least)
            .sorted(MOST_BLAMED_FIRST)
            .toList();
    PrintWriter out = spec.commandLine().getOut();
    if (format.isJson()) {
      suspects.forEach(suspect -> out.println(json(suspect, named)));
    } else {
      int titles = wanted == null ? TITLES : Integer.MAX_VALUE;
      suspects.forEach(suspect -> print(suspect, named, out, titles));
      if (suspects.isEmpty()) {
        out.println(nothing(found.size()));
      }
    }
    return ExitCode.DONE;
  }

  /** The event, and what became of its bugs, under the names that the API has for it. */
  private static String json(Suspect suspect, NamedCommits commits) {
    String event = EventToJson.AS_SENT.of(suspect);
    return event.substring(0, event.length() - 1)
        + ",\"confirmed_for\":"
        + commits.bugs(suspect.getCommit(), CulpritStanding.CONFIRMED)
        + ",\"refuted_for\":"
        + commits.bugs(suspect.getCommit(), CulpritStanding.REFUTED)
        + "}";
  }

  private String nothing(int known) {
    return known == 0
        ? "No bisection that has ended names a commit."
        : "No commit is named for "
            + count(least, "bug")
            + " or more; "
            + count(known, "commit")
            + (known == 1 ? " is" : " are")
            + " named for fewer: --at-least 1 shows "
            + (known == 1 ? "it." : "them.");
  }

  private void print(Suspect suspect, NamedCommits commits, PrintWriter out, int titles) {
    String title = suspect.getTitle() == null ? "" : " " + visible(suspect.getTitle());
    DisplayText.wrapped(shortHash(suspect.getCommit()) + title, terminal.columns())
        .forEach(line -> out.println(marks.bold(line)));
    DisplayText.wrapped(named(suspect, commits), terminal.columns() - 2)
        .forEach(line -> out.println("  " + marks.faint(line)));
    List<SuspectedBug> bugs = suspect.getBugs();
    for (SuspectedBug bug : bugs.subList(0, Math.min(titles, bugs.size()))) {
      String times = bug.getBisections() == 1 ? "" : " (" + bug.getBisections() + ")";
      DisplayText.wrapped(visible(bug.getTitle()) + times, terminal.columns() - 4)
          .forEach(line -> out.println("    " + marks.own(line)));
    }
    if (bugs.size() > titles) {
      out.println(marks.faint("    and " + count(bugs.size() - titles, "more title")));
    }
  }

  private static String named(Suspect suspect, NamedCommits commits) {
    StringJoiner parts = new StringJoiner("; ");
    parts.add(
        "named for "
            + count(bugs(suspect), "bug")
            + " by "
            + count(suspect.getBisections(), "bisection"));
    if (suspect.getFixBisections() > 0) {
      parts.add(suspect.getFixBisections() + " of them as the fix");
    }
    if (suspect.getCandidateBisections() > 0) {
      boolean all = suspect.getCandidateBisections() == suspect.getBisections();
      parts.add(
          (all ? "" : suspect.getCandidateBisections() + " ") + "as one of several candidates");
    }
    StringJoiner trust = trust(commits.levels(suspect.getCommit()));
    if (trust.length() > 0) {
      parts.add("trust: " + trust);
    }
    verified(parts, suspect.getCommit(), commits);
    return parts.toString();
  }

  /** At least one: events of older versions do not count them. */
  private static long bugs(Suspect suspect) {
    return Math.max(1, suspect.getBugCount());
  }

  private static void verified(StringJoiner parts, String commit, NamedCommits commits) {
    addBugs(parts, commits.bugs(commit, CulpritStanding.CONFIRMED), "confirmed");
    addBugs(parts, commits.bugs(commit, CulpritStanding.REFUTED), "refuted");
    addBugs(parts, commits.bugs(commit, CulpritStanding.CONFLICT), "disputed");
  }

  private static void addBugs(StringJoiner parts, long bugs, String word) {
    if (bugs > 0) {
      parts.add(word + " for " + count(bugs, "bug"));
    }
  }

  private static StringJoiner trust(Map<Level, Integer> levels) {
    StringJoiner trust = new StringJoiner(", ");
    add(trust, levels.getOrDefault(Level.HIGH, 0), "high");
    add(trust, levels.getOrDefault(Level.MIDDLE, 0), "middle");
    add(trust, levels.getOrDefault(Level.LOW, 0), "low");
    add(trust, levels.getOrDefault(Level.NONE, 0), "not judged");
    return trust;
  }

  private static void add(StringJoiner trust, long bisections, String level) {
    if (bisections > 0) {
      trust.add(bisections + " " + level);
    }
  }
}
