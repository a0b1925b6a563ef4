package firstbad.publisher;

import firstbad.schemas.Rights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's exceptions mean to the person who runs a publisher: a table. */
final class KafkaSentences {
  /** The first row whose class fits; {@code %s} is what the exception itself says. */
  private static final Map<Class<? extends Throwable>, BiFunction<LineTopic, String, String>>
      TABLE = new LinkedHashMap<>();

  static {
    TABLE.put(
        SslAuthenticationException.class,
        (topic, said) ->
            topic.where() + ": no TLS connection (" + said + "); check the ssl.* properties.");
    TABLE.put(
        AuthenticationException.class,
        (topic, said) ->
            topic.where() + " refused the log-in (" + said + "); check the sasl.* properties.");
    TABLE.put(
        AuthorizationException.class,
        (topic, said) ->
            topic.where()
                + " does not let this user write to "
                + topic.name()
                + " ("
                + said
                + "): these credentials lack a right. Grant it with: "
                + Rights.toPublish(topic.name(), topic.servers()));
    TABLE.put(
        UnknownTopicOrPartitionException.class,
        (topic, said) ->
            topic.where() + " has no topic " + topic.name() + "; 'firstbad topics' creates it.");
    TABLE.put(
        InvalidTopicException.class,
        (topic, said) -> "The topic name " + topic.name() + " is not valid; check the prefix.");
    TABLE.put(
        RecordTooLargeException.class,
        (topic, said) ->
            topic.where()
                + " refuses a line for its length ("
                + said
                + "); set max.message.bytes of "
                + topic.name()
                + " to 1048576.");
    TABLE.put(
        TimeoutException.class,
        (topic, said) -> topic.where() + " did not answer in time (" + said + ").");
    TABLE.put(
        UnsupportedVersionException.class,
        (topic, said) -> topic.where() + " is too old or too new for this client (" + said + ").");
    TABLE.put(
        ConfigException.class,
        (topic, said) ->
            said.startsWith("No resolvable bootstrap urls")
                ? "None of the host names in " + topic.servers() + " is known; check the address."
                : "The client properties are not right: " + said + ".");
  }

  /** The sentence for a failure, with the failure as its cause. */
  static PublishException of(Throwable failure, LineTopic topic) {
    Throwable cause = cause(failure);
    String said = said(cause);
    for (Map.Entry<Class<? extends Throwable>, BiFunction<LineTopic, String, String>> row :
        TABLE.entrySet()) {
      if (row.getKey().isInstance(cause)) {
        return new PublishException(row.getValue().apply(topic, said), failure);
      }
    }
    return new PublishException(topic.where() + ": " + said + ".", failure);
  }

  /** The cause that says most: the innermost that the table knows, or else the innermost. */
  private static Throwable cause(Throwable failure) {
    Throwable best = failure instanceof ExecutionException ? null : failure;
    boolean known = false;
    for (Throwable at = failure; at != null; at = at.getCause()) {
      Throwable candidate = at;
      boolean fits = TABLE.keySet().stream().anyMatch(type -> type.isInstance(candidate));
      if (fits || (!known && !(at instanceof ExecutionException))) {
        best = at;
        known |= fits;
      }
    }
    return best == null ? failure : best;
  }

  private static String said(Throwable failure) {
    String message = failure.getMessage();
    String text = message == null ? failure.getClass().getSimpleName() : message.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private KafkaSentences() {}
}
