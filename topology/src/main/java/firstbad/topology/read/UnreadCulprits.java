package firstbad.topology.read;

import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/**
 * The culprits that were sent could not be read to their end, so no line may be read. No {@link
 * org.apache.kafka.common.errors.TimeoutException}: for that Streams would throw the state of the
 * task away and try again without end. The message is a sentence for people.
 */
public final class UnreadCulprits extends StreamsException {
  private static final long serialVersionUID = 1;

  UnreadCulprits(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
