package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Alarm;
import firstbad.bisection.trust.judgement.CommitRange;
import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.number.Memo;
import firstbad.bisection.trust.number.Numbers;
import firstbad.bisection.trust.parameters.Feature;
import firstbad.bisection.trust.parameters.Features;
import firstbad.bisection.trust.parameters.Logistic;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.bisection.trust.posterior.ClosedRevision;
import firstbad.bisection.trust.posterior.CostlyVerdict;
import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.PosteriorState;
import firstbad.bisection.trust.title.CommitTitle;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.StackFiles;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges bisections: while they run, revision by revision, and at their end. It keeps the newest
 * posteriors, which follow from parameters and evidence alone: one serves all threads. The onset
 * posterior explains: what a verdict threw away, which one is to blame. The logistic part gives the
 * number. They are kept apart.
 */
public final class Assessor {
  private static final double WORTH_REMEMBERING = 0.01;

  private final Parameters parameters;

  /**
   * A third of all revisions are not decided and leave a bisection where it stood, and the others
   * go on from there. A posterior of eight titles in 200 revisions is 0.5 MB, so few are kept.
   */
  private final Memo<ObservedRevisions, PosteriorState> posteriors = new Memo<>(128);

  public Assessor(Parameters parameters) {
    this.parameters = parameters;
  }

  /** Adds a closed revision to the evidence and says what is known then. */
  public RevisionAssessment weigh(Evidence before, ClosedRevision revision) {
    Evidence after = before.with(revision, parameters.judgedRevisions);
    if (!after.judgeable()) {
      return new RevisionAssessment(after, unjudged(after, false, whyNot(after), null), null, null);
    }
    PosteriorState posterior = posterior(before.shown(), after.shown());
    int last = after.shown().decided() - 1;
    if (last < before.shown().decided() || !before.judgeable()) {
      Double discardedShare = before.judgeable() ? 0.0 : null;
      return new RevisionAssessment(after, sofar(after, posterior), discardedShare, null);
    }
    double discardedShare = posterior.dropped(last);
    Alarm alarm = null;
    if (posterior.tested.get(last).bad() && discardedShare >= WORTH_REMEMBERING) {
      CostlyVerdict costly =
          posterior.newest(
              before.shown().ends(),
              before.left().chosen(revision.commitsLeft()).known(),
              after.left().known(),
              revision,
              discardedShare);
      after = after.with(costly);
      alarm = discardedShare > parameters.alarms.get(0) ? alarm(posterior, costly, revision) : null;
    }
    return new RevisionAssessment(
        after, sofar(after, posterior), Numbers.rounded(discardedShare), alarm);
  }

  private PosteriorState posterior(ObservedRevisions before, ObservedRevisions after) {
    return posteriors.of(
        after, shown -> new PosteriorState(shown, parameters, posteriors.known(before)));
  }

  private PosteriorState posterior(ObservedRevisions shown) {
    return posterior(shown, shown);
  }

  /** The word on a bisection that has ended. */
  public Judgement settled(Evidence evidence, SearchEnd ending) {
    if (!evidence.judgeable()) {
      return unjudged(evidence, true, whyNot(evidence), null);
    }
    PosteriorState posterior = posterior(evidence.shown());
    if (evidence.fix()) {
      return unjudged(evidence, true, whyNot(evidence), posterior);
    }
    String unjudged = ending.named().unjudged;
    if (unjudged != null) {
      return unjudged(evidence, true, unjudged, posterior);
    }
    Logistic logistic = logistic(ending);
    StackFiles stack = StackFiles.of(ending.report());
    Features features = features(evidence, posterior, ending, stack);
    if (ending.holes()) {
      logistic.takeMerits(features, Reasons.RESTING_ON_ALL);
    }
    ReasonFacts known =
        ReasonFacts.of(
            ending,
            stack,
            posterior.shown,
            posterior.counts(),
            tested(posterior.shown, ending) ? posterior.runsAtEnd() : null);
    return judged(evidence, posterior, features, logistic, known);
  }

  /** The features by their names in the parameters, in their order, for fitting weights. */
  public Map<String, Double> features(Evidence evidence, SearchEnd ending) {
    Features features =
        features(evidence, posterior(evidence.shown()), ending, StackFiles.of(ending.report()));
    Map<String, Double> named = new LinkedHashMap<>();
    for (Feature feature : Feature.values()) {
      named.put(feature.key, features.of(feature));
    }
    return named;
  }

  /** The names of all features, in the order of {@link #features}. */
  public static List<String> featureNames() {
    return Arrays.stream(Feature.values()).map(feature -> feature.key).toList();
  }

  /** The names of the features that early trust knows too. */
  public static List<String> earlyFeatures() {
    return Arrays.stream(Feature.values())
        .filter(Feature::early)
        .map(feature -> feature.key)
        .toList();
  }

  /**
   * Whether {@link #settled} takes the final weights for such an ending, and not the early ones.
   */
  public static boolean takesFinalWeights(SearchEnd ending) {
    return ending.named() == SearchEnd.Named.CULPRIT
        && (ending.described() || !ending.report().isBlank());
  }

  private Logistic logistic(SearchEnd ending) {
    return takesFinalWeights(ending) ? parameters.settled : parameters.early;
  }

