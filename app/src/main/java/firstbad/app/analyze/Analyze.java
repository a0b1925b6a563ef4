package firstbad.app.analyze;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.ParametersOption;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.Terminal;
import firstbad.app.story.Story;
import firstbad.app.story.StoryJson;
import firstbad.app.story.StoryText;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.intake.NoBisectionLog;
import firstbad.bisection.trust.Assessor;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads finished logs with the engine of the stream, and without Kafka. */
@Command(
    name = "analyze",
    header = "Reads finished logs and reports on each, without Kafka.",
    description = {
      "%nReads bisection logs with the same engine as the stream and reports for each what was"
          + " searched, how the search went and how it ended.%n",
      "Lines may end in CR LF, and the text may be UTF-16. Times, names or mail quote marks in"
          + " front of every line are removed, and the output says so. Text that is not a bisection"
          + " log is refused with a sentence that says what it looks like, and the exit code is"
          + " 1.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad analyze bisect.log",
      "  firstbad analyze --quiet logs/ more.zip",
      "  xz -dc job.xz | firstbad analyze --format json - | jq .culprit"
    })
public final class Analyze implements Callable<Integer> {
  private static final int AHEAD_PER_CORE = 8;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private ParametersOption trust = new ParametersOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|ZIP|-",
      description =
          "Logs, or folders and archives with files named *.txt or *.log. They may be packed with"
              + " gzip or xz. - is standard input.")
  private List<String> arguments = List.of();

  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = {"-q", "--quiet"},
      description = "Shows no progress; as text, prints one line per bisection.")
  private boolean quiet;

  public Analyze(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    int failures = 0;
    try (Inputs inputs = new Inputs(System.in)) {
      arguments.forEach(inputs::add);
      for (String sentence : inputs.failed()) {
        err.println("firstbad: " + sentence);
        failures++;
      }
      Progress progress =
          new Progress(err, inputs.logs().size(), !quiet && terminal.err() && !terminal.out());
      Assessor assessor = new Assessor(trust.parameters());
      failures += tell(inputs.logs(), assessor, out, err, progress);
    }
    return failures == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }

  /** Reads on all cores, prints in order; returns how many inputs failed. */
  private int tell(
      List<LogInput> logs, Assessor assessor, PrintWriter out, PrintWriter err, Progress progress)
      throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService readers = Executors.newFixedThreadPool(cores);
    try {
      int failures = 0;
      Map<String, String> named = new HashMap<>();
      Deque<Future<Output>> ahead = new ArrayDeque<>();
      Iterator<LogInput> rest = logs.iterator();
      while (rest.hasNext() || !ahead.isEmpty()) {
        while (rest.hasNext() && ahead.size() < cores * AHEAD_PER_CORE) {
          LogInput next = rest.next();
          ahead.add(readers.submit(() -> read(next, assessor)));
        }
        Output output = ahead.remove().get();
        progress.step();
        output.texts().forEach(out::print);
        failures += output.complaints().size();
        for (String sentence : output.sentences(named)) {
          progress.clear();
          out.flush();
          err.println("firstbad: " + sentence);
        }
        if (out.checkError()) {
          break; // nobody reads on, as with `| head`
        }
      }
      progress.clear();
      return failures;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  private Output read(LogInput input, Assessor assessor) {
    List<String> texts = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<String> complaints = new ArrayList<>();
    List<String> begun = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    try {
      int damaged = LogReading.read(input, assessor, story -> add(story, ids, texts, begun));
      if (texts.isEmpty()) {
        throw NoBisectionLog.onlyBegins();
      }
      begun.forEach(id -> notes.add(id + " only begins as a bisection, and is left out."));
      if (damaged > 0) {
        notes.add(
            DisplayText.visible(input.file())
                + " has "
                + DisplayText.count(damaged, "line")
                + " with bytes that are not UTF-8, shown as \ufffd, or longer than 256 KiB, the"
                + " rest of which was not read.");
      }
    } catch (NoBisectionLog e) {
      complaints.add(e.sentence(DisplayText.visible(input.file())));
    } catch (IOException e) {
      complaints.add(
          DisplayText.visible(input.file())
              + (texts.isEmpty() ? " cannot be read: " : " cannot be read to its end: ")
              + Sentences.reason(e)
              + ".");
    } catch (RuntimeException e) {
      // One log must not keep the others from being read, whatever is wrong with us.
      complaints.add(
          DisplayText.visible(input.file())
              + " is left out: reading it failed through a fault of firstbad: "
              + Sentences.reason(Sentences.root(e))
              + ".");
    }
    return new Output(DisplayText.visible(input.file()), ids, texts, notes, complaints);
  }

  /** A part that only begins as a log does is left out, as lists leave it out. */
  private void add(Story story, List<String> ids, List<String> texts, List<String> begun) {
    ids.add(story.head().id());
    if (story.head().outcome() == Outcome.NOT_A_BISECTION) {
      begun.add(DisplayText.visible(story.head().id()));
    } else {
      texts.add(text(story));
    }
  }

  private String text(Story story) {
    if (format.isJson()) {
      return StoryJson.of(story) + "\n";
    }
    return quiet ? StoryText.line(story, terminal) : StoryText.of(story, terminal) + "\n";
  }

  /**
   * What came of one input.
   *
   * @param file its name
   * @param ids of the bisections in it
   * @param texts what is printed, one for each bisection in it
   * @param notes sentences on what was read in part
   * @param complaints sentences for what failed
   */
  private record Output(
      String file,
      List<String> ids,
      List<String> texts,
      List<String> notes,
      List<String> complaints) {

    /**
     * All that is said of it.
     *
     * @param named the inputs so far by the ids of their bisections; these are added
     */
    List<String> sentences(Map<String, String> named) {
      Stream<String> twice =
          ids.stream()
              .filter(id -> !file.equals(named.getOrDefault(id, file)))
              .map(id -> sameId(id, String.valueOf(named.get(id))));
      List<String> all =
          Stream.of(twice, notes.stream(), complaints.stream()).flatMap(each -> each).toList();
      ids.forEach(id -> named.putIfAbsent(id, file));
      return all;
    }

    /** Names may differ in what an id cannot hold. */
    private String sameId(String id, String other) {
      return other
          + " and "
          + file
          + " both have the id "
          + DisplayText.visible(id)
          + ": publish takes the first alone, or each with an --id of its own.";
    }
  }
}
