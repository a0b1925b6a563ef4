package firstbad.bisection.fold;

import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Runs;
import firstbad.bisection.state.TitleTable;
import firstbad.bisection.trust.judgement.ReasonPhrases;

/**
 * Runs at the end of a revision that were not read: no number jumps, but what the log says of the
 * runs after them does not agree with those that it lists.
 */
final class LostRuns {
  private static final String MOST = "most runs";
  private static final String TRIES = "tries";

  /** Runs of a revision that is neither the first nor one of a flaky reproducer. */
  private static final int USUAL = 10;

  /** In the first hours of the fuzzer each run had a line, whatever the others. */
  static void tried(FoldContext context) {
    if (context.line.startsWith("try #") && context.archive.get(TRIES) == null) {
      context.archive.put(TRIES, new Piece.Word("yes"));
    }
  }

  /** The crash that stands for all of them is one of them. */
  static void representative(FoldContext context, String title) {
    OpenRevision revision = context.revision;
    if (revision == null) {
      return;
    }
    if (!revision.hasRuns()) {
      notices(context, revision, "it names the crash that stands for them, and lists none");
      return;
    }
    Piece.Title known = context.titles.find(title, context.archive);
    boolean listed =
        known != null
            && (known.number() == TitleTable.OTHER
                || revision.runs().crashes().of(known.number()) > 0);
    if (!listed) {
      notices(context, revision, "none of them has the crash that is said to stand for them");
    }
  }

  /** The log counts the runs where it has no verdict. */
  static void undecided(FoldContext context, RevisionEntry.Undecided line) {
    OpenRevision revision = context.revision;
    if (revision == null || line.good() < 0 || revision.runs().estimated()) {
      return;
    }
    Runs runs = revision.runs();
    if (!agrees(runs, line) && !(runs.doubled() && agrees(runs.undoubled(), line))) {
      notices(
          context,
          revision,
          "the log says that "
              + line.conclusive()
              + " were OK or crashed, and "
              + runs.conclusive()
              + " are listed");
    }
  }

  private static boolean agrees(Runs runs, RevisionEntry.Undecided line) {
    return runs.ok() == line.good() && runs.conclusive() == line.conclusive();
  }

  /**
   * Runs that end alike stand in one line: where they are listed, another one followed. Nor does a
   * revision have fewer runs than those before it, but where the rules of its era say so.
   */
  static void closed(FoldContext context, OpenRevision revision) {
    boolean listed = revision.hasRuns() && !revision.runs().estimated();
    if (!listed || revision.beforeGap() != null) {
      return;
    }
    int total = revision.runs().total();
    int most = most(context);
    if (total > most) {
      if (context.reading() && most > 0 && isNoFullNumber(context, most)) {
        before(context, revision, most, total);
      }
      context.archive.put(MOST, new Piece.Word(String.valueOf(total)));
    }
    if (context.reading() && alike(revision.runs()) && context.archive.get(TRIES) == null) {
      notices(
          context,
          revision,
          "those that are listed all ended alike, and then the log has one line");
    } else if (context.reading() && total < most && isNoFullNumber(context, total)) {
      notices(context, revision, total + " are listed, and before it had up to " + most);
    }
  }

  /** In a log of git's own that has runs, git was told good or bad of a commit without one. */
  static void told(FoldContext context, OpenRevision revision, Verdict verdict) {
    boolean decided = verdict == Verdict.GOOD || verdict == Verdict.BAD;
    if (decided
        && context.reading()
        && revision.is(Role.STEP)
        && !revision.hasRuns()
        && context.trust.evidence().shown().ends().crashing() != null) {
      String commit = revision.opening().commit();
      context.notices(
          Remark.Kind.MISSING_RUNS,
          commit,
          "Git was told "
              + (verdict == Verdict.GOOD ? "good" : "bad")
              + " for "
              + ReasonPhrases.abbreviated(commit)
              + ", and the log has no run of it, as it has of others.");
    }
  }

  /** The first revision has as many runs as a later one, or more. */
  private static void before(FoldContext context, OpenRevision revision, int most, int total) {
    String commit = revision.opening().commit();
    context.notices(
        Remark.Kind.MISSING_RUNS,
        commit,
        "The runs before "
            + ReasonPhrases.abbreviated(commit)
            + " are not all in the log: it has "
            + total
            + ", and no revision before it more than "
            + most
            + ".");
  }

  private static int most(FoldContext context) {
    return context.archive.get(MOST) instanceof Piece.Word word ? Integer.parseInt(word.text()) : 0;
  }

  /** In the summer of 2023 a crash was one entry or two, and no number is full. */
  private static boolean isNoFullNumber(FoldContext context, int total) {
    int intended = context.verdicts.intendedRuns();
    boolean usual = total == intended || (total == USUAL && intended > USUAL);
    return !usual && !context.verdicts.era().doubled();
  }

  private static boolean alike(Runs runs) {
    return runs.ok() == runs.total()
        || (runs.crashed() == runs.total() && runs.crashes().size() == 1);
  }

  private static void notices(FoldContext context, OpenRevision revision, String why) {
    String commit = revision.opening().commit();
    context.notices(
        Remark.Kind.MISSING_RUNS,
        commit,
        "The runs of "
            + ReasonPhrases.abbreviated(commit)
            + " are not all in the log: "
            + why
            + ".");
  }

  private LostRuns() {}
}
