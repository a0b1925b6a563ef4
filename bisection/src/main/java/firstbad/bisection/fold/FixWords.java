package firstbad.bisection.fold;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Remark;
import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.EndEntry;
import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.FixEntry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.RangeEntry;
import firstbad.bisection.state.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Lines that only a search for a fix has: where the log has lost its opening, they say what was
 * searched.
 */
final class FixWords {
  private static final String CULPRIT = "first good commit";

  /** A line of the log, before it has its effect. */
  static void read(FoldContext context, Entry entry) {
    boolean unknown = context.header.kind() == Kind.UNKNOWN && context.header.tool() != Tool.GIT;
    if (unknown && (areOf(entry) || endsSo(context, entry))) {
      context.header = context.header.of(Kind.FIX);
      context.changesHead();
      if (!context.anomalies.has(Remark.Kind.NO_OPENING)) {
        context.notices(Remark.Kind.NO_OPENING, null);
      }
    }
  }

  private static boolean areOf(Entry entry) {
    return entry instanceof FixEntry
        || entry instanceof RangeEntry.HeadTest
        || entry instanceof RangeEntry.MergeBase
        || entry instanceof RangeEntry.MergeBaseClean
        || entry instanceof RangeEntry.HeadBroken;
  }

  /** The ending, where it stands at the end: a stray one may be of any log. */
  private static boolean endsSo(FoldContext context, Entry entry) {
    if (context.search.phase() != Phase.OUTCOME || context.ending.sentence() != null) {
      return false;
    }
    if (entry instanceof EndEntry.Named named) {
      return named.sentence().startsWith(CULPRIT);
    }
    if (entry instanceof GitEntry.CouldBeAnyOf list) {
      return says(list.sentence(), CULPRIT);
    }
    return entry instanceof EndEntry.NothingFound nothing
        && (says(nothing.sentence(), "fixed") || says(nothing.sentence(), "HEAD"));
  }

  private static boolean says(@Nullable String sentence, String words) {
    return sentence != null && sentence.contains(words);
  }

  private FixWords() {}
}
