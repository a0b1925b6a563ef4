package firstbad.topology.codec;

import org.jspecify.annotations.Nullable;

/** State that cannot be read or written; the process ends with this sentence. */
public final class UnreadableState extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreadableState(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
