package firstbad.bisection.made;

/** The bisection ends with an error; the message is what stands after {@code error:}. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1;

  Failure(String message) {
    super(message, null, false, false);
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
