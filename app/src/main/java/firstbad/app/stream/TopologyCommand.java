package firstbad.app.stream;

import firstbad.app.cli.Called;
import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ParametersOption;
import firstbad.app.cli.Problem;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.StopTime;
import firstbad.app.cli.Waiting;
import firstbad.app.serve.MetricsOptions;
import firstbad.schemas.Topics;
import firstbad.server.MetricsServer;
import firstbad.server.ServerNotStarted;
import firstbad.topology.BisectionTopology;
import firstbad.topology.Health;
import firstbad.topology.TopologySettings;
import firstbad.topology.WrongConfiguration;
import firstbad.topology.assemble.SilenceLimits;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the Streams application until it is interrupted or cannot go on. */
@Command(
    name = "topology",
    header = "Runs the Streams application: log lines in, findings out.",
    description =
        "%nInstances with the same --application-id share the work, on one machine or on several."
            + " The topics must exist: 'firstbad topics' creates them.%n",
    footerHeading = "%nExample:%n",
    footer = "  firstbad topology -b broker:9092 -r http://registry:8081 --state data")
public final class TopologyCommand implements Callable<Integer> {
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final int MOST_THREADS = 64;
  private static final int MOST_STANDBYS = 8;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private ParametersOption trust = new ParametersOption();
  @Mixin private StateOption stateVersion = new StateOption();

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "Name that the instances of one installation share; default: the prefix + topology.")
  private @Nullable String applicationId;

  @Option(
      names = "--instance-id",
      paramLabel = "NAME",
      defaultValue = "${env:FIRSTBAD_INSTANCE_ID}",
      description =
          "Name of this instance among those that share the work, the same after a restart"
              + " (FIRSTBAD_INSTANCE_ID): its bisections then wait for it for session.timeout.ms"
              + " (15 s) before others take over; default: none, and they move at once.")
  private @Nullable String instanceId;

  @Option(
      names = "--threads",
      paramLabel = "NUMBER",
      defaultValue = "${env:FIRSTBAD_THREADS}",
      description =
          "Threads that read lines, at most one a partition (FIRSTBAD_THREADS); default: 1.")
  private @Nullable Integer threads;

  @Option(
      names = "--standbys",
      paramLabel = "NUMBER",
      defaultValue = "${env:FIRSTBAD_STANDBYS}",
      description =
          "Further instances that keep a copy of each bisection's state, so that one of them goes"
              + " on at once when an instance is gone (FIRSTBAD_STANDBYS); default: 1.")
  private @Nullable Integer standbys;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "firstbad-state",
      description = "Folder of the local copy of the state; default: ${DEFAULT-VALUE}.")
  private Path state = Path.of("");

  @Option(
      names = "--settled-after",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How long a log may be silent after its last statistics before it counts as ended;"
              + " default: ${DEFAULT-VALUE}.")
  private Duration settled = SilenceLimits.DEFAULT.lengths().settled();

  @Option(
      names = "--stalled-after",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "Silence after which the alert STALLED is raised; default: ${DEFAULT-VALUE}.")
  private Duration stalled = SilenceLimits.DEFAULT.lengths().stalled();

  @Option(
      names = "--broken-off-after",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "Silence after which a bisection ends as BROKEN_OFF; default: ${DEFAULT-VALUE}.")
  private Duration brokenOff = SilenceLimits.DEFAULT.lengths().brokenOff();

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  private final ShutdownHook shutdown = new ShutdownHook();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    return shutdown.during(() -> run(out), out);
  }

  private int run(PrintWriter out) throws InterruptedException {
    try (BisectionTopology topology = new BisectionTopology(settings());
        MetricsServer served = metrics.started(new TopologyPart(topology))) {
      MetricsOptions.say(served, out);
      stateVersion.say(stateVersion.format(), out);
      topology.stopWithin(StopTime.ofTopology());
      topology.onChange(health -> say(health, out));
      start(topology);
      boolean stuck = false;
      while (!shutdown.requested()) {
        Optional<Health> ended = topology.await(LOOK_EVERY);
        if (topology.stuck() != stuck) {
          stuck = !stuck;
          say(topology.health(), out);
        }
        if (ended.isPresent()) {
          throw new Problem(
              ended.get().sentence() == null ? "The topology ended." : ended.get().sentence());
        }
      }
    } catch (WrongConfiguration | ServerNotStarted e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE;
  }

  private void start(BisectionTopology topology) {
    Waiting.forKafka(
        kafka,
        spec.commandLine().getErr(),
        () -> {
          topology.start();
          return topology;
        });
  }

  private TopologySettings settings() {
    try {
      Map<String, Object> properties = kafka.clientProperties();
      if (instanceId != null && !instanceId.isBlank()) {
        properties.put("group.instance.id", instanceId);
      }
      set(properties, "num.stream.threads", "--threads", threads, 1, MOST_THREADS);
      set(properties, "num.standby.replicas", "--standbys", standbys, 0, MOST_STANDBYS);
      return new TopologySettings(
          new TopologySettings.Connection(kafka.bootstrapServers(), kafka.registry(), properties),
          new Topics(kafka.prefix()),
          applicationId == null ? kafka.prefix() + "topology" : applicationId,
          state,
          TopologySettings.Rules.shipped()
              .with(SilenceLimits.DEFAULT.withSilences(settled, stalled, brokenOff))
              .with(trust.parameters())
              .with(stateVersion.format()));
    } catch (IllegalArgumentException e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
  }

  private void set(
      Map<String, Object> properties,
      String name,
      String option,
      @Nullable Integer number,
      int least,
      int most) {
    if (number == null) {
      return;
    }
    if (number < least || number > most) {
      throw new ParameterException(
          spec.commandLine(), "%s is a number from %d to %d.".formatted(option, least, most));
    }
    properties.put(name, number);
  }

  private synchronized void say(Health health, PrintWriter out) {
    String sentence =
        switch (health.state()) {
          case RUNNING -> "The topology runs.";
          case TROUBLED -> health.sentence();
          case STOPPED -> "The topology has stopped.";
          case STARTING, FAILED -> null;
        };
    if (sentence != null) {
      out.println(Called.in(sentence, spec.commandLine()));
      out.flush();
    }
  }
}
