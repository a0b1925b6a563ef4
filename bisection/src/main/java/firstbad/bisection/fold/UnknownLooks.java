package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.Grammar;
import firstbad.bisection.grammar.Omission;
import firstbad.bisection.grammar.OtherEncoding;
import firstbad.bisection.grammar.QuotedPrintable;
import firstbad.bisection.state.Archive.Piece;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the lines look like that were not understood, where that can be told by those kept. */
final class UnknownLooks {
  private static final String WRAPPED =
      " The text looks wrapped, as a mail program does it, so titles may be cut: give the log as it"
          + " was written.";
  private static final String UTF_16 =
      " Some of the text is UTF-16 after UTF-8: save all of it as UTF-8.";
  private static final String UTF_8 =
      " Some of the text is UTF-8 after UTF-16: save all of it as UTF-8.";

  private static final String QUOTED_PRINTABLE =
      " The text is quoted-printable, as in the source of a mail, so titles are cut: give the decoded"
          + " text.";

  private static final String NULS =
      " NUL characters stand in the text, as where a part of a file was lost: give a whole copy.";
  private static final String CARRIAGE_RETURNS =
      " Some lines end in a carriage return alone: save the text with line feeds.";

  /** So many lines that end so are no accident. */
  private static final int CUT_LINES = 3;

  private static final String CUT = " Long lines were cut: give the log as it was written.";

  private static final String LEFT_OUT = " Somebody has left out a part of the text.";

  /** A sentence with a blank before it; empty where nothing can be told. */
  static String sentence(FoldContext context) {
    return sentences(context).findFirst().orElse("");
  }

  /** How many of the lines look like damage to the text, so that the fuzzer wrote other ones. */
  static long damaged(FoldContext context) {
    return sentences(context).count();
  }

  private static Stream<String> sentences(FoldContext context) {
    List<Piece.Line> lines = kept(context);
    return IntStream.range(0, lines.size())
        .mapToObj(at -> sentence(lines, at))
        .filter(sentence -> !sentence.isEmpty());
  }

  private static String sentence(List<Piece.Line> lines, int at) {
    String text = lines.get(at).text();
    if (OtherEncoding.isUtf16(text)) {
      return UTF_16;
    }
    if (OtherEncoding.isUtf8(text)) {
      return UTF_8;
    }
    if (OtherEncoding.holdsNul(text)) {
      return NULS;
    }
    if (Grammar.isOfSeveral(text)) {
      return CARRIAGE_RETURNS;
    }
    if (QuotedPrintable.isCut(text)) {
      return QUOTED_PRINTABLE;
    }
    if (Omission.is(text)) {
      return LEFT_OUT;
    }
    if (isCut(text) && lines.stream().filter(line -> isCut(line.text())).count() >= CUT_LINES) {
      return CUT;
    }
    return at > 0 && isRest(lines.get(at - 1), lines.get(at)) ? WRAPPED : "";
  }

  private static boolean isCut(String line) {
    String text = line.stripTrailing();
    return text.endsWith("...") || text.endsWith("\u2026");
  }

  /** Whether two lines were one of the log, which was cut at a blank. */
  private static boolean isRest(Piece.Line first, Piece.Line second) {
    Entry rest = Grammar.read(second.text());
    return second.number() == first.number() + 1
        && Grammar.read(first.text()) == null
        && (rest == null || rest instanceof GitEntry.Candidate)
        && Grammar.read(first.text() + " " + second.text()) != null;
  }

  static List<Piece.Line> kept(FoldContext context) {
    long lines = context.position.oddities().unknown().lines();
    List<Piece.Line> kept = new ArrayList<>();
    for (int i = 0; i < Math.min(lines, Caps.UNKNOWN_LINES); i++) {
      if (context.archive.get("unknown/" + i) instanceof Piece.Line line) {
        kept.add(line);
      }
    }
    return kept;
  }

  private UnknownLooks() {}
}
