package firstbad.embedded;

/** Something here could not start; the message is one sentence for the person who started it. */
public final class NotStarted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotStarted(String sentence) {
    super(sentence);
  }

  NotStarted(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
