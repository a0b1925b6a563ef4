package firstbad.server.access;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What a browser that has signed in shows: a time and a signature by its token. Nothing is kept
 * here, so it outlives a restart and is known to every server with the same token; it ends with its
 * time or with its token.
 */
final class Sessions {
  static final Duration AGE = Duration.ofDays(30);

  private final LongSupplier clock;

  /**
   * @param clock milliseconds since the epoch
   */
  Sessions(LongSupplier clock) {
    this.clock = clock;
  }

  String begin(Token token) {
    String until = String.valueOf(clock.getAsLong() + AGE.toMillis());
    return until + '.' + token.signed(text(until));
  }

  boolean holds(String session, List<Token> tokens) {
    int dot = session.indexOf('.');
    if (dot < 1 || dot > 15 || !session.substring(0, dot).chars().allMatch(Character::isDigit)) {
      return false;
    }
    String until = session.substring(0, dot);
    byte[] signature = session.substring(dot + 1).getBytes(US_ASCII);
    boolean known = false;
    for (Token token : tokens) {
      known |= MessageDigest.isEqual(signature, token.signed(text(until)).getBytes(US_ASCII));
    }
    return known && Long.parseLong(until) > clock.getAsLong();
  }

  private static String text(String until) {
    return "firstbad session until " + until;
  }
}
