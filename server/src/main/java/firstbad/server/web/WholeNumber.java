package firstbad.server.web;

import java.util.OptionalLong;

/** A number in a query: ASCII digits and nothing else. */
public final class WholeNumber {
  private WholeNumber() {}

  /** The number; empty where the text is none, or is out of the range. */
  public static OptionalLong in(String text, long least, long most) {
    if (!text.matches("[0-9]{1,18}")) {
      return OptionalLong.empty();
    }
    long number = Long.parseLong(text);
    return number >= least && number <= most ? OptionalLong.of(number) : OptionalLong.empty();
  }
}
