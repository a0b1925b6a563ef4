package firstbad.schemas;

import org.apache.kafka.common.errors.SerializationException;

/**
 * A record whose bytes are not an event of the topic. Reading it again changes nothing; what comes
 * after it can be read.
 */
public final class BadEventException extends SerializationException {
  private static final long serialVersionUID = 1;

  BadEventException(String sentence) {
    super(sentence);
  }

  BadEventException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
