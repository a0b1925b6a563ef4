package firstbad.app.publish;

import java.util.Arrays;

/**
 * The first lines of a log that is sent, beside those that Kafka has under its id, by their hashes.
 */
final class LogBesideKafka {
  /**
   * So many lines are compared, as over HTTP: two logs seldom are alike for longer, and a history
   * may have 100,000 logs.
   */
  static final int LINES = 64;

  private int[] sent = new int[8];

  /** The lines that came first under their numbers. */
  private int[] first = new int[8];

  /** The newest line that was sent; it may be a part of one until another follows. */
  private int newest;

  private int differs;
  private boolean second;

  /** A line was sent. */
  void sent(long number, String text) {
    int whole = newest;
    newest = 0;
    if (whole > 0 && first[whole] != 0) {
      compare(whole, first[whole]);
    }
    if (number <= LINES) {
      newest = (int) number;
      grow(newest);
      sent[newest] = hash(text);
    }
  }

  /** Kafka has a line, which is a whole one. */
  void kept(long number, String text) {
    if (number < 1 || number > LINES) {
      return;
    }
    int at = (int) number;
    grow(at);
    int hash = hash(text);
    first[at] = first[at] == 0 ? hash : first[at];
    if (at != newest && sent[at] != 0) {
      compare(at, hash);
    }
  }

  /** The number of the first line seen to be another one in Kafka; 0 for none. */
  int differs() {
    return differs;
  }

  /** Whether the other one came before that of this log. */
  boolean isSecond() {
    return second;
  }

  private void compare(int number, int kept) {
    if (differs == 0 && kept != sent[number]) {
      differs = number;
      second = first[number] != sent[number];
    }
  }

  private void grow(int number) {
    if (number >= sent.length) {
      int length = Math.max(number + 1, 2 * sent.length);
      sent = Arrays.copyOf(sent, length);
      first = Arrays.copyOf(first, length);
    }
  }

  private static int hash(String text) {
    int hash = text.hashCode();
    return hash == 0 ? 1 : hash;
  }
}
