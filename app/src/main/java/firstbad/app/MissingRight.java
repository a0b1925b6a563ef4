package firstbad.app;

import firstbad.app.cli.KafkaOptions;
import firstbad.schemas.Principal;
import firstbad.schemas.Rights;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthorizationException;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What to grant where Kafka refuses what a command asks of it. */
final class MissingRight {
  private MissingRight() {}

  /**
   * The end of a complaint. Who publishes, reads or judges has said it already: the other commands
   * are the operator's.
   *
   * @return a blank and a sentence; empty where no right is missing, or where it was said
   */
  static String in(Exception failure, CommandLine command) {
    return isRefusal(failure) && !String.valueOf(failure.getMessage()).contains("lack a right")
        ? grant(failure, command.getCommandSpec()).map(" "::concat).orElse("")
        : "";
  }

  private static boolean isRefusal(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof AuthorizationException) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> grant(Exception failure, CommandSpec command) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(KafkaOptions.class::isInstance)
        .map(KafkaOptions.class::cast)
        .findFirst()
        .flatMap(
            kafka ->
                Rights.under(kafka.topics())
                    .grant(failure, Principal.OPERATOR, kafka.bootstrapServers()));
  }
}
