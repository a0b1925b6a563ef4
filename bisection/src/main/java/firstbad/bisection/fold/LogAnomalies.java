package firstbad.bisection.fold;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.state.Anomalies;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.state.LogHeader;
import firstbad.bisection.state.Mode;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Phase;
import firstbad.bisection.state.VerdictState;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What can be said of the log as a whole once it has ended. */
final class LogAnomalies {
  /** How many revisions have no kernel that is known, and no run. */
  private static final String UNTESTED = "untested";

  /** Notices what is missing at the end. */
  static void atEnd(FoldContext context) {
    LogEnding ending = context.ending;
    boolean unknown =
        context.anomalies.seen().stream()
            .anyMatch(each -> each.kind() == Remark.Kind.UNKNOWN_ENDING);
    if (isBisection(context) && ending.sentence() == null && !unknown) {
      context.noticesAt(lastOwn(context), Remark.Kind.NO_ENDING, context.git.commit());
    }
    boolean opened =
        context.anomalies.seen().stream().anyMatch(each -> each.kind() == Remark.Kind.NO_OPENING);
    if (isBisection(context) && context.header.kind() == Kind.UNKNOWN && !opened) {
      context.notices(Remark.Kind.NO_OPENING, null);
    }
    boolean counted = context.header.tool() != Tool.GIT;
    if (ending.sentence() != null && ending.trailer() == null && counted) {
      context.noticesAt(ending.sentence().line(), Remark.Kind.NO_TRAILER, null);
    }
    LogEnding.Trailer trailer = ending.trailer();
    if (trailer != null && !agreesWithTrailer(context)) {
      context.noticesAt(trailer.line(), Remark.Kind.MISSING_REVISIONS, null);
    }
  }

  /** The last line of this log: a second one that follows it in the text is kept out. */
  static long lastOwn(FoldContext context) {
    return context.anomalies.seen().stream()
        .filter(each -> each.kind() == Remark.Kind.SECOND_LOG)
        .mapToLong(second -> second.line() - 1)
        .findFirst()
        .orElse(context.position.highest());
  }

  /** Whether the trailer counts the revisions that were read; so does a log without one. */
  static boolean agreesWithTrailer(FoldContext context) {
    return context.ending.trailer() == null || agrees(context);
  }

  /** Whether lines are known to be missing, as the remark says. */
  static boolean lacksLines(FoldContext context) {
    return context.position.oddities().gaps().missing() > 0
        || context.anomalies.has(Remark.Kind.MISSING_LINES)
        || missingAtEnd(context) != null;
  }

  /**
   * Which lines are missing by what the log has at its end: of two that come together there is one,
   * or git names other candidates than the log. Null where none are known to be missing.
   */
  static @Nullable String missingAtEnd(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    if (context.life.end().by() == null || sentence == null) {
      return null;
    }
    String signatures = LostSignatures.missing(context, sentence);
    String lacking = signatures == null ? LostGitLines.lacking(context, sentence) : signatures;
    if (lacking != null) {
      return lacking;
    }
    if (sentence.outcome() != Outcome.INCONCLUSIVE) {
      return null;
    }
    if (context.header.tool() == Tool.GIT) {
      return missingByGit(context);
    }
    int named = context.ending.candidates();
    int byGit = context.git.candidates();
    boolean whole = named > 0 && named == byGit;
    if (named + byGit == 0) {
      return "The log says that any of several commits may be the first, and names none.";
    }
    if (whole) {
      return OtherCandidates.differ(context)
          ? "The log names other candidates than git named before."
          : LostCandidates.missing(context);
    }
    return "The log names " + candidates(named) + ", and git named " + byGit + " before.";
  }

  /** Where the lines would stand that are missing by what the log has at its end. */
  static long missingAt(FoldContext context) {
    LogEnding.Trailer trailer = context.ending.trailer();
    LogEnding.Sentence sentence = context.ending.sentence();
    boolean unsigned = sentence != null && LostSignatures.missing(context, sentence) != null;
    if (unsigned && trailer != null) {
      return trailer.line(); // the pair stands right before it
    }
    return sentence == null ? context.position.highest() : sentence.line();
  }

  /**
   * Which commits a list of candidates lacks: those that were skipped since git was last told good
   * or bad are all in it, and the bad end; git's own log has each word, and nothing else is in it.
   * Null where none is known to be missing.
   */
  private static @Nullable String missingByGit(FoldContext context) {
    int named = context.ending.candidates();
    int skipped = context.search.git().skipped();
    int all = context.verdicts.closed().verdicts().skip();
    if (context.search.git().notes() && named > all + 1) {
      return "The log names "
          + candidates(named)
          + ", and git was told to skip "
          + all
          + ": lines are missing.";
    }
    return named > skipped
        ? LostCandidates.missing(context)
        : "The log names "
            + candidates(named)
            + ", and git had at least "
            + (skipped + 1)
            + ": lines are missing.";
  }

  private static String candidates(int number) {
    return number + (number == 1 ? " candidate" : " candidates");
  }

  /**
   * Until 2020-11-17 the trailer counts failed builds too, and a log need not prove that it is
   * younger. A test that ended the search by an error has left no line, and one that could not be
   * done at all may have left no kernel.
   */
  private static boolean agrees(FoldContext context) {
    LogEnding ending = context.ending;
    VerdictState verdicts = context.verdicts;
    VerdictState.Closed closed = verdicts.closed();
    boolean kernelsOnly = verdicts.era().compareTo(Era.FLAGGED) >= 0;
    int reported = ending.trailer() == null ? 0 : ending.trailer().revisions();
    LogEnding.Sentence sentence = ending.sentence();
    int unseen = sentence != null && sentence.outcome() == Outcome.FAILED ? 1 : 0;
    int most = closed.kernels() + untested(context) + unseen;
    return (reported >= closed.kernels() && reported <= most)
        || (!kernelsOnly
            && reported >= closed.verdicts().tested()
            && reported <= closed.verdicts().tested() + unseen);
  }

