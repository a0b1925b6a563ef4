package firstbad.publisher;

import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a log from being published. Its message is one sentence for the person who
 * can act on it: what was wrong, where, what to do.
 */
public class PublishException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PublishException(String sentence) {
    this(sentence, null);
  }

  public PublishException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
