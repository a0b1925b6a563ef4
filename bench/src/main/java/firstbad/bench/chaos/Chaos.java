package firstbad.bench.chaos;

import firstbad.schemas.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A bad day as a program: exit code 1 when anything was lost, doubled, early or wrong. */
@Command(
    name = "bench/run chaos",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "%nThree brokers, two topologies, a server and two publishers, each a process: they are"
          + " killed, frozen, filled and damaged while made-up logs go through, some of them over"
          + " HTTP to the server. Afterwards every"
          + " topic must say what 'firstbad analyze' says of the same logs, and the server must"
          + " have every line. A folder is full or read-only only where this user may mount.%n"
    })
public final class Chaos implements Callable<Integer> {
  @Option(names = "--minutes", paramLabel = "N", description = "How long strikes begin.")
  private int minutes = 10;

  @Option(names = "--seed", paramLabel = "S", description = "Of the plan and of the logs.")
  private long seed = 1;

  @Option(
      names = "--gap",
      paramLabel = "MS",
      description = "Milliseconds from one strike to the next, on average.")
  private int gap = 8000;

  @Option(
      names = "--each-once",
      description = "Every kind of trouble once and short, instead of --minutes.")
  private boolean eachOnce;

  @Option(
      names = "--one-by-one",
      description = "Each strike waits until the one before it is not felt any more.")
  private boolean oneByOne;

  @Option(names = "--rate", paramLabel = "N", description = "Lines per second of a publisher.")
  private int rate = 500;

  @Option(names = "--plan", description = "Prints the plan and does nothing.")
  private boolean planOnly;

  @Option(names = "--folder", paramLabel = "DIR", description = "For data and logs; not removed.")
  private @Nullable Path folder;

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Chaos()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    StrikePlan plan =
        eachOnce ? StrikePlan.eachOnce(seed, gap) : StrikePlan.drawn(seed, minutes, gap);
    if (planOnly) {
      plan.strikes().forEach(strike -> say("%s", strike));
      return 0;
    }
    Path kept = folder == null ? Files.createTempDirectory("firstbad-chaos") : folder;
    say("Processes print into %s", kept);
    // One comes back as the same member of the group, the other as a new one.
    try (Stage stage = new Stage(kept, seed, List.of(StrikePlan.TOPOLOGIES.get(1)))) {
      stage.startPublishers(rate);
      plan = plan.without(stage.impossible());
      stage.impossible().forEach(trouble -> say("left out, this user may not mount: %s", trouble));
      return judged(stage, plan) ? 0 : 1;
    }
  }

  private boolean judged(Stage stage, StrikePlan plan) throws Exception {
    try (Recovery recovery =
        new Recovery(stage.cluster().admin(), Topics.ofDefaultPrefix(), Stage.PARTITIONS)) {
      FinalCheck check = new FinalCheck(stage);
      check.awaitFirstFindings();
      PlanRunner runner = new PlanRunner(stage, recovery, oneByOne, line -> say("%s", line));
      runner.carryOut(plan);
      stage.finish();
      ChaosResult verdict = check.verdict();
      List<String> inView = check.missingInView();
      print(stage, runner, recovery);
      print(stage, verdict, inView);
      return verdict.right() && inView.isEmpty();
    }
  }

  private static void print(Stage stage, PlanRunner runner, Recovery recovery) {
    say("%n%d SIGKILLs, %d strikes", runner.kills(), sum(runner.counts()));
    say("%-22s %6s   %s", "", "times", "s until all lines of then were judged: median, most");
    Map<String, List<Double>> seconds = recovery.seconds();
    runner
        .counts()
        .forEach(
            (kind, count) -> {
              List<Double> each = seconds.getOrDefault(kind, List.of()).stream().sorted().toList();
              say("%-22s %6d   %6.1f %6.1f", kind, count, at(each, 0.5), at(each, 1));
            });
    for (Service service : stage.services()) {
      List<String> words = service.lastWords();
      if (!words.isEmpty()) {
        say(
            "%s ended by itself %d times, the last time with: %s",
            service.subject().name(), words.size(), words.get(words.size() - 1));
      }
    }
    int refused = stage.publishers().stream().mapToInt(Publisher::refused).sum();
    say("publishers gave up %d times and were started again", refused);
    say("logs were sent over HTTP again %d times", stage.uploadedAgain());
  }

  private static void print(Stage stage, ChaosResult verdict, List<String> inView) {
    Map<String, List<String>> logs = stage.load().handedOut();
    say(
        "%,d logs, %,d lines, %,d of the logs interrupted by their publisher's trouble; %,d culprits by silence since",
        logs.size(),
        logs.values().stream().mapToLong(List::size).sum(),
        stage.load().interrupted().size(),
        verdict.bySilence());
    say(
        "lost %d, doubled %d, early %d, wrong %d, not in the view %d",
        verdict.lost(), verdict.doubled(), verdict.early(), verdict.wrong(), inView.size());
    verdict.examples().stream().limit(20).forEach(example -> say("  %s", example));
    inView.stream().limit(5).forEach(example -> say("  %s", example));
  }

  private static int sum(Map<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * (sorted.size() - 1))));
  }

  private static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format + "%n", values);
  }
}
