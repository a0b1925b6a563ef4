package firstbad.app.cli;

import org.jspecify.annotations.Nullable;

/**
 * Something that ends a command and that the person in front of it can act on. Its message is one
 * sentence: what was wrong, where, what to do. Printed without a stack trace; exit code 1.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Problem(String sentence) {
    this(sentence, null);
  }

  public Problem(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
