package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.grammar.Blanks;
import firstbad.bisection.grammar.Era;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.GitConclusion;
import firstbad.bisection.state.LogEnding;
import firstbad.bisection.trust.judgement.ReasonPhrases;
import org.jspecify.annotations.Nullable;

/** How a log says that it ended, and which ending holds where it says so twice. */
final class SecondEnding {

  /**
   * How the log ended; a second ending holds only where git agrees with it and not with the first,
   * or where the first is an error of any tool.
   */
  static void ends(
      FoldContext context,
      Outcome outcome,
      String sentence,
      @Nullable String commit,
      @Nullable String title) {
    ends(context, sentence(context, outcome, sentence, commit, title));
  }

  /** How the line that is being read says that the log ended. */
  static LogEnding.Sentence sentence(
      FoldContext context,
      Outcome outcome,
      String sentence,
      @Nullable String commit,
      @Nullable String title) {
    return new LogEnding.Sentence(
        outcome,
        Utf8.cut(Blanks.plain(sentence).strip(), 2 * Caps.TITLE_BYTES),
        commit,
        title == null ? null : context.title(title),
        context.at,
        context.position.highest());
  }

  private static void ends(FoldContext context, LogEnding.Sentence read) {
    LogEnding.Sentence known = context.ending.sentence();
    if (known == null) {
      refutedByTests(context, read);
      refutedByGit(context, read);
      context.ending = context.ending.sentence(read);
      return;
    }
    boolean better =
        agrees(context, read) && (!agrees(context, known) || known.outcome() == Outcome.FAILED);
    LogEnding.Sentence holds = better ? read : known;
    context.ending = context.ending.sentence(holds);
    Contradictions.notices(
        context,
        holds.commit(),
        "The log ends twice, with "
            + Contradictions.quoted(known.text())
            + " and with "
            + Contradictions.quoted(read.text())
            + ". The "
            + (better ? "second" : "first")
            + " is taken"
            + (agrees(context, holds) && !agrees(context, better ? known : read)
                ? ", which agrees with git."
                : "."));
  }

  /**
   * Whether a culprit is named after the log could not decide between candidates: the list holds.
   */
  static boolean afterList(FoldContext context, String commit) {
    LogEnding.Sentence known = context.ending.sentence();
    boolean second = known != null && known.outcome() == Outcome.INCONCLUSIVE;
    if (second) {
      Contradictions.notices(
          context,
          commit,
          "Git ends its search on "
              + ReasonPhrases.abbreviated(commit)
              + " after it could not decide between candidates. The list is taken.");
      UnknownLines.found(context, context.line);
    }
    return second;
  }

  /** Whether a list of candidates begins after the log said how it ended: it is left out. */
  static boolean candidates(FoldContext context) {
    LogEnding.Sentence known = context.ending.sentence();
    if (known == null) {
      return false;
    }
    Contradictions.notices(
        context,
        known.commit(),
        "Candidates are named after the log said " + Contradictions.quoted(known.text()) + ".");
    UnknownLines.found(context, context.line);
    return true;
  }

  /**
   * Whether git concluded the same; it concludes nothing where the log ends before git searches.
   */
  private static boolean agrees(FoldContext context, LogEnding.Sentence sentence) {
    String byGit = context.git.commit();
    if (byGit != null) {
      return byGit.equals(sentence.commit());
    }
    return context.ending.candidates() > 0
        ? sentence.outcome() == Outcome.INCONCLUSIVE
        : sentence.commit() == null;
  }

  /** The crash is said not to be reproduced, and a test said bad. */
  private static void refutedByTests(FoldContext context, LogEnding.Sentence read) {
    boolean bad = context.verdicts.closed().verdicts().bad() > 0;
    if (bad && read.outcome() == Outcome.NOT_REPRODUCED) {
      Contradictions.notices(
          context,
          null,
          "The log ends with "
              + Contradictions.quoted(read.text())
              + ", and a test before that said bad.");
    }
  }

  /** The log ends otherwise than git ended its search. */
  private static void refutedByGit(FoldContext context, LogEnding.Sentence read) {
    boolean nothing =
        read.outcome() == Outcome.STILL_HAPPENS
            || read.outcome() == Outcome.NO_RANGE_END
            || read.outcome() == Outcome.MERGE_BASE_CLEAN;
    String byGit = context.git.commit();
    if (nothing && byGit != null) {
      Contradictions.notices(
          context,
          byGit,
          "Git ended its search on "
              + ReasonPhrases.abbreviated(byGit)
              + ", and the log ends with "
              + Contradictions.quoted(read.text())
              + ".");
    } else if (byGit != null && byGit.equals(read.commit()) && otherTitle(context, read)) {
      Contradictions.notices(
          context,
          byGit,
          "The log ends with "
              + Contradictions.quoted(read.text())
              + ", and git printed another title for that commit.");
    } else if (read.commit() != null
        && byGit == null
        && !foundWithoutGit(context)
        && !onlyCandidate(context, read.commit())) {
      Contradictions.notices(
          context,
          read.commit(),
          "The log ends on "
              + ReasonPhrases.abbreviated(read.commit())
              + ", and git ended its search on no commit.");
    }
  }

  /**
   * Whether a culprit may be named that git did not find: until March 2019 a log names the oldest
   * release where that crashes too. What git found may also be in the part that is lost.
   */
  private static boolean foundWithoutGit(FoldContext context) {
    boolean oldestRelease =
        context.verdicts.era() == Era.SEARCHING && context.search.ends().first() == null;
    return context.header.missing() || oldestRelease;
  }

  /** Whether git has listed this commit, and no other, as one that it could not decide on. */
  private static boolean onlyCandidate(FoldContext context, String commit) {
    return context.ending.candidates() == 1
        && context.archive.get("candidate/0") instanceof Piece.Word only
        && only.text().equals(commit);
  }

  private static boolean otherTitle(FoldContext context, LogEnding.Sentence read) {
    String printed = context.git.description().title();
    String named = read.title() == null ? "" : Blanks.plain(read.title()).strip();
    return printed != null && !printed.equals(Utf8.cut(named, GitConclusion.WORD_BYTES).strip());
  }

  /** The statistics come a second time; the first ones hold. */
  static void trailer(FoldContext context, int first, int second) {
    Contradictions.notices(
        context,
        null,
        "The log says twice how many revisions were tested, "
            + first
            + " and "
            + second
            + ". The first number is taken.");
    UnknownLines.found(context, context.line);
  }

  /** The statistics come after an ending, which they precede in every log. */
  static void endedBefore(FoldContext context) {
    LogEnding.Sentence sentence = context.ending.sentence();
    if (sentence != null) {
      Contradictions.notices(
          context,
          sentence.commit(),
          "The log said "
              + Contradictions.quoted(sentence.text())
              + " before its search was over.");
    }
  }

  private SecondEnding() {}
}