  /**
   * The reproducer could not be run on the revision that is open. The trailer counts it, whether or
   * not its kernel has a signature.
   */
  static void couldNotBeRun(FoldContext context) {
    OpenRevision revision = context.revision;
    boolean again = context.mode == Mode.FAILURE;
    if (!again && revision != null && revision.build().signature() == null) {
      context.archive.put(UNTESTED, new Piece.Word(String.valueOf(untested(context) + 1)));
    }
  }

  private static int untested(FoldContext context) {
    return context.archive.get(UNTESTED) instanceof Piece.Word word
        ? Integer.parseInt(word.text())
        : 0;
  }

  private static boolean error(LogEnding.@Nullable Sentence sentence) {
    return sentence != null
        && (sentence.outcome() == Outcome.FAILED || sentence.outcome() == Outcome.TIMED_OUT);
  }

  /**
   * A revision is over of which neither a run nor an error was read. Where the search goes on, the
   * original commit was built, whatever a text looks like.
   */
  static void closed(FoldContext context, OpenRevision revision, Verdict verdict) {
    boolean explained =
        revision.is(Role.PARENT) || (revision.build().failed() && !revision.is(Role.ORIGINAL));
    boolean shows = context.header.tool() != Tool.GIT;
    if (context.reading() && shows && !revision.hasRuns() && !explained) {
      context.notices(Remark.Kind.MISSING_RUNS, revision.opening().commit());
    }
    if (shows) {
      LostRuns.closed(context, revision);
    } else {
      LostRuns.told(context, revision, verdict);
    }
  }

  /** Whether a revision has no run at all: its runs may be said in words that no rule knows. */
  static boolean isWithoutRuns(Anomalies.Anomaly anomaly) {
    return anomaly.kind() == Remark.Kind.MISSING_RUNS && anomaly.sentence() == null;
  }

  /**
   * The last test may be what ended the search, with an error and without a run. A crash is not
   * reproduced in runs, or by a kernel that was not built.
   */
  private static boolean missesRuns(FoldContext context, Anomalies.Anomaly anomaly) {
    LogEnding.Trailer trailer = context.ending.trailer();
    LogEnding.Sentence sentence = context.ending.sentence();
    boolean last = trailer != null && anomaly.line() >= trailer.line();
    if (!last) {
      return true;
    }
    boolean reproduced = sentence != null && sentence.outcome() != Outcome.NOT_REPRODUCED;
    return sentence != null
        && !error(sentence)
        && (reproduced || context.verdicts.closed().last() == Verdict.UNKNOWN);
  }

  /**
   * A line was not understood. After the trailer it may be an ending that no rule knows; after the
   * ending it may be a report, of which no line has named the crash.
   */
  static void notUnderstood(FoldContext context) {
    if (context.search.phase() != Phase.OUTCOME) {
      return;
    }
    if (context.ending.sentence() == null) {
      context.notices(Remark.Kind.UNKNOWN_ENDING, null);
    } else if (context.ending.crashTitle() == null && !context.mode.isError()) {
      context.notices(Remark.Kind.REPORT_WITHOUT_TITLE, null);
    }
  }

  /** Whether what was noticed holds as the log stands now: an ending may still come. */
  static boolean holds(FoldContext context, Anomalies.Anomaly anomaly) {
    boolean over = context.life.end().by() != null;
    return switch (anomaly.kind()) {
      case UNKNOWN_ENDING -> over && context.ending.sentence() == null;
      case NO_ENDING -> over && context.ending.sentence() == null;
      case REPORT_WITHOUT_TITLE -> context.ending.crashTitle() == null;
      case MISSING_RUNS -> anomaly.sentence() != null || missesRuns(context, anomaly);
      default -> true;
    };
  }

  /** Whether anything of the text has the shape of a bisection log. */
  static boolean isBisection(FoldContext context) {
    boolean opening =
        context.header.host() != null && context.position.oddities().unknown().lines() == 0;
    boolean searches =
        context.header.requested() != null
            || context.header.fuzzer() != null
            || (context.search.phase().compareTo(Phase.HEADER) > 0 && !onlyConcludes(context));
    return opening
        || context.verdicts.opened() > 0
        || context.life.once().secondHeader()
        || (searches && !quotesHeader(context));
  }

  /**
   * Whether one line of a header is all that was understood of a text that is over and goes on
   * after it: a page or a mail quotes it.
   */
  private static boolean quotesHeader(FoldContext context) {
    LogHeader header = context.header;
    long lines =
        Stream.of(header.host(), header.requested(), header.fuzzer())
            .filter(Objects::nonNull)
            .count();
    return lines == 1
        && header.tool() != Tool.GIT
        && context.life.end().by() != null
        && context.search.phase().compareTo(Phase.REPRODUCTION) <= 0
        && context.search.next() == null
        && context.ending.sentence() == null
        && context.position.oddities().unknown().within() > 0;
  }

  /** Whether nothing but git's last word was read, which anybody may have pasted. */
  private static boolean onlyConcludes(FoldContext context) {
    return context.search.phase() == Phase.CONCLUDED
        && context.header.tool() != Tool.GIT
        && context.ending.sentence() == null
        && context.search.ends().first() == null
        && context.position.oddities().gaps().missing() == 0;
  }

  private LogAnomalies() {}
}
