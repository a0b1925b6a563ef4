package firstbad.bisection.grammar;

import java.util.Locale;
import java.util.Set;

/** The headers of a mail, which stand above a log that somebody has saved with its mail. */
public final class MailHeader {

  /** Their names in lower case; no line of a log begins with one of them. */
  private static final Set<String> NAMES =
      Set.of(
          "from",
          "to",
          "cc",
          "bcc",
          "subject",
          "date",
          "sender",
          "reply-to",
          "message-id",
          "in-reply-to",
          "references",
          "return-path",
          "delivered-to",
          "received",
          "received-spf",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "content-disposition",
          "content-language",
          "dkim-signature",
          "authentication-results",
          "user-agent",
          "precedence",
          "errors-to",
          "organization",
          "importance",
          "auto-submitted",
          "mail-followup-to",
          "envelope-to",
          "status");

  /** With these begin the names of many more. */
  private static final Set<String> FAMILIES = Set.of("x", "list", "arc", "resent", "feedback");

  private static final int LONGEST_NAME = 60;

  /** Whether a line that no rule knows begins with the name of a header, or an mbox's mail. */
  public static boolean is(String line) {
    int colon = line.indexOf(':');
    if (line.startsWith("From ") && line.indexOf('@') > 0 && colon > 0) {
      return true;
    }
    if (colon <= 0 || colon > LONGEST_NAME || !endsOrBlank(line, colon + 1)) {
      return false;
    }
    String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
    int dash = name.indexOf('-');
    return NAMES.contains(name)
        || (dash > 0 && name.indexOf(' ') < 0 && FAMILIES.contains(name.substring(0, dash)));
  }

  private static boolean endsOrBlank(String line, int at) {
    return at == line.length() || line.charAt(at) == ' ' || line.charAt(at) == '\t';
  }

  private MailHeader() {}
}
