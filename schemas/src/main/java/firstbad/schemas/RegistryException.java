package firstbad.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.util.Set;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Trouble with the schema registry: it cannot be reached, lets nobody in, does not know a schema
 * that it must know, or refuses one. Says nothing about the record at hand, which must not be given
 * up.
 */
public final class RegistryException extends SerializationException {
  private static final long serialVersionUID = 1;

  /** The registry's own codes for a subject, a schema and a level that it does not have. */
  private static final Set<Integer> UNKNOWN = Set.of(40401, 40403, 40408);

  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  RegistryException(String sentence, Throwable cause) {
    super(sentence, cause);
  }

  /** Names what the registry did not do, and why. */
  static RegistryException of(String deed, String registry, Throwable cause) {
    String reason = "it cannot be reached (" + cause.getMessage() + "); check the address";
    if (cause instanceof RestClientException answer) {
      reason =
          switch (answer.getStatus()) {
            case UNAUTHORIZED, FORBIDDEN ->
                "it refuses the credentials ("
                    + answer.getMessage()
                    + "); check them and the rights";
            default -> "it answers: " + answer.getMessage();
          };
    }
    return new RegistryException(
        "The schema registry at " + registry + " did not " + deed + ": " + reason + ".", cause);
  }

  /** Whether the registry works and says that it does not have what was asked for. */
  static boolean isUnknown(RestClientException answer) {
    return UNKNOWN.contains(answer.getErrorCode());
  }
}
