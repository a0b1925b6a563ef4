package firstbad.publisher;

/**
 * One line of a log as it is published.
 *
 * @param text without its line feed; a carriage return, a NUL or any other control character stays
 * @param cut bytes at the end of the line that were dropped, 0 as a rule
 * @param replaced replacement characters (U+FFFD) that stand for bytes that are not UTF-8
 */
public record DecodedLine(String text, long cut, long replaced) {

  /** Whether the text is what was in the log, byte for byte. */
  public boolean intact() {
    return cut == 0 && replaced == 0;
  }
}
