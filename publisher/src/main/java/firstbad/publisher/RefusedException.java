package firstbad.publisher;

/**
 * An id or a label that cannot be: nothing was sent of this log, and others may go on. Its message
 * is one sentence.
 */
public final class RefusedException extends PublishException {
  private static final long serialVersionUID = 1;

  public RefusedException(String sentence) {
    super(sentence);
  }
}
