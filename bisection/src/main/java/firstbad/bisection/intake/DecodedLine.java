package firstbad.bisection.intake;

/**
 * One line of a text.
 *
 * @param text without its line feed and the carriage returns around it; any other control character
 *     stays
 * @param cut bytes at the end of the line that were dropped, 0 as a rule
 * @param replaced replacement characters (U+FFFD) that stand for bytes that could not be read
 * @param encoding how it was written
 * @param unfinished whether the text ends in it without a line feed, so that it may be a part of a
 *     line
 */
public record DecodedLine(
    String text, long cut, long replaced, Encoding encoding, boolean unfinished) {

  /** A line with its line feed, in UTF-8. */
  public DecodedLine(String text, long cut, long replaced) {
    this(text, cut, replaced, Encoding.UTF_8, false);
  }

  /** The same line, known to be whole. */
  public DecodedLine finished() {
    return new DecodedLine(text, cut, replaced, encoding, false);
  }

  /** The same line with this text. */
  DecodedLine with(String other) {
    return other.equals(text) ? this : new DecodedLine(other, cut, replaced, encoding, unfinished);
  }

  /** Whether the text is what was in the log, byte for byte. */
  public boolean intact() {
    return cut == 0 && replaced == 0;
  }
}
