package firstbad.bisection.fold;

import firstbad.bisection.caps.Cut;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.finding.Revision;
import firstbad.bisection.finding.Role;
import firstbad.bisection.finding.TitleCount;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.finding.Verdict;
import firstbad.bisection.state.CappedText;
import firstbad.bisection.state.OpenRevision;
import firstbad.bisection.state.SearchState;
import firstbad.bisection.trust.RevisionAssessment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Composes a revision as it is shown: when it opens and when it closes. */
final class RevisionComposer {

  static void showsOpen(FoldContext context, OpenRevision revision) {
    context.changesHead();
    if (listed(context, revision)) {
      context.found(
          new Finding.RevisionChanged(of(context, revision, true, Ruling.NONE, List.of(), null)));
    }
  }

  static void showsClosed(
      FoldContext context,
      OpenRevision revision,
      Ruling ruling,
      List<TitleCount> crashes,
      RevisionAssessment assessment) {
    context.changesHead();
    if (listed(context, revision)) {
      context.found(
          new Finding.RevisionChanged(of(context, revision, false, ruling, crashes, assessment)));
    }
  }

  /** Revisions beyond the cap are only counted. */
  private static boolean listed(FoldContext context, OpenRevision revision) {
    if (revision.opening().kept()) {
      return true;
    }
    context.cut(Cut.REVISIONS);
    return false;
  }

  private static Revision of(
      FoldContext context,
      OpenRevision revision,
      boolean open,
      Ruling ruling,
      List<TitleCount> crashes,
      @Nullable RevisionAssessment assessment) {
    OpenRevision.Opening opening = revision.opening();
    SearchState.Left left = opening.left();
    return new Revision(
        context.id,
        opening.ordinal(),
        open ? 1 : 2,
        open,
        tested(context, revision, ruling),
        opening.commit(),
        opening.title(),
        opening.role(),
        opening.role() == Role.RELEASE ? opening.words() : null,
        opening.role() == Role.CONFIG ? opening.words() : null,
        revision.build().compiler(),
        revision.build().signature(),
        left == null ? null : left.revisions(),
        left == null ? null : left.steps(),
        opening.line(),
        open ? null : Long.valueOf(Math.max(opening.line(), context.lineBefore())),
        revision.runs().counts(),
        crashes,
        revision.remarks().representative(),
        revision.remarks().types(),
        revision.messages().first(),
        revision.messages().more(),
        ruling.verdict(),
        ruling.source(),
        ruling.derived(),
        ruling.disagreement(),
        open ? null : failure(context, revision),
        revision.remarks().falseNegative(),
        assessment == null ? null : assessment.discardedShare(),
        assessment == null ? null : assessment.judgement().probability(),
        assessment == null ? null : assessment.judgement().supportedRange(),
        opening.at(),
        open ? null : Long.valueOf(context.at));
  }

  /** Git alone gets words for commits that somebody tested, and shows no tests. */
  private static boolean tested(FoldContext context, OpenRevision revision, Ruling ruling) {
    boolean told = context.header.tool() == Tool.GIT && ruling.verdict() != Verdict.UNKNOWN;
    return revision.hasRuns() || revision.build().failed() || told;
  }

  private static @Nullable String failure(FoldContext context, OpenRevision revision) {
    CappedText text = revision.build().failed() ? context.text : null;
    if (text == null) {
      return null;
    }
    if (text.cut()) {
      context.cut(Cut.ERROR);
    }
    return text.read(context.archive);
  }

  private RevisionComposer() {}
}
