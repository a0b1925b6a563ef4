package firstbad.app.local;

import firstbad.app.cli.Called;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Logging;
import firstbad.app.cli.Problem;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.TemporaryFolder;
import firstbad.app.cli.Terminal;
import firstbad.app.read.EventReader;
import firstbad.app.read.LiveStory;
import firstbad.publisher.Destination;
import firstbad.publisher.PublishException;
import firstbad.schemas.Topic;
import firstbad.schemas.Topics;
import firstbad.server.ServerSettings;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Plays the sample log through a real pipeline in this process and shows what comes out. */
@Command(
    name = "demo",
    header = "Plays a sample log through everything, in one process.",
    description =
        "%nStarts broker, schema registry, topics, topology and server, publishes a real log line"
            + " by line, and shows what arrives in the topics: the search as it narrows, crashes as"
            + " they are counted, the culprit at the end. Nothing is kept. Unless it is to exit, its"
            + " ports have to be free: where 'firstbad up' runs too, name others.%n",
    footerHeading = "%nExample:%n",
    footer = "  firstbad demo --exit --speed 100")
public final class Demo implements Callable<Integer> {
  private static final int LINES_PER_SECOND = 12;
  private static final long COMPLETE_WITHIN_NS = 180_000_000_000L;
  private static final long LOOK_EVERY_MS = 500;

  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private LocalOptions options = new LocalOptions();

  @Option(names = "--exit", description = "Exits when the culprit has arrived.")
  private boolean exit;

  @Option(
      names = "--speed",
      paramLabel = "LINES",
      defaultValue = "" + LINES_PER_SECOND,
      description = "Lines per second; 0 for all at once; default: ${DEFAULT-VALUE}.")
  private double speed;

  private final ShutdownHook shutdown = new ShutdownHook();

  public Demo(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    if (!(speed >= 0)) {
      throw new ParameterException(spec.commandLine(), "--speed is a number of lines, 0 or more.");
    }
    PrintWriter out = spec.commandLine().getOut();
    return shutdown.during(() -> run(out), out);
  }

  private int run(PrintWriter out) throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("firstbad-demo");
    Logging.toFile(data.resolve("firstbad.log").toString());
    Canvas canvas = new Canvas(out, terminal);
    try (LocalStack stack = stack(data, canvas)) {
      canvas.wipe();
      if (!exit) {
        out.println("Watch it in a browser: " + stack.pageUrl() + "/b/" + SampleLog.ID);
        out.println();
        out.flush();
      }
      play(stack, canvas, out);
      if (!exit) {
        stay(stack, out);
      }
    } finally {
      canvas.close();
      TemporaryFolder.delete(data);
    }
    return ExitCode.DONE;
  }

  /** With --exit nobody could connect in time, so any free port will do. */
  private LocalStack stack(Path data, Canvas canvas) throws InterruptedException {
    return LocalStack.started(
        options.broker(data, exit ? 0 : LocalOptions.KAFKA_PORT),
        options.registry(data, exit ? 0 : LocalOptions.REGISTRY_PORT),
        options.server(data, exit ? 0 : ServerSettings.DEFAULT_PORT, Topics.ofDefaultPrefix()),
        data,
        StateFormat.shipped(),
        LocalStack.PARTITIONS,
        null,
        canvas::step);
  }

  private void play(LocalStack stack, Canvas canvas, PrintWriter out) {
    SampleLog log = new SampleLog();
    LiveStory story = new LiveStory(SampleLog.ID);
    SearchView view = new SearchView(story, log.size(), terminal);
    try (EventReader reader =
        EventReader.open(stack.clientProperties(), Topics.ofDefaultPrefix())) {
      reader.begin(
          Topic.BISECTIONS,
          Topic.REVISIONS,
          Topic.ASSESSMENTS,
          Topic.CRASH_COUNTS,
          Topic.CULPRITS,
          Topic.ALERTS);
      CompletableFuture<@Nullable Void> played = played(log, stack);
      long deadline = Long.MAX_VALUE;
      while (!view.complete() && !shutdown.requested()) {
        reader.take(story);
        canvas.show(view);
        stack.requireHealth();
        if (played.isDone() && deadline == Long.MAX_VALUE) {
          joined(played);
          deadline = System.nanoTime() + COMPLETE_WITHIN_NS;
        }
        if (System.nanoTime() > deadline) {
          throw new Problem("The log is published, but its culprit did not arrive.");
        }
      }
      if (!shutdown.requested()) {
        canvas.close();
        new CulpritSummary(story, terminal).lines().forEach(out::println);
        out.flush();
      }
    }
  }

  private CompletableFuture<@Nullable Void> played(SampleLog log, LocalStack stack) {
    long pause = speed == 0 ? 0 : Math.round(1000 / speed);
    Destination destination = Destination.of(stack.bootstrapServers(), stack.registryUrl());
    return CompletableFuture.runAsync(
        () -> {
          try {
            log.play(destination, pause);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        },
        work -> {
          Thread thread = new Thread(work, "firstbad-player");
          thread.setDaemon(true);
          thread.start();
        });
  }

  private static void joined(CompletableFuture<@Nullable Void> played) {
    try {
      played.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PublishException failure) {
        throw new Problem(String.valueOf(failure.getMessage()), failure);
      }
      throw e;
    }
  }

  private void stay(LocalStack stack, PrintWriter out) throws InterruptedException {
    if (shutdown.requested()) {
      return;
    }
    printHints(new Addresses(stack), out);
    while (!shutdown.requested()) {
      Thread.sleep(LOOK_EVERY_MS);
      stack.requireHealth();
    }
    out.println();
    out.println("Stopping ...");
    out.flush();
  }

  private static void printHints(Addresses addresses, PrintWriter out) {
    out.println();
    addresses.print(out);
    out.println("Everything stays up until Ctrl-C. Try in another terminal:");
    String firstbad = "  " + Called.name();
    out.println(firstbad + " culprits" + addresses.options());
    out.println(firstbad + " show " + SampleLog.ID + addresses.options());
    out.println(firstbad + " crashes 9f7fb8de5d9b" + addresses.options());
    out.flush();
  }
}
