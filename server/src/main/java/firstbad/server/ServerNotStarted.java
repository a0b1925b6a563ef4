package firstbad.server;

import org.jspecify.annotations.Nullable;

/** The server cannot start. The message is one sentence: what is in the way, what to do. */
public final class ServerNotStarted extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ServerNotStarted(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
