package firstbad.app.replay;

import firstbad.app.cli.Called;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ParametersOption;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.TemporaryFolder;
import firstbad.app.read.EventReader;
import firstbad.schemas.AdminSession;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/**
 * Reads lines again into topics of another prefix, and says what is found otherwise there. Long,
 * since its options are many and each is a few lines.
 */
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
              + " with verifications and facts from git. Bisections of which Kafka has no lines any"
              + " more keep their culprit only, and are listed. Stop producers, topology and deliver"
              + " of the old prefix first. Not with --ids or --since.")
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
    EventReader.requireAnswer(kafka, spec.commandLine().getErr());
    try {
      prepare(from, to);
      if (handOver) {
        RecordCopy.handOver(
            kafka.clientProperties(), from, to, done -> progress(done + " records copied"));
      }
      RecordCopy copy = new RecordCopy(kafka.clientProperties(), Topic.LOG_LINES, from, to);
      Set<String> copied = new HashSet<>();
      long lines =
          copy.copy(
              begin,
              id -> wanted.test(id) && noted(id, copied),
              done -> progress("%d lines copied".formatted(done)));
      Map<String, BisectionResult> then = judge(to, copied);
      PrintWriter out = spec.commandLine().getOut();
      new ReplayComparison(judgements(from, wanted), then, copied)
          .print(out, from, lines, letters(to));
      out.printf("The findings stay in the topics whose names begin with %s%n", to.prefix());
      if (handOver) {
        out.printf("Start producers, topology and servers with --prefix %s now.%n", to.prefix());
      }
      out.flush();
      return ExitCode.DONE;
    } catch (SetupException | WrongConfiguration e) {
      throw new Problem(Sentences.full(Sentences.reason(e)), e);
    }
  }

  private String letters(Topics to) {
    String list = "'firstbad dead-letters list --prefix %s'".formatted(to.prefix());
    return Called.in(list, spec.commandLine());
  }

  private static boolean noted(String id, Set<String> ids) {
    boolean unused = ids.add(id);
    return true;
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
    try (AdminSession session = AdminSession.of(kafka.clientProperties())) {
      Admin admin = session.admin();
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

  private Map<String, BisectionResult> judge(Topics to, Set<String> copied) throws Exception {
    Path state = Files.createTempDirectory("firstbad-replay");
    try (JudgedLines lines = new JudgedLines(kafka.clientProperties(), to, toPrefix + "topology")) {
      judge(to, state, lines, copied);
      lines.awaitReadable();
    } catch (KafkaException e) {
      throw new Problem(Sentences.full(Sentences.reason(e)), e);
    } finally {
      TemporaryFolder.delete(state);
    }
    return judgements(to, copied::contains);
  }

  private void judge(Topics to, Path state, JudgedLines lines, Set<String> copied)
      throws InterruptedException {
    SilenceLimits silences = SilenceLimits.DEFAULT;
    Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
    // An operator may delete nothing; a topology that goes on from here does it.
    properties.put("repartition.purge.interval.ms", Long.MAX_VALUE);
    TopologySettings settings =
        new TopologySettings(
            new TopologySettings.Connection(kafka.bootstrapServers(), kafka.registry(), properties),
            to,
            toPrefix + "topology",
            state,
            TopologySettings.Rules.shipped().with(silences).with(trust.parameters()));
    try (BisectionTopology topology = new BisectionTopology(settings)) {
      topology.start();
      awaitAll(topology, lines);
      if (!allEnded(to, copied)) {
        progress("waiting for logs without an end record");
        TimeUnit.MILLISECONDS.sleep(silences.longestSettling().toMillis());
      }
    }
  }

  private void awaitAll(BisectionTopology topology, JudgedLines lines) throws InterruptedException {
    long all = lines.left();
    long before = all;
    long movedAt = System.nanoTime();
    for (long left = all; left > 0; left = lines.left()) {
      if (!topology.health().alive()) {
        throw new Problem(String.valueOf(topology.health().sentence()));
      }
      if (left < before) {
        before = left;
        movedAt = System.nanoTime();
        progress("%d of %d lines judged".formatted(all - left, all));
      } else if (System.nanoTime() - movedAt > NOTHING_FOR.toNanos()) {
        throw new Problem(
            "The replay has judged nothing for %d s; 'firstbad doctor' says more."
                .formatted(NOTHING_FOR.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
    }
  }

  /** Whether nothing is to be waited for: each bisection of which there are lines has ended. */
  private boolean allEnded(Topics to, Set<String> copied) {
    Map<String, BisectionResult> found = judgements(to, copied::contains);
    return found.keySet().containsAll(copied)
        && found.values().stream()
            .noneMatch(each -> each.outcome().equals(BisectionResult.RUNNING));
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
