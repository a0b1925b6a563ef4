package firstbad.app.local;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Logging;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.deliver.DeliveryService;
import firstbad.app.stream.StateOption;
import firstbad.schemas.Topics;
import firstbad.server.ServerSettings;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs everything in one process and keeps its data. */
@Command(
    name = "up",
    header = "Runs everything in one process, and keeps its data.",
    description =
        "%nRuns broker, schema registry, topology and page until it is interrupted. It has one"
            + " broker and no replicas, so it suits trials and small installations.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad up --data /var/lib/firstbad",
      "  firstbad publish bisect.log            in a second terminal",
      "  firstbad culprits --follow             in a third"
    })
public final class Up implements Callable<Integer> {
  private static final long LOOK_EVERY_MS = 500;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LocalOptions options = new LocalOptions();
  @Mixin private StateOption stateVersion = new StateOption();

  @Option(
      names = {"-d", "--data"},
      paramLabel = "DIR",
      defaultValue = "firstbad-data",
      description = "Folder of all data, created if it is missing; default: ${DEFAULT-VALUE}.")
  private Path data = Path.of("");

  @Option(
      names = "--deliver",
      paramLabel = "FILE",
      description =
          "Also delivers findings to the subscriptions in FILE; see 'firstbad help deliver'.")
  private @Nullable Path deliver;

  private final ShutdownHook shutdown = new ShutdownHook();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    return shutdown.during(() -> run(out), out);
  }

  private int run(PrintWriter out) throws InterruptedException {
    try {
      Files.createDirectories(data);
    } catch (IOException e) {
      throw new Problem("The folder " + data + " cannot be made: " + Sentences.reason(e) + ".", e);
    }
    Logging.toFile(data.resolve("firstbad.log").toString()); // before anything can log
    StateFormat state = stateVersion.format();
    stateVersion.say(state, out);
    if (deliver != null) {
      DeliveryService.requireOrder(deliver); // before anything else has started
    }
    try (LocalStack stack =
        LocalStack.started(
            options.broker(data, LocalOptions.KAFKA_PORT),
            options.registry(data, LocalOptions.REGISTRY_PORT),
            options.server(data, ServerSettings.DEFAULT_PORT, Topics.ofDefaultPrefix()),
            data,
            state,
            LocalStack.PARTITIONS,
            deliver == null ? null : new LocalStack.Subscribed(deliver, each -> say(out, each)),
            step -> say(out, "Starting " + step + " ..."))) {
      new Addresses(stack).print(out);
      out.println("Data are in " + data.toAbsolutePath() + ", messages in firstbad.log there.");
      out.println("Ctrl-C ends it.");
      out.flush();
      while (!shutdown.requested()) {
        Thread.sleep(LOOK_EVERY_MS);
        stack.requireHealth();
      }
      out.println("Stopping ...");
      out.flush();
    }
    return ExitCode.DONE;
  }

  private static void say(PrintWriter out, String sentence) {
    out.println(sentence);
    out.flush();
  }
}
