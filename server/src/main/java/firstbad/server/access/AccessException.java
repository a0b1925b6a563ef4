package firstbad.server.access;

import org.jspecify.annotations.Nullable;

/** Access cannot be set up as asked. The message is one sentence: what is wrong, what to do. */
public final class AccessException extends RuntimeException {
  private static final long serialVersionUID = 1;

  AccessException(String sentence) {
    this(sentence, null);
  }

  AccessException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
