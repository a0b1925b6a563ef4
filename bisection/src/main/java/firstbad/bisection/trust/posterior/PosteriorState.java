package firstbad.bisection.trust.posterior;

import firstbad.bisection.trust.judgement.Alarm;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.number.Numbers;
import firstbad.bisection.trust.parameters.Feature;
import firstbad.bisection.trust.parameters.Features;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a bisection stands by what its revisions showed: distances and onset posterior. */
public final class PosteriorState {
  private static final int FEW_OK = 5;

  public final ObservedRevisions shown;
  public final List<TitleCluster> clusters;
  public final List<DecidedRevision> tested;
  public final SearchDistances distances;

  /** Share of the onset posterior in the range that is left. */
  public final double rangeShare;

  private final Parameters parameters;
  private final OnsetPosterior posterior;

  public PosteriorState(ObservedRevisions shown, Parameters parameters) {
    this(shown, parameters, null);
  }

  /**
   * The same, made faster.
   *
   * @param before how it stood before the newest revision; null where that is lost
   */
  public PosteriorState(
      ObservedRevisions shown, Parameters parameters, @Nullable PosteriorState before) {
    this.shown = shown;
    this.parameters = parameters;
    clusters = shown.clusters();
    tested = shown.tested();
    distances = SearchDistances.of(tested, parameters);
    posterior =
        OnsetPosterior.of(
            shown,
            clusters,
            tested,
            distances,
            parameters,
            before == null ? null : before.posterior);
    rangeShare = posterior.within(distances.crashes(), distances.clean());
  }

  /** The onset posterior's intervals, from the newest to the oldest. */
  double[] masses() {
    return posterior.masses();
  }

  /** Share of the posterior that the verdict on a revision threw away, as known now. */
  public double dropped(int index) {
    return posterior.within(distances.droppedFrom(index), distances.droppedTo(index));
  }

  /** The onset posterior's word: the range is right, and what shows there was written there. */
  double onset() {
    double age =
        Numbers.sigmoid(
            parameters.ageConstant
                - parameters.ageSlope
                    * StrictMath.log(1 + distances.crashes() / parameters.ageScale));
    return Numbers.clamp(rangeShare * age, parameters.onsetLeast, parameters.onsetMost);
  }

  /** Signs as far as a running bisection shows them. */
  public Features features(boolean flaky) {
    int badReleases = 0;
    int foreign = 0;
    boolean single = false;
    boolean foreignEnd = false;
    for (DecidedRevision each : tested) {
      if (each.bad()) {
        badReleases += each.tag() >= 0 ? 1 : 0;
        foreignEnd = each.foreign(clusters);
        foreign += foreignEnd ? 1 : 0;
        single |= forSingleCrash(each);
      }
    }
    Features features = new Features();
    features.put(Feature.ONSET, Numbers.logit(onset()));
    features.put(Feature.BAD_RELEASES, StrictMath.log(1 + badReleases));
    features.put(Feature.FOREIGN_STEPS, StrictMath.log(1 + foreign));
    features.put(Feature.FOREIGN_END, foreignEnd);
    features.put(Feature.SINGLE_CRASH, single);
    features.put(Feature.FLAKY, flaky);
    return features;
  }

  /** The newest bad revision's runs that crashed or were OK. */
  public RunsAtEnd runsAtEnd() {
    int crashed = shown.bug().crashed();
    int ok = shown.bug().ok();
    for (DecidedRevision each : tested) {
      crashed = each.bad() ? each.crashed() : crashed;
      ok = each.bad() ? each.ok() : ok;
    }
    return new RunsAtEnd(crashed, crashed + ok);
  }

  /**
   * Runs of one revision.
   *
   * @param runs that crashed or were OK
   */
  public record RunsAtEnd(int crashed, int runs) {
    /** Share of them that crashed; a half where there were none. */
    public double share() {
      return runs == 0 ? 0.5 : crashed / (double) runs;
    }
  }

  /** Whether the title is the bug's own or relates to it by function. */
  public boolean relatesByFunction(CrashTitle title) {
    return Relation.byFunction(title, shown.bug().parsed());
  }

  /** How the title itself looks like the bug's, or that it was seen together with them. */
  public String relationInWords(CrashTitle title) {
    return relation(title).inWords(title, shown.bug().parsed());
  }

  /** What an alarm speaks of: where something looks like the bug, that and nothing else. */
  public Alarm.Crash spokenOf(CostlyVerdict costly, ClosedRevision revision) {
    DecidedRevision decided = tested.get(costly.index());
    TitledRuns spokenOf =
        TitledRuns.of(revision.crashes()).stream()
            .filter(titled -> costly.anotherBug() || relatesByFunction(titled.title()))
            .findFirst()
            .orElse(new TitledRuns(CrashTitle.of(""), 0));
    return new Alarm.Crash(
        spokenOf.title().text(),
        relationInWords(spokenOf.title()),
        costly.anotherBug(),
        !relation(spokenOf.title()).foreign(),
        (int) spokenOf.runs(),
        decided.crashed() + decided.ok());
  }

