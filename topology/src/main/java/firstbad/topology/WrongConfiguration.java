package firstbad.topology;

/** The topology cannot start as it is configured; the message says what to do about it. */
public final class WrongConfiguration extends RuntimeException {
  private static final long serialVersionUID = 1L;

  WrongConfiguration(String sentence) {
    super(sentence);
  }

  WrongConfiguration(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
