package firstbad.app.serve;

import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Durations;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a process how it is, for probes where there is no curl. */
@Command(
    name = "health",
    header = "Checks whether a server or a topology does its work.",
    description =
        "%nPrints one sentence, for the health checks of containers and services. The exit code is"
            + " 0 when it is ready, and 1 when it is not or nothing answers.%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad health                           what runs on this machine",
      "  firstbad health http://127.0.0.1:9404     what listens at that port",
      "  firstbad health --live                    whether it has to be restarted"
    })
public final class HealthCommand implements Callable<Integer> {

  /** Where a server listens unless told otherwise, and the metrics of a topology by custom. */
  private static final List<URI> HERE =
      List.of(URI.create("http://127.0.0.1:8080"), URI.create("http://127.0.0.1:9404"));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      defaultValue = "${env:FIRSTBAD_HEALTH_URL}",
      description =
          "Address of a server, or of a topology's --metrics-port (FIRSTBAD_HEALTH_URL); default:"
              + " port 8080 of this machine, and where nothing listens there, port 9404. The"
              + " certificate of another machine is checked, that of this one is not.")
  private @Nullable URI url;

  @Option(
      names = "--live",
      description = "Checks only whether the process can go on without a restart.")
  private boolean live;

  @Option(
      names = "--within",
      paramLabel = "DURATION",
      converter = Durations.class,
      description = "How long an answer may take; default: ${DEFAULT-VALUE}.")
  private Duration within = Duration.ofSeconds(5);

  @Override
  public Integer call() {
    if (within.isNegative() || within.isZero() || within.compareTo(Duration.ofHours(1)) > 0) {
      throw new ParameterException(spec.commandLine(), "--within is more than 0 and at most 1h.");
    }
    HealthAnswer answer = url == null ? askedHere() : asked(address(url));
    if (!answer.ok()) {
      throw new Problem(answer.at() + " is not " + word() + ": " + answer.complaint());
    }
    spec.commandLine().getOut().println(answer.at() + " is " + word() + ".");
    return ExitCode.DONE;
  }

  private String word() {
    return live ? "live" : "ready";
  }

  private URI address(URI given) {
    boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    if (!http || given.getHost() == null) {
      throw new ParameterException(
          spec.commandLine(),
          "'"
              + DisplayText.visible(given.toString())
              + "' is not an address such as http://127.0.0.1:8080.");
    }
    return given;
  }

  private HealthAnswer askedHere() {
    for (URI here : HERE) {
      try {
        return HealthAnswer.of(here, path(), within);
      } catch (IOException e) {
        if (!(e instanceof ConnectException)) {
          throw silent(here, e);
        }
      }
    }
    throw new Problem(
        "Nothing listens at "
            + HERE.get(0)
            + " nor at "
            + HERE.get(1)
            + "; start 'firstbad server' or 'firstbad topology --metrics-port 9404', or give the"
            + " address.");
  }

  private HealthAnswer asked(URI address) {
    try {
      return HealthAnswer.of(address, path(), within);
    } catch (IOException e) {
      throw silent(address, e);
    }
  }

  private String path() {
    return "/health/" + word();
  }

  private static Problem silent(URI address, IOException e) {
    return new Problem(
        address + " cannot be checked (" + DisplayText.visible(Sentences.reason(e)) + ").", e);
  }
}
