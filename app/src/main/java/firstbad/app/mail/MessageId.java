package firstbad.app.mail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Message-ID of a mail, as a label names it: with angle brackets or without them. Printable
 * ASCII and nothing else: it becomes a header, where mail servers refuse anything else.
 */
public final class MessageId {
  private static final Pattern SHAPE =
      Pattern.compile("<?((?!\\S{0,250}//)[!-~&&[^<>@]]{1,250}@[!-~&&[^<>@]]{1,250})>?");

  /** Without its brackets; empty for any other text. */
  public static Optional<String> of(String text) {
    Matcher shape = SHAPE.matcher(text.strip());
    return shape.matches() ? Optional.of(shape.group(1)) : Optional.empty();
  }

  /** As a header has it, with its brackets; empty for any other text. */
  public static Optional<String> header(String text) {
    return of(text).map(id -> "<" + id + ">");
  }

  private MessageId() {}
}
