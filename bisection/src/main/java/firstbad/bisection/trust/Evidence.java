package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.CommitCount;
import firstbad.bisection.trust.posterior.CostlyVerdict;
import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.TitleCluster;
import firstbad.bisection.trust.posterior.TitledRuns;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a bisection so far, as small as trust can do with: a tree of records, lists,
 * strings and numbers that can be kept between two lines. About 15 bytes a revision.
 *
 * @param fix whether it searches for a fix: then alarms are raised, but nothing is judged
 * @param limit the bound that it went over, after which nothing more is kept; null as a rule
 * @param shown what the revisions showed
 * @param tags releases probed so far, undecided ones too
 * @param costlyVerdicts the bad verdicts that lost most, in their order
 * @param flaky whether the log has called the reproducer flaky
 * @param left how many commits the range has that is left
 */
public record Evidence(
    boolean fix,
    @Nullable Limit limit,
    ObservedRevisions shown,
    int tags,
    List<CostlyVerdict> costlyVerdicts,
    boolean flaky,
    CommitCount left) {

  /** A bound beyond which a bisection is not judged. */
  public enum Limit {
    REVISIONS("too long to judge: more revisions were decided than the parameters allow"),
    TITLES("too many kinds of crashes to judge"),
    RUNS("a revision has more runs than any bisection has"),
    /** Until runs are read. */
    WORDS("no runs are known, only the words good and bad");

    /** Why nothing is judged. */
    final String reason;

    Limit(String reason) {
      this.reason = reason;
    }
  }

  private static final int MOST_CLUSTERS = 100;
  private static final int MOST_NUMBERS = 1500;
  private static final int MOST_RUNS = 500;
  private static final int MOST_REFERENCES = 20;
  private static final int MOST_REFERENCE_CHARS = 500;
  private static final int MOST_COSTLY_VERDICTS = 4;

  /** Nothing known yet of a search for the cause. */
  public static final Evidence OF_CAUSE = nothingKnown(false, null);

  /** Nothing known yet of a search for the fix. */
  public static final Evidence OF_FIX = nothingKnown(true, null);

  /** Nothing known of a search whose log has words for commits and no runs. */
  public static final Evidence OF_WORDS = nothingKnown(false, Limit.WORDS);

  /** The same, now that the search is known to be for a fix. */
  public Evidence ofFix() {
    return fix ? this : new Evidence(true, limit, shown, tags, costlyVerdicts, flaky, left);
  }

  private static Evidence nothingKnown(boolean fix, @Nullable Limit limit) {
    return new Evidence(
        fix, limit, ObservedRevisions.NOTHING, 0, List.of(), false, CommitCount.UNKNOWN);
  }

  /** Whether there is a bug to compare with and no bound was passed. */
  boolean judgeable() {
    return limit == null && begun();
  }

  /** Whether the first revision has crashed. */
  boolean begun() {
    return shown.ends().crashing() != null;
  }

  /**
   * This evidence and one more revision; undecided ones change nothing but the tags and what is
   * known of the range that is left.
   *
   * @param most how many decided revisions are judged at most
   */
  Evidence with(ClosedRevision revision, int most) {
    return switch (revision.stage()) {
      case ASIDE -> aside(revision);
      case ORIGINAL ->
          limit == null
                  && !begun()
                  && revision.verdict() == ClosedRevision.Verdict.BAD
                  && !revision.crashes().isEmpty()
              ? begun(revision)
              : this;
      case RELEASE -> decided(revision, tags, most).tagged();
      case STEP -> decided(revision, -1, most).leaving(afterStep(revision));
    };
  }

  private Evidence begun(ClosedRevision revision) {
    List<TitledRuns> titles = TitledRuns.of(revision.crashes());
    if (tooManyRuns(revision, titles)) {
      return beyond(Limit.RUNS);
    }
    List<TitledRuns> kept = new ArrayList<>();
    int chars = 0;
    for (TitledRuns title : titles) {
      chars += title.title().text().length();
      if (kept.size() < MOST_REFERENCES && (kept.isEmpty() || chars <= MOST_REFERENCE_CHARS)) {
        kept.add(title);
      }
    }
    return showing(ObservedRevisions.by(revision, kept), revision);
  }

  private Evidence decided(ClosedRevision revision, int tag, int most) {
    if (!judgeable() || revision.verdict() == ClosedRevision.Verdict.SKIP) {
      return this;
    }
    List<TitledRuns> titles = TitledRuns.of(revision.crashes());
    if (tooManyRuns(revision, titles)) {
      return beyond(Limit.RUNS);
    }
    if (shown.decided() >= most) {
      return beyond(Limit.REVISIONS);
    }
    ObservedRevisions more = shown.with(revision, titles, tag);
    return more.clusterRows().size() > TitleCluster.ROW * MOST_CLUSTERS
            || more.testedRows().size() > MOST_NUMBERS
        ? beyond(Limit.TITLES)
        : showing(more, revision);
  }

  private static boolean tooManyRuns(ClosedRevision revision, List<TitledRuns> titles) {
    return TitledRuns.sum(titles) > MOST_RUNS || revision.ok() > MOST_RUNS;
  }

  private Evidence showing(ObservedRevisions now, ClosedRevision newest) {
    List<CostlyVerdict> bounded =
        newest.verdict() == ClosedRevision.Verdict.GOOD
            ? costlyVerdicts.stream().map(each -> each.boundedBy(newest.commit())).toList()
            : costlyVerdicts;
    return new Evidence(fix, limit, now, tags, bounded, flaky || newest.flaky(), left);
  }

  /** A candidate of git that showed nothing; what git was told of it is not known for certain. */
  private Evidence aside(ClosedRevision revision) {
    Integer printed = revision.commitsLeft();
    return printed == null ? this : leaving(left.skipped(printed));
  }

  private CommitCount afterStep(ClosedRevision step) {
    Integer printed = step.commitsLeft();
    return step.verdict() == ClosedRevision.Verdict.SKIP
        ? left.skipped(printed)
        : left.decided(printed, fix == (step.verdict() == ClosedRevision.Verdict.GOOD));
  }

  private Evidence leaving(CommitCount range) {
    return range.equals(left)
        ? this
        : new Evidence(fix, limit, shown, tags, costlyVerdicts, flaky, range);
  }

  private Evidence tagged() {
    return new Evidence(fix, limit, shown, tags + 1, costlyVerdicts, flaky, left);
  }

  private Evidence beyond(Limit passed) {
    return new Evidence(fix, passed, shown.onlyEnds(), tags, costlyVerdicts, flaky, left);
  }

  /** The first verdict that derails by this bound; null when none does. */
  Judgement.@Nullable Blame derailed(double bound) {
    CostlyVerdict costly = derailing(bound);
    return costly == null ? null : costly.blame(costly.discardedShare());
  }

  /**
   * The first such verdict after which the bug was not seen again in a bad revision; null when
   * there is none. A search for a cause goes on in the history of what was called bad, so the bug
   * was there too, whatever hid it.
   */
  Judgement.@Nullable Blame misled(double bound) {
    return costlyVerdicts.stream()
        .filter(each -> each.derails(bound) && (fix || !shown.bugSeenAfter(each.index())))
        .findFirst()
        .map(each -> each.blame(each.discardedShare()))
        .orElse(null);
  }

  private @Nullable CostlyVerdict derailing(double bound) {
    return costlyVerdicts.stream().filter(each -> each.derails(bound)).findFirst().orElse(null);
  }

  /** This evidence with one more costly verdict; of too many, the one that lost least goes. */
  Evidence with(CostlyVerdict costly) {
    List<CostlyVerdict> more = new ArrayList<>(costlyVerdicts);
    more.add(costly);
    if (more.size() > MOST_COSTLY_VERDICTS) {
      more.remove(
          more.stream()
              .min(Comparator.comparingDouble(CostlyVerdict::discardedShare))
              .orElseThrow());
    }
    return new Evidence(fix, limit, shown, tags, List.copyOf(more), flaky, left);
  }
}
