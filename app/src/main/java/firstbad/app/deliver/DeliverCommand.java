package firstbad.app.deliver;

import static firstbad.app.cli.DisplayText.count;

import firstbad.app.cli.Called;
import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.deliver.plan.PlanReader;
import firstbad.app.serve.MetricsOptions;
import firstbad.server.MetricsServer;
import firstbad.server.ServerNotStarted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the last hop as a service. */
@Command(
    name = "deliver",
    header = "Delivers findings to webhooks, mail and commands; loses none.",
    description = {
      "%nFILE holds subscriptions: which events, and where they are sent. A delivery is done when"
          + " the webhook answers with 2xx, the mail server accepts it, or the command exits with"
          + " 0. Until then it is tried again for hours, also after a restart, with the same key;"
          + " 'firstbad undelivered' lists deliveries that failed for good. The first start begins"
          + " with the events from then on; a start after a week or more, when Kafka has dropped the"
          + " offset, with those since the newest delivery.",
      "%nFILE is read once: start it anew when the file has changed.",
      "%nWhere several run with the same prefix, one delivers, and another takes over when it"
          + " stops. All of them must have the same file: an event is delivered by the file of the"
          + " process that reads it, and a delivery whose subscription the file lacks goes to the"
          + " undelivered after a day.%n"
    },
    footerHeading = "%nExample of a file:%n",
    footer = {
      "  smtp: {host: localhost, port: 25, security: none, from: firstbad@example.org}",
      "  subscriptions:",
      "    - name: net",
      "      events: [culprits]",
      "      where: {level: [high, middle], file: 'net/**'}",
      "      mail: {to: net-bugs@example.org}",
      "      quiet: 22:00-07:00 Europe/Berlin",
      "      daily-cap: 20",
      "    - name: chat",
      "      events: [alerts]",
      "      where: {alert: derailed}",
      "      webhook: {url: 'https://hooks.example.org/1', template: slack}",
      "    - name: stop",
      "      events: [at-stake]",
      "      where: {at-stake: 2h}",
      "      command: './stop-job \"$FIRSTBAD_ID\"'"
    })
public final class DeliverCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MS = 500;
  private static final Duration MOMENT = Duration.ofSeconds(3);

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Parameters(paramLabel = "FILE", description = "The subscriptions.")
  private Path file = Path.of("");

  @Option(names = "--check", description = "Only checks whether the file is in order.")
  private boolean check;

  @Option(names = "--dry-run", description = "Only prints what would have been sent; see --since.")
  private boolean dryRun;

  @Option(
      names = "--since",
      paramLabel = "DURATION",
      converter = Durations.class,
      defaultValue = "7d",
      description = "How far --dry-run looks back; default: ${DEFAULT-VALUE}.")
  private Duration since = Duration.ZERO;

  @Mixin private MetricsOptions metrics = new MetricsOptions();

  private final ShutdownHook shutdown = new ShutdownHook();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (check) {
      return check(out, spec.commandLine().getErr());
    }
    if (dryRun) {
      new DryRun(kafka, DeliveryService.plan(file), since).print(out, spec.commandLine().getErr());
      return ExitCode.DONE;
    }
    return shutdown.during(() -> run(out, spec.commandLine().getErr()), out);
  }

  private int check(PrintWriter out, PrintWriter err) {
    PlanReader.Reading reading = PlanReader.read(file);
    reading
        .mistakes()
        .forEach(each -> err.println(file + ":" + each.line() + ": " + each.sentence()));
    if (reading.mistakes().isEmpty()) {
      out.println(
          file
              + " is in order: "
              + count(reading.plan().subscriptions().size(), "subscription")
              + ".");
    }
    return reading.mistakes().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private int run(PrintWriter out, PrintWriter err) throws InterruptedException {
    try (DeliveryService service =
            DeliveryService.started(
                kafka.clientProperties(),
                kafka.topics(),
                file,
                sentence -> say(err, Called.in(sentence, spec.commandLine())));
        MetricsServer served = metrics.started(service.part())) {
      MetricsOptions.say(served, out);
      boolean said = false;
      boolean waits = false;
      long moment = System.nanoTime() + MOMENT.toNanos();
      while (!shutdown.requested()) {
        service.requireHealth();
        if (!said && service.trouble().isEmpty()) {
          said = true;
          say(out, "Delivering for " + String.join(", ", service.subscriptions()) + ".");
        }
        if (!said && !waits && System.nanoTime() > moment) {
          waits = true;
          say(err, "firstbad: Waiting for Kafka at " + kafka.bootstrapServers() + " ...");
        }
        Thread.sleep(LOOK_EVERY_MS);
      }
    } catch (ServerNotStarted e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE;
  }

  private static void say(PrintWriter writer, String sentence) {
    writer.println(sentence);
    writer.flush();
  }
}
