package firstbad.app.replay;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ParametersOption;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.TemporaryFolder;
import firstbad.app.read.EventReader;
import firstbad.schemas.ContractSetup;
import firstbad.schemas.SetupException;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.topology.BisectionTopology;
import firstbad.topology.TopologySettings;
import firstbad.topology.WrongConfiguration;
import firstbad.topology.assemble.SilenceLimits;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads lines again into topics of another prefix, and says what is found otherwise there. */
@Command(
    name = "replay",
    header = "Replays lines under another prefix, and lists what differs.",
    description = {
      "%nCopies the lines of --prefix into topics of --to-prefix, runs a topology over them here,"
          + " and prints each bisection whose outcome, culprit, level or alerts differ. This shows"
          + " the effect of a rule or a file of parameters on all history before it is used. The"
          + " topics of --prefix are only read. Silences of hours are not replayed.%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad replay --to-prefix trial. --parameters fitted.parameters",
      "  firstbad replay --to-prefix trial2. --since 2026-11-01 --ids job-7,job-8",
      "  firstbad replay --to-prefix wide. --partitions 32 --hand-over",
    })
public final class Replay implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final Duration SAY_EVERY = Duration.ofSeconds(1);
  private static final Duration NOTHING_FOR = Duration.ofMinutes(2);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private ParametersOption trust = new ParametersOption();

  @Option(
      names = "--to-prefix",
      required = true,
      paramLabel = "PREFIX",
      description = "Prefix of the new topics' names.")
  private String toPrefix = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description =
          "Only lines that Kafka has received since, such as 2026-11-01 or 2026-11-01T12:00:00Z; a"
              + " log that began before is judged without its beginning.")
  private @Nullable String since;

  @Option(
      names = "--ids",
      paramLabel = "ID",
      split = ",",
      description = "Only these bisections; separated by commas, or repeated.")
  private Set<String> ids = Set.of();

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of the new topics; default: as many as the old ones have.")
  private @Nullable Integer partitions;

  @Option(
      names = "--hand-over",
      description =
          "To move to the new prefix: also takes over the culprits, which are not named again there,"
              + " with verifications and facts from git. Stop producers, topology and deliver of the"
              + " old prefix first. Not with --ids or --since.")
  private boolean handOver;

  private long saidAt = System.nanoTime();

  private final ShutdownHook shutdown = new ShutdownHook();

  @Override
  public Integer call() throws Exception {
    return shutdown.during(this::replay, spec.commandLine().getOut());
  }

  private Integer replay() throws Exception {
    Topics from = kafka.topics();
    Topics to = target(from);
    long begin = since();
    if (partitions != null && partitions < 1) {
      throw wrong("--partitions must be 1 or more, not " + partitions);
    }
    if (handOver && (since != null || !ids.isEmpty())) {
      throw wrong("--hand-over moves everything; it does not go with --since or --ids");
    }
    Predicate<String> wanted = ids.isEmpty() ? id -> true : ids::contains;
    try {
      prepare(from, to);
      if (handOver) {
        RecordCopy.handOver(
            kafka.clientProperties(), from, to, done -> progress(done + " records copied"));
      }
      RecordCopy copy = new RecordCopy(kafka.clientProperties(), Topic.LOG_LINES, from, to);
      long copied = copy.copy(begin, wanted, done -> progress("%d lines copied".formatted(done)));
      judge(to, copied);
      report(from, to, wanted, copied);
      return ExitCode.DONE;
    } catch (SetupException | WrongConfiguration e) {
      throw new Problem(Sentences.full(Sentences.reason(e)), e);
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private Topics target(Topics from) {
    Topics to;
    try {
      to = new Topics(toPrefix);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    if (to.equals(from)) {
      throw wrong(
          "--to-prefix is the prefix that is read; a replay goes into topics of another one.");
    }
    return to;
  }

  private long since() {
    if (since == null) {
      return 0;
    }
    try {
      return since.length() <= 10
          ? LocalDate.parse(since).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli()
          : Instant.parse(since).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      throw new ParameterException(
          spec.commandLine(),
          "--since is a time such as 2026-11-01 or 2026-11-01T12:00:00Z, not " + since,
          e);
    }
  }

  /** As many partitions as the lines have, unless others are asked for; and nothing in them. */
  private void prepare(Topics from, Topics to) throws Exception {
    String lines = from.name(Topic.LOG_LINES);
    String target = to.name(Topic.LOG_LINES);
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      Map<String, TopicDescription> found =
          admin.describeTopics(List.of(lines)).allTopicNames().get(30, TimeUnit.SECONDS);
      int width = found.values().iterator().next().partitions().size();
      if (admin.listTopics().names().get(30, TimeUnit.SECONDS).contains(target)) {
        throw new Problem(
            "There are topics under " + toPrefix + " already; choose another --to-prefix.");
      }
      ContractSetup.createMissing(
          kafka.clientProperties(), to, partitions == null ? width : partitions, (short) -1);
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new Problem(
          "The topic "
              + lines
              + " cannot be read: "
              + Sentences.full(Sentences.reason(Sentences.root(e))),
          e);
    } catch (KafkaException e) {
      throw new Problem(Sentences.full(Sentences.reason(e)), e);
    }
  }

  private void judge(Topics to, long lines) throws Exception {
    Path state = Files.createTempDirectory("firstbad-replay");
    try {
      judge(to, state, lines);
    } finally {
      TemporaryFolder.delete(state);
    }
  }

  private void judge(Topics to, Path state, long lines) throws InterruptedException {
    SilenceLimits silences = SilenceLimits.DEFAULT;
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection(
                kafka.bootstrapServers(), kafka.registry(), kafka.clientProperties()),
            to,
            toPrefix + "topology",
            state,
            TopologySettings.Rules.shipped().with(silences).with(trust.parameters()));
    try (BisectionTopology topology = new BisectionTopology(settings)) {
      topology.start();
      long before = -1;
      long movedAt = System.nanoTime();
      while (topology.lines().in() < lines) {
        if (!topology.health().alive()) {
          throw new Problem(String.valueOf(topology.health().sentence()));
        }
        long read = topology.lines().in();
        if (read != before) {
          before = read;
          movedAt = System.nanoTime();
          progress("%d of %d lines judged".formatted(read, lines));
        } else if (System.nanoTime() - movedAt > NOTHING_FOR.toNanos()) {
          throw new Problem(
              "The replay has judged nothing for %d s; 'firstbad doctor' says more."
                  .formatted(NOTHING_FOR.toSeconds()));
        }
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
      }
      progress("waiting for logs without an end record");
      TimeUnit.MILLISECONDS.sleep(silences.longestSettling().toMillis());
    }
  }

  private void report(Topics from, Topics to, Predicate<String> wanted, long lines) {
    Map<String, BisectionResult> before = judgements(from, wanted);
    Map<String, BisectionResult> then = judgements(to, wanted);
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Integer> sums = new TreeMap<>();
    int differing = 0;
    for (Map.Entry<String, BisectionResult> each : then.entrySet()) {
      BisectionResult known = before.get(each.getKey());
      if (known == null) {
        sums.merge("not judged under " + from.prefix(), 1, Integer::sum);
        continue;
      }
      List<String> differences = known.differences(each.getValue());
      if (!differences.isEmpty()) {
        differing++;
        out.println(DisplayText.visible(each.getKey()));
        differences.forEach(difference -> out.println("  " + DisplayText.visible(difference)));
        differences.forEach(difference -> sums.merge(kind(difference), 1, Integer::sum));
      }
    }
    out.printf("%d lines, %d bisections judged again, %d differ.%n", lines, then.size(), differing);
    sums.forEach((kind, count) -> out.printf("  %d  %s%n", count, kind));
    out.printf("The findings stay in the topics under %s.%n", to.prefix());
    if (handOver) {
      out.printf("Start producers, topology and servers with --prefix %s now.%n", to.prefix());
    }
    out.flush();
  }

  private static String kind(String difference) {
    String[] words = difference.split(" ", 4);
    return words[0].equals("alert")
        ? words[0] + " " + words[1] + " " + words[2]
        : words[0] + " differs";
  }

  private Map<String, BisectionResult> judgements(Topics topics, Predicate<String> wanted) {
    try (EventReader reader = EventReader.open(kafka.clientProperties(), topics)) {
      return BisectionResult.all(reader, wanted);
    }
  }

  private void progress(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    long now = System.nanoTime();
    if (now - saidAt >= SAY_EVERY.toNanos()) {
      saidAt = now;
      err.println(sentence);
      err.flush();
    }
  }
}
