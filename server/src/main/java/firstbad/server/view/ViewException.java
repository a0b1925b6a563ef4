package firstbad.server.view;

import org.jspecify.annotations.Nullable;

/** The view cannot be used as it is. The message is one sentence: why, and what to do. */
public final class ViewException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ViewException(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }

  public ViewException(String sentence) {
    this(sentence, null);
  }
}
