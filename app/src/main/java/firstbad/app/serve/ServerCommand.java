package firstbad.app.serve;

import firstbad.app.cli.Called;
import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.ListeningOption;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.app.cli.ShutdownHook;
import firstbad.app.cli.Waiting;
import firstbad.server.Server;
import firstbad.server.ServerNotStarted;
import firstbad.server.ServerSettings;
import firstbad.server.ingest.UploadLimits;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the server until it is interrupted or cannot go on. */
@Command(
    name = "server",
    header = "Runs the server: the page, the API, and their view.",
    description =
        "%nKeeps the topology's findings in a database of its own, which can be deleted while the"
            + " server is stopped: the next start makes it again from Kafka.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad server -b broker:9092 -r http://registry:8081 --view data/view.db",
      "  firstbad server --view 'jdbc:postgresql://db/firstbad?user=firstbad'",
      "  firstbad server --host 0.0.0.0 --tokens t.txt --tls-cert c.pem --tls-key k.pem",
      "  curl -T bisect.log http://127.0.0.1:8080/api/v1/bisections/job-7/log"
    })
public final class ServerCommand implements Callable<Integer> {
  private static final long LOOK_EVERY_MS = 500;

  /** Each holds a thread, and some are left for those who read. */
  private static final int MOST_UPLOADS = 200;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private ListeningOption listening = new ListeningOption();

  @Option(
      names = "--view",
      paramLabel = "FILE|JDBC-URL",
      defaultValue = "${env:FIRSTBAD_VIEW:-firstbad-view.db}",
      description =
          "Where the view is kept: a file (SQLite) or the JDBC URL of a PostgreSQL database"
              + " (FIRSTBAD_VIEW, which hides a password from other users of the machine); default:"
              + " firstbad-view.db.")
  private String view = "";

  @Option(
      names = "--keep-lines",
      paramLabel = "DURATION",
      converter = Durations.class,
      description =
          "How long the raw lines of a log are kept in the view; default: ${DEFAULT-VALUE}.")
  private Duration keepLines = ServerSettings.DEFAULT_KEEP_LINES;

  @Option(
      names = "--uploads",
      paramLabel = "NUMBER",
      description =
          "How many logs may be sent over HTTP at the same time; default: ${DEFAULT-VALUE}.")
  private int uploads = UploadLimits.DEFAULT.uploads();

  @Option(
      names = "--application-id",
      paramLabel = "ID",
      description =
          "Application id of the topology whose health is watched; default: the prefix + topology.")
  private @Nullable String applicationId;

  @Mixin private GuardOptions guard = new GuardOptions();
  @Mixin private PageOptions page = new PageOptions();

  private final ShutdownHook shutdown = new ShutdownHook();

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    return shutdown.during(() -> run(out), out);
  }

  private int run(PrintWriter out) throws InterruptedException {
    try (Server server = started(settings())) {
      out.println("The page is at " + server.url() + "/");
      out.flush();
      Optional<String> said = Optional.empty();
      while (!shutdown.requested()) {
        Thread.sleep(LOOK_EVERY_MS);
        Optional<String> trouble = server.trouble();
        if (trouble.isPresent() != said.isPresent()) {
          out.println(
              trouble
                  .map(why -> Called.in(Sentences.full(why), spec.commandLine()))
                  .orElse("The view goes on."));
          out.flush();
          said = trouble;
        }
      }
    } catch (ServerNotStarted e) {
      throw new Problem(String.valueOf(e.getMessage()), e);
    }
    return ExitCode.DONE;
  }

  private Server started(ServerSettings settings) {
    return Waiting.during(
        "Kafka at %s, or for the database of the view".formatted(kafka.bootstrapServers()),
        spec.commandLine().getErr(),
        () -> Server.started(settings));
  }

  private ServerSettings settings() {
    if (uploads < 1 || uploads > MOST_UPLOADS) {
      throw new ParameterException(
          spec.commandLine(), "--uploads is a number from 1 to " + MOST_UPLOADS + ".");
    }
    return page.linked(
        guard.guarded(
            new ServerSettings(
                    listening.host(),
                    listening.port(ServerSettings.DEFAULT_PORT),
                    view,
                    keepLines,
                    kafka.topics(),
                    kafka.clientProperties())
                .withUploads(UploadLimits.DEFAULT.withUploads(uploads))
                .watching(applicationId)));
  }
}
