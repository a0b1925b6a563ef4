package firstbad.bisection.intake;

import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.RevisionEntry;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a single line looks like of a text that is not a bisection log. */
final class NonLogLines {
  private static final Pattern CONSOLE_TIME = Pattern.compile("\\[ *+\\d++\\.\\d++\\]");

  /** In a longer line nobody looks: what makes a text a log is much shorter. */
  private static final int LONGEST = 2000;

  private static final Pattern BLANKS = Pattern.compile(" {2,}+");

  static boolean starts(String line, String... beginnings) {
    String lower = line.substring(0, Math.min(80, line.length())).strip().toLowerCase(Locale.ROOT);
    for (String beginning : beginnings) {
      if (lower.startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }

  /** Nobody's name stands between these brackets, as in a chat. */
  static boolean isHtml(String line) {
    boolean fence = line.strip().equalsIgnoreCase("<pre>"); // as a mark-down fence, around a log
    return (starts(line, "<!doctype html", "<html", "<head>", "<body", "<pre") && !fence)
        || starts(line, "<div>", "<div ", "<table", "<tr>", "<tr ", "<ol>", "<ol ", "<li>", "<li ")
        || starts(line, "<span>", "<span ");
  }

  /** Whether a person sees a log in a line, which stands in quotation marks or does not. */
  static boolean isHidden(String line, boolean quoted) {
    HiddenLog hidden = HiddenLog.in(line);
    return hidden != null && hidden.quoted() == quoted;
  }

  static boolean isQuotedPrintable(String line) {
    int blank = line.indexOf("=20");
    return blank >= 0 && line.indexOf("=20", blank + 1) > 0;
  }

  /** Whether a header of a mail says how its text is written. */
  static boolean isEncoding(String line) {
    return starts(line, "content-transfer-encoding:");
  }

  static boolean isEncodedMail(String line) {
    return isEncoding(line)
        && (line.toLowerCase(Locale.ROOT).contains("base64")
            || line.toLowerCase(Locale.ROOT).contains("quoted-printable"));
  }

  /** Whether only a bisection has such a line, behind its beginning. */
  static boolean isOfARest(String line) {
    if (!starts(line, "all runs: ", "revisions tested: ", "# git bisect ")) {
      return false;
    }
    Entry entry = Grammar.read(line);
    return entry instanceof RevisionEntry.Ran
        || entry instanceof EndEntry.Trailer
        || entry instanceof GitEntry.Marked;
  }

  /** Whether a line would make the text a log if it had fewer blanks. */
  static boolean isSpaced(String line) {
    return line.length() <= LONGEST
        && line.contains("  ")
        && LogShape.isLog(BLANKS.matcher(line).replaceAll(" "));
  }

  static boolean isOfAReport(String line) {
    return line.startsWith("BUG: ") || line.startsWith("crash: ") || line.startsWith("Call Trace:");
  }

  /** Whether the time since a start stands in front, as a kernel writes it. */
  static boolean isConsole(String line) {
    return CONSOLE_TIME.matcher(line).lookingAt();
  }

  static boolean isTimed(String line) {
    return PrefixPiece.GO_TIME.end(line, 0) > 0
        || PrefixPiece.TRACER_TIME.end(line, 0) > 0
        || PrefixPiece.ISO_TIME.end(line, 0) > 0
        || PrefixPiece.SYSLOG_TIME.end(line, 0) > 0;
  }

  private NonLogLines() {}
}