  private Relation relation(CrashTitle title) {
    Relation own = Relation.of(title, shown.bug().parsed());
    if (!own.foreign()) {
      return own;
    }
    int key = title.key().hashCode();
    return clusters.stream()
        .filter(cluster -> cluster.key() == key)
        .findFirst()
        .map(TitleCluster::closest)
        .orElse(own);
  }

  /** What the sentences on a judgement count. */
  public Counts counts() {
    int releases = 0;
    int foreign = 0;
    int single = shown.bug().crashed() == 1 ? 1 : 0;
    for (DecidedRevision each : tested) {
      boolean release = each.tag() >= 0;
      releases += release ? 1 : 0;
      foreign += release && each.bad() && each.foreign(clusters) ? 1 : 0;
      single += each.bad() && each.crashed() == 1 ? 1 : 0;
    }
    return new Counts(releases, foreign, single);
  }

  /** Whether it weighs: of few conclusive runs a single crash is no small share. */
  private static boolean forSingleCrash(DecidedRevision revision) {
    return revision.bad() && revision.crashed() == 1 && revision.ok() >= FEW_OK;
  }

  /**
   * Decided revisions.
   *
   * @param releases that were tested and decided
   * @param foreignReleases those of them that crashed only in ways that do not look like the bug
   * @param singleCrashes revisions, the first among them, that were called bad although but one run
   *     crashed
   */
  public record Counts(int releases, int foreignReleases, int singleCrashes) {}

  /** Revisions that are still to be tested; null when that is unknown. */
  public @Nullable Integer stepsLeft() {
    double size = distances.size();
    return Double.isInfinite(size)
        ? null
        : (int) Math.ceil(StrictMath.log(Math.max(1, size)) / StrictMath.log(2));
  }

  /**
   * The bad verdict on the revision that closed last.
   *
   * @param before the range before it
   * @param commits in that range; null where nobody knows
   * @param left commits in the range after it; null where nobody knows
   * @param discardedShare what it threw away
   */
  public CostlyVerdict newest(
      ObservedRevisions.Ends before,
      @Nullable Integer commits,
      @Nullable Integer left,
      ClosedRevision revision,
      double discardedShare) {
    int last = tested.size() - 1;
    List<TitledRuns> titles = TitledRuns.of(revision.crashes());
    return new CostlyVerdict(
        last,
        revision.ordinal(),
        revision.line(),
        revision.commit(),
        titles.isEmpty() ? "" : titles.get(0).title().text(),
        !titles.isEmpty() && titles.stream().noneMatch(titled -> relatesByFunction(titled.title())),
        Numbers.rounded(discardedShare),
        before.crashing() == null ? "" : before.crashing(),
        before.alike(),
        before.clean(),
        commits == null ? -1 : commits,
        commits == null || left == null ? -1 : Math.max(0, commits - left));
  }

  /**
   * What the verdicts threw away, as known now; the bad ones are the costly ones. Where the bug
   * itself crashed nearly all runs, the verdict is right and not to blame.
   *
   * @param left commits in the range that is left; null where nobody knows
   */
  public Loss loss(List<CostlyVerdict> costlyVerdicts, @Nullable Integer left) {
    CostlyVerdict worst = null;
    double most = 0;
    for (CostlyVerdict costly : costlyVerdicts) {
      double share = dropped(costly.index());
      if (share > most) {
        most = share;
        worst = costly;
      }
    }
    Judgement.Blame blame = worst == null ? null : worst.blame(most);
    BugRuns runs =
        worst == null ? null : BugRuns.of(tested.get(worst.index()), clusters, shown.bug());
    boolean right = runs != null && runs.showTheBug();
    if (worst != null && !right && most >= parameters.located && most >= mostOfGoodOnes()) {
      return new Loss(blame, blame, runs, worst.range());
    }
    double bound = parameters.alarms.get(0);
    boolean derailed = costlyVerdicts.stream().anyMatch(each -> each.derails(bound));
    return new Loss(blame, null, runs, derailed ? shown.rangeOfTheBug(left) : shown.range(left));
  }

  private double mostOfGoodOnes() {
    double most = 0;
    for (int i = 0; i < tested.size(); i++) {
      most = tested.get(i).bad() ? most : Math.max(most, dropped(i));
    }
    return most;
  }

  /**
   * What the verdicts threw away.
   *
   * @param worst the bad verdict that threw most away, however little
   * @param blamed the same when it is enough to blame it
   * @param bugRuns of the worst one's revision; null where there is none
   * @param supportedRange the range that the evidence supports
   */
  public record Loss(
      Judgement.@Nullable Blame worst,
      Judgement.@Nullable Blame blamed,
      @Nullable BugRuns bugRuns,
      @Nullable CommitRange supportedRange) {

    /** The supported range, without a number of commits where something of the log is missing. */
    public @Nullable CommitRange range(boolean holes) {
      return supportedRange != null && holes ? supportedRange.uncounted() : supportedRange;
    }
  }
}
