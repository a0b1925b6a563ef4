package firstbad.bisection.fold;

import firstbad.bisection.grammar.DamagedLine;
import firstbad.bisection.grammar.RenamedRun;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.TitleTable;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Places of a log where nobody but the fuzzer writes what stands there: the commit and the host of
 * its header, the runs of a test, the range that git gets, the signatures after its conclusion, the
 * durations, the recipients and the crash at its end. A line there that no rule knows is one of its
 * own in other words, even where it is the only one.
 */
final class OwnPlaces {
  private static final String HASH = "(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})";
  private static final Pattern WITH_HASH = Pattern.compile(HASH + "(?![0-9a-f])");
  private static final Pattern TWO_HASHES =
      Pattern.compile("[0-9a-f]{40} [0-9a-f]{40}(?![0-9a-f])");

  /** Three of them, the first and the last tell: {@code 2h10m3.004s (build: 1h20m0.5s, ...}. */
  private static final Pattern DURATIONS =
      Pattern.compile("\\d[hm]\\d[\\d.m]*+s[ ,(].{0,40}\\d[hm]\\d[\\d.m]*+s[,)]");

  private static final Pattern SIGNED = Pattern.compile("[a-z][a-z ]*+: ++" + HASH);

  /** A time as Go prints it, which no other program does. */
  private static final Pattern CLOCK =
      Pattern.compile(
          "[^ ]++ [^\\d]*+\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d++)? [+-]\\d{4} .*+");

  private static final Pattern LIST = Pattern.compile("[^\\[]*+(?<=: )\\[.*\\]");

  /** {@code testing release v5.0}, {@code testing current HEAD 9f7f...}, in other words. */
  private static final Pattern ANNOUNCING =
      Pattern.compile(
          "[a-z][A-Za-z ]{1,60} (?:v\\d{1,3}(?:\\.\\d{1,4}){1,3}(?:-rc\\d+)?|[0-9a-f]{40})");

  /** {@code 9f7f... is the first bad commit}, in other words. */
  private static final Pattern CONCLUDING = Pattern.compile("[0-9a-f]{40}(?: [a-z]++){2,10}+");

  /** {@code parent commit 9f7f... wasn't tested}, in other words. */
  private static final Pattern NAMING =
      Pattern.compile("[a-z][a-z ]{1,40} [0-9a-f]{40}(?: [a-z']++){1,6}+");

  /** {@code first bad commit: 9f7f... netlink: ...}, with more words. */
  private static final Pattern ENDING =
      Pattern.compile(
          "(?:(?:[A-Za-z]{2,15}+ ){1,5}?first (?:bad|good) commit:?"
              + "|first (?:bad|good) commit:?(?: [a-z]{2,15}+:?){1,5})"
              + " [0-9a-f]{40}(?: .*+)?");

  private static final Pattern WORDS = Pattern.compile("[a-z][a-z ]{1,40}+");

  private static final String CRASH = "crash";

  /** The host and what is searched. */
  private static final int FIRST_LINES = 2;

  /** Whether one of the lines that were not understood stands in such a place. */
  static boolean holdAny(FoldContext context, List<Piece.Line> unknown) {
    if (unknown.isEmpty()) {
      return false;
    }
    return opens(context, unknown.get(0)) || isInPlace(context, unknown);
  }

  /** Whether it stands for a line that opens each log, and this one lacks. */
  private static boolean opens(FoldContext context, Piece.Line line) {
    boolean lacksKind = context.header.requested() == null && context.header.fuzzer() != null;
    boolean lacksHost = context.header.host() == null && context.header.requested() != null;
    return (lacksKind
            && line.number() <= FIRST_LINES
            && WITH_HASH.matcher(line.text()).find()
            && !DamagedLine.isOfTheLog(line.text()))
        || (lacksHost && line.number() == 1 && CLOCK.matcher(line.text()).matches());
  }

  /** The same of the line that is being read. */
  private static boolean isInPlace(FoldContext context, List<Piece.Line> unknown) {
    Piece.Line line = unknown.get(unknown.size() - 1);
    if (context.search.phase() == Phase.OUTCOME
        && context.mode == Mode.LOG
        && ENDING.matcher(line.text()).matches()) {
      return line.number() == context.position.highest();
    }
    if (line.number() != context.position.highest() || DamagedLine.isOfTheLog(line.text())) {
      return false;
    }
    if (tellsSeveral(context, line.text()) || tellsRun(context, line.text())) {
      return true;
    }
    return switch (context.search.phase()) {
      case HEADER -> beforeTests(context, line.text());
      case REPRODUCTION, CONFIG, RANGE ->
          beforeTests(context, line.text()) || announces(context, line.text());
      case GIT -> CONCLUDING.matcher(line.text()).matches();
      case CONCLUDED ->
          SIGNED.matcher(line.text()).matches() || NAMING.matcher(line.text()).matches();
      case OUTCOME ->
          context.mode == Mode.LOG
              && (LIST.matcher(line.text()).matches() || tellsCrash(context, line.text()));
    };
  }

  private static boolean beforeTests(FoldContext context, String line) {
    return context.search.phase() != Phase.CONFIG
        && context.header.requested() != null
        && context.verdicts.opened() == 0
        && WITH_HASH.matcher(line).find();
  }

  /** Whether words and a release or a commit after them may say what is tested next. */
  private static boolean announces(FoldContext context, String line) {
    return context.header.requested() != null
        && context.verdicts.opened() > 0
        && ANNOUNCING.matcher(line).matches();
  }

  /** Whether a line holds what no other line of a log does: two commits, or several durations. */
  private static boolean tellsSeveral(FoldContext context, String line) {
    return switch (context.search.phase()) {
      case OUTCOME -> false;
      case REPRODUCTION, CONFIG, RANGE -> TWO_HASHES.matcher(line).find() || tellsDurations(line);
      case HEADER, GIT, CONCLUDED -> tellsDurations(line);
    };
  }

  /** Whether a line tells of a run where a revision is tested. */
  private static boolean tellsRun(FoldContext context, String line) {
    return context.revision != null && RenamedRun.is(line);
  }

  /** Whether a line tells several durations, as only the one does that counts the tests. */
  static boolean tellsDurations(String line) {
    return DURATIONS.matcher(line).find();
  }

  /** Whether what follows some words and a colon has crashed a revision. */
  private static boolean tellsCrash(FoldContext context, String line) {
    int colon = line.indexOf(": ");
    if (colon < 0 || !WORDS.matcher(line.substring(0, colon)).matches()) {
      return false;
    }
    if (isNearly(line.substring(0, colon))) {
      return false;
    }
    Piece.Title title = context.titles.find(line.substring(colon + 2), context.archive);
    return title != null && title.number() != TitleTable.OTHER;
  }

  /** Whether it is the fuzzer's own word with a character wrong. */
  private static boolean isNearly(String word) {
    long wrong =
        IntStream.range(0, Math.min(word.length(), CRASH.length()))
            .filter(i -> word.charAt(i) != CRASH.charAt(i))
            .count();
    return word.length() == CRASH.length() && wrong < 2;
  }

  private OwnPlaces() {}
}
