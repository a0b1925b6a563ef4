package firstbad.publisher;

/** What a sender is told whose id is another log's: the same at every door. */
public final class UsedId {

  /**
   * To who sends the second log.
   *
   * @param line the first line that differs
   */
  public static String second(String id, long line) {
    return "Line %d is another than the one that came under the id %s before: two logs have it, and nothing of this one is applied. Send it under an id of its own."
        .formatted(line, id);
  }

  /** To who sends the first log. */
  public static String first(String id, long line) {
    return "Another log came under the id %s: its line %d is another one. Nothing of that log is applied. Where this one stands still then, send it again from its first line."
        .formatted(id, line);
  }

  /** To who goes on with a log of which nobody can tell which one it is. */
  public static String either(String id, long line) {
    return "Two logs came under the id %s (see line %d), and nobody can tell whose lines these are: they may not be applied. Send this log again from its first line, and under another id if it is not the one that came first."
        .formatted(id, line);
  }

  private UsedId() {}
}
