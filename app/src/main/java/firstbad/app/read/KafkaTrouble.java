package firstbad.app.read;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import firstbad.schemas.Rights;
import firstbad.schemas.Topics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What Kafka's exceptions mean to a person who only reads. */
final class KafkaTrouble {
  /** The first row whose class fits; {@code %1$s} is where, {@code %2$s} what Kafka says. */
  private static final Map<Class<? extends Throwable>, String> SENTENCES = new LinkedHashMap<>();

  static {
    SENTENCES.put(
        SslAuthenticationException.class,
        "%s: no TLS connection (%s); check the ssl.* properties in --config.");
    SENTENCES.put(
        AuthenticationException.class,
        "%s refused the log-in (%s); check the sasl.* properties in --config.");
    SENTENCES.put(
        AuthorizationException.class,
        "%s does not let this user read (%s); 'firstbad doctor --acls' prints the commands that grant"
            + " rights.");
    SENTENCES.put(
        TimeoutException.class,
        "%s did not answer (%s); check that it runs, and --bootstrap-servers.");
    SENTENCES.put(ConfigException.class, "The client properties for %s are not right: %s.");
  }

  private final String servers;
  private final Rights rights;

  KafkaTrouble(String servers, Topics topics) {
    this.servers = servers;
    this.rights = Rights.under(topics);
  }

  /** The brokers, as the beginning of a sentence. */
  String where() {
    return "Kafka at " + servers;
  }

  Problem problem(KafkaException failure) {
    Optional<String> missing = rights.missingToRead(failure, servers);
    if (missing.isPresent()) {
      return new Problem(missing.get(), failure);
    }
    for (Map.Entry<Class<? extends Throwable>, String> row : SENTENCES.entrySet()) {
      for (Throwable at = failure; at != null; at = at.getCause()) {
        if (row.getKey().isInstance(at)) {
          return new Problem(row.getValue().formatted(where(), Sentences.reason(at)), failure);
        }
      }
    }
    return new Problem(where() + ": " + Sentences.reason(Sentences.root(failure)) + ".", failure);
  }
}
