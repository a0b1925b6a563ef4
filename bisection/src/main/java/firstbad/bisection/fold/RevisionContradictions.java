package firstbad.bisection.fold;

import static firstbad.bisection.fold.Contradictions.notices;
import static firstbad.bisection.fold.Contradictions.quoted;
import static firstbad.bisection.fold.Contradictions.word;

import firstbad.bisection.finding.Verdict;
import firstbad.bisection.grammar.RevisionEntry;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.Runs;
import firstbad.bisection.trust.judgement.ReasonPhrases;

/** Lines that contradict what the log has already said of the revision that is open. */
final class RevisionContradictions {

  /**
   * Whether the line repeats what the log has said of the revision's runs, or begins them anew:
   * then it is left out.
   */
  static boolean runs(FoldContext context, OpenRevision revision, RevisionEntry.Ran line) {
    Runs runs = revision.runs();
    boolean again =
        line.all() ? revision.hasRuns() : runs.estimated() || line.number() < runs.total();
    if (again) {
      notices(
          context,
          revision.opening().commit(),
          "The log gives the runs of "
              + ReasonPhrases.abbreviated(revision.opening().commit())
              + " a second time: "
              + quoted(context.line)
              + " is left out.");
      UnknownLines.found(context, context.line);
    }
    return again;
  }

  /**
   * Whether a line that says that the open revision failed is left out, since its kernel has a
   * signature or runs.
   */
  static boolean failure(FoldContext context, OpenRevision revision) {
    boolean built = revision.build().signature() != null || revision.hasRuns();
    if (built) {
      notices(
          context,
          revision.opening().commit(),
          "The kernel of "
              + ReasonPhrases.abbreviated(revision.opening().commit())
              + " was built: "
              + quoted(context.line)
              + " is left out.");
      UnknownLines.found(context, context.line);
    }
    return built;
  }

  /** Git was told good or bad of a revision that is said to have failed. */
  static void verdict(FoldContext context, OpenRevision revision, Verdict logged) {
    boolean decided = logged == Verdict.GOOD || logged == Verdict.BAD;
    if (decided && revision.build().failed() && !revision.hasRuns()) {
      notices(
          context,
          revision.opening().commit(),
          ReasonPhrases.abbreviated(revision.opening().commit())
              + " is said to have failed, and git was told "
              + word(logged)
              + ".");
    }
  }

  /** Whether the open revision has another signature already, which holds. */
  static boolean signature(FoldContext context, String token) {
    OpenRevision revision = context.revision;
    if (revision == null) {
      return false;
    }
    String before = revision.build().signature();
    if (before == null || token.startsWith(before)) {
      return false;
    }
    notices(
        context,
        revision.opening().commit(),
        "The log gives two kernel signatures for "
            + ReasonPhrases.abbreviated(revision.opening().commit())
            + "; the second is left out.");
    UnknownLines.found(context, context.line);
    return true;
  }

  /** Git was told something else of a revision than its runs say. */
  static void ruling(FoldContext context, OpenRevision revision, String disagreement) {
    String commit = revision.opening().commit();
    notices(context, commit, ReasonPhrases.abbreviated(commit) + ": " + disagreement);
  }

  private RevisionContradictions() {}
}
