package firstbad.schemas;

import org.apache.kafka.common.KafkaException;

/** Topics could not be looked at or created; the message is one sentence for the operator. */
public final class SetupException extends KafkaException {
  private static final long serialVersionUID = 1;

  SetupException(String sentence) {
    super(sentence);
  }

  SetupException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
