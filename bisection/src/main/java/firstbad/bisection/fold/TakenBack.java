package firstbad.bisection.fold;

import firstbad.bisection.caps.Caps;
import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CrashDelta.TitleDelta;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.Archive.Piece;
import firstbad.bisection.state.RunsByTitle;
import firstbad.bisection.state.TitleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a bisection has added to the sums over all bisections, with the sign turned: for one that is
 * forgotten.
 */
final class TakenBack {
  private final FoldContext context;

  /** What was counted at a commit, over all of its revisions. */
  private record AtCommit(
      CrashDelta.Tests tests, CrashDelta.RunDelta runs, Map<Integer, Integer> crashes) {
    AtCommit() {
      this(CrashDelta.Tests.NONE, CrashDelta.RunDelta.NONE, new LinkedHashMap<>());
    }

    AtCommit plus(Piece.Counted counted, RunsByTitle more) {
      for (int number : more.titles()) {
        crashes.merge(number, more.of(number), Integer::sum);
      }
      return new AtCommit(tests.plus(counted.tests()), runs.plus(counted.runs()), crashes);
    }
  }

  private TakenBack(FoldContext context) {
    this.context = context;
  }

  /** Adds the findings that take back what was counted and suspected. */
  static void find(FoldContext context) {
    new TakenBack(context).counts();
    SuspicionComposer.takeBack(context);
  }

  private void counts() {
    Map<String, AtCommit> byCommit = new LinkedHashMap<>();
    int kept = Math.min(context.verdicts.opened(), Caps.REVISIONS);
    for (int ordinal = 1; ordinal <= kept; ordinal++) {
      if (context.archive.get("revision/" + ordinal) instanceof Piece.TestedRevision closed) {
        add(byCommit, closed.commit(), closed.counted(), closed.crashes());
      }
    }
    if (context.revision != null && context.revision.opening().kept()) {
      add(
          byCommit,
          context.revision.opening().commit(),
          RunCounting.of(context.revision),
          context.revision.runs().crashes());
    }
    byCommit.forEach(this::count);
  }

  private static void add(
      Map<String, AtCommit> byCommit, String commit, Piece.Counted counted, RunsByTitle crashes) {
    AtCommit before = byCommit.getOrDefault(commit, new AtCommit());
    byCommit.put(commit, before.plus(counted, crashes));
  }

  private void count(String commit, AtCommit of) {
    List<TitleDelta> titles = new ArrayList<>();
    TitleSet types = TitleSet.EMPTY;
    for (Map.Entry<Integer, Integer> crashed : of.crashes().entrySet()) {
      Piece.Title title = context.titles.get(crashed.getKey(), context.archive);
      titles.add(
          new TitleDelta(
              title.text(),
              title.type(),
              -crashed.getValue(),
              types.has(title.kin()) ? 0 : -1,
              -1,
              RunCounting.foreign(context, title) ? -1 : 0));
      types = types.with(title.kin());
    }
    context.found(
        new Finding.CrashesCounted(
            commit,
            new CrashDelta(
                null,
                of.tests().negated(),
                of.runs().negated(),
                titles,
                CrashDelta.Observed.NEVER)));
  }
}