  private static Features features(
      Evidence evidence, PosteriorState posterior, SearchEnd ending, StackFiles stack) {
    ObservedRevisions shown = evidence.shown();
    Features features = posterior.features(ending.flaky() || evidence.flaky());
    boolean releaseAtEnd = shown.ends().crashingKind() == CommitTitle.Kind.RELEASE;
    if (ending.named() == SearchEnd.Named.CANDIDATES) {
      features.put(Feature.MERGE, shown.ends().crashingKind() == CommitTitle.Kind.MERGE);
      features.put(Feature.RELEASE, releaseAtEnd);
      return features;
    }
    String title = ending.title() == null ? "" : ending.title();
    boolean tested = tested(shown, ending);
    CommitTitle.Kind kind = CommitTitle.kind(title);
    features.put(Feature.MERGE, title.isEmpty() || kind == CommitTitle.Kind.MERGE);
    features.put(Feature.RELEASE, kind == CommitTitle.Kind.RELEASE || (tested && releaseAtEnd));
    features.put(Feature.SAME_BINARY, ending.sameBinary());
    features.put(
        Feature.STACK_FILE,
        !ending.changedFiles().listed().isEmpty()
            && stack.haveAnyOf(ending.changedFiles().listed()));
    features.put(Feature.TITLE_WORD, CommitTitle.bugWord(title, shown.bug().parsed()) != null);
    features.put(Feature.DETECTOR, CommitTitle.checkWord(title) != null);
    features.put(Feature.CRASH_RATIO, tested ? posterior.runsAtEnd().share() : 0.5);
    return features;
  }

  private static boolean tested(ObservedRevisions shown, SearchEnd ending) {
    return shown.ends().crashing() != null && shown.ends().crashing().equals(ending.commit());
  }

  /** Trust so far of a bisection that still runs. */
  public Judgement sofar(Evidence evidence) {
    return evidence.judgeable()
        ? sofar(evidence, posterior(evidence.shown()))
        : unjudged(evidence, false, whyNot(evidence), null);
  }

  private Judgement sofar(Evidence evidence, PosteriorState posterior) {
    return evidence.fix()
        ? unjudged(evidence, false, whyNot(evidence), posterior)
        : judged(evidence, posterior, posterior.features(evidence.flaky()), parameters.early, null);
  }

  private Judgement judged(
      Evidence evidence,
      PosteriorState posterior,
      Features features,
      Logistic logistic,
      @Nullable ReasonFacts known) {
    double trust = logistic.probability(features);
    Level level = parameters.level(trust);
    PosteriorState.Loss loss = posterior.loss(evidence.costlyVerdicts(), evidence.left().known());
    return new Judgement(
        parameters.version,
        known != null,
        level,
        Numbers.rounded(Math.min(trust, parameters.shownMost)),
        Numbers.rounded(trust),
        Numbers.rounded(posterior.rangeShare),
        new Reasons(
            logistic,
            features,
            DoubtedVerdict.of(posterior, loss, isThin(evidence, posterior, loss.worst())),
            derailed(evidence),
            known == null ? ReasonFacts.soFar(posterior.counts()) : known),
        parameters.low,
        parameters.high,
        loss.blamed(),
        loss.blamed() == null && level != Level.HIGH,
        loss.range(known != null && known.holes()),
        derailed(evidence));
  }

  /** Whether this verdict raised the alarm, and the title that it is told by looks like the bug. */
  private boolean isThin(
      Evidence evidence, PosteriorState posterior, Judgement.@Nullable Blame verdict) {
    return verdict != null
        && !verdict.crashTitle().isEmpty()
        && posterior.relatesByFunction(CrashTitle.of(verdict.crashTitle()))
        && evidence.costlyVerdicts().stream()
            .anyMatch(
                each ->
                    each.ordinal() == verdict.ordinal()
                        && !each.anotherBug()
                        && each.discardedShare() > parameters.alarms.get(0));
  }

  private Judgement unjudged(
      Evidence evidence, boolean searchEnded, String reason, @Nullable PosteriorState posterior) {
    PosteriorState.Loss loss =
        posterior == null
            ? null
            : posterior.loss(evidence.costlyVerdicts(), evidence.left().known());
    return new Judgement(
        parameters.version,
        searchEnded,
        Level.NONE,
        null,
        null,
        null,
        List.of(reason),
        null,
        null,
        loss == null ? null : loss.blamed(),
        false,
        loss == null ? null : loss.supportedRange(),
        derailed(evidence));
  }

  private static String whyNot(Evidence evidence) {
    Evidence.Limit limit = evidence.limit();
    if (limit != null) {
      return limit.reason;
    }
    return evidence.begun()
        ? "trust has not been measured for searches for a fix"
        : "the log has no crash on the original commit";
  }

  /** The first verdict that raised the alarm; null when none did. */
  public Judgement.@Nullable Blame derailed(Evidence evidence) {
    return evidence.derailed(parameters.alarms.get(0));
  }

  /** The first after which the bug was not seen again; null when none was. */
  public Judgement.@Nullable Blame misled(Evidence evidence) {
    return evidence.misled(parameters.alarms.get(0));
  }

  private Alarm alarm(PosteriorState posterior, CostlyVerdict costly, ClosedRevision revision) {
    int severity = 0;
    for (double bound : parameters.alarms) {
      severity += costly.discardedShare() > bound ? 1 : 0;
    }
    return new Alarm(
        severity,
        costly.discardedShare(),
        costly.commit(),
        posterior.spokenOf(costly, revision),
        posterior.shown.bug().titles().stream()
            .map(ClosedRevision.Crashes::title)
            .limit(3)
            .toList(),
        new CommitRange(
            costly.crashesAt(),
            costly.commit(),
            costly.dropped() < 0 ? null : (Integer) costly.dropped()),
        posterior.stepsLeft());
  }
}
