package firstbad.bisection.trust;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a bisection stands by what its revisions showed: places and onset posterior. */
final class Stand {
  private static final int FEW_OK = 5;

  final Shown shown;
  final List<Cluster> clusters;
  final List<Tested> tested;
  final Places places;

  /** Share of the onset posterior in the range that is left. */
  final double rangeShare;

  private final Parameters parameters;
  private final OnsetPosterior posterior;

  Stand(Shown shown, Parameters parameters) {
    this.shown = shown;
    this.parameters = parameters;
    clusters = shown.clusters();
    tested = shown.tested();
    places = Places.of(tested, parameters);
    posterior = OnsetPosterior.of(shown, clusters, tested, places, parameters);
    rangeShare = posterior.within(places.crashes(), places.clean());
  }

  /** The onset posterior's intervals, from the newest to the oldest. */
  double[] masses() {
    return posterior.masses();
  }

  /** Share of the posterior that the verdict on a revision threw away, as known now. */
  double dropped(int index) {
    return posterior.within(places.droppedFrom(index), places.droppedTo(index));
  }

  /** The onset posterior's word: the range is right, and what shows there was written there. */
  double onset() {
    double age =
        Numbers.sigmoid(
            parameters.ageConstant
                - parameters.ageSlope * StrictMath.log(1 + places.crashes() / parameters.ageScale));
    return Numbers.clamp(rangeShare * age, parameters.onsetLeast, parameters.onsetMost);
  }

  /** Signs as far as a running bisection shows them. */
  Signs signs(boolean flaky) {
    int badReleases = 0;
    int foreign = 0;
    boolean single = false;
    boolean foreignEnd = false;
    for (Tested each : tested) {
      if (each.bad()) {
        badReleases += each.tag() >= 0 ? 1 : 0;
        foreignEnd = each.foreign(clusters);
        foreign += foreignEnd ? 1 : 0;
        single |= each.crashed() == 1 && each.ok() >= FEW_OK;
      }
    }
    Signs signs = new Signs();
    signs.put(Sign.ONSET, Numbers.logit(onset()));
    signs.put(Sign.BAD_RELEASES, StrictMath.log(1 + badReleases));
    signs.put(Sign.FOREIGN_STEPS, StrictMath.log(1 + foreign));
    signs.put(Sign.FOREIGN_END, foreignEnd);
    signs.put(Sign.SINGLE_CRASH, single);
    signs.put(Sign.FLAKY, flaky);
    return signs;
  }

  /** Share of runs that crashed at the newest bad revision. */
  double ratioAtEnd() {
    int crashed = shown.bug().crashed();
    int ok = shown.bug().ok();
    for (Tested each : tested) {
      crashed = each.bad() ? each.crashed() : crashed;
      ok = each.bad() ? each.ok() : ok;
    }
    return crashed + ok == 0 ? 0.5 : crashed / (double) (crashed + ok);
  }

  /** Revisions that are still to be tested; null when that is unknown. */
  @Nullable Integer stepsLeft() {
    double size = places.size();
    return Double.isInfinite(size)
        ? null
        : (int) Math.ceil(StrictMath.log(Math.max(1, size)) / StrictMath.log(2));
  }

  /** What the verdicts threw away, as known now; the bad ones are the suspects. */
  Loss loss(List<Suspect> suspects) {
    Suspect worst = null;
    double most = 0;
    for (Suspect suspect : suspects) {
      double share = dropped(suspect.index());
      if (share > most) {
        most = share;
        worst = suspect;
      }
    }
    Judgement.Blame blame = worst == null ? null : worst.blame(most);
    return worst == null || most < parameters.located || most < mostOfGoodOnes()
        ? new Loss(blame, null, shown.range(places))
        : new Loss(blame, blame, worst.range());
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
   * @param supported the range that the evidence supports
   */
  record Loss(
      Judgement.@Nullable Blame worst,
      Judgement.@Nullable Blame blamed,
      @Nullable Span supported) {}
}
