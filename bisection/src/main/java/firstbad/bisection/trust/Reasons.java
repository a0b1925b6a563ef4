package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.ReasonsByDirection;
import firstbad.bisection.trust.parameters.Feature;
import firstbad.bisection.trust.parameters.Features;
import firstbad.bisection.trust.parameters.Logistic;
import firstbad.bisection.trust.posterior.PosteriorState;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words what moved a judgement, what costs most first: one sentence for each feature
 * that matters. The sentences are made when they are read: while a bisection runs, few are.
 */
public final class Reasons extends AbstractList<String> implements ReasonsByDirection {
  /** A feature that moves the logit by less than this is not worth a sentence. */
  private static final double WORTH_TELLING = 0.05;

  /** Releases of a kernel in about a year. */
  private static final int OLD = 6;

  private static final String FOREIGN = " only in ways that do not look like the bug";

  /** Signs that say nothing where a part of the log is missing. */
  static final List<Feature> RESTING_ON_ALL =
      List.of(
          Feature.ONSET,
          Feature.BAD_RELEASES,
          Feature.FOREIGN_STEPS,
          Feature.FOREIGN_END,
          Feature.CRASH_RATIO);

  private final Logistic logistic;
  private final Features features;
  private final @Nullable DoubtedVerdict worst;
  private final Judgement.@Nullable Blame derailed;
  private final ReasonFacts known;
  private @Nullable List<String> written;
  private int against;

  /**
   * The reasons of a judgement.
   *
   * @param features must not be changed any more
   * @param worst the bad verdict that threw most away; null when none did
   * @param derailed the first verdict that raised the alarm, since it rested on a crash that is the
   *     bug's by no function, and so looks like it only a little if at all; null when none did
   */
  Reasons(
      Logistic logistic,
      Features features,
      @Nullable DoubtedVerdict worst,
      Judgement.@Nullable Blame derailed,
      ReasonFacts known) {
    this.logistic = logistic;
    this.features = features;
    this.worst = worst != null && worst.tells() ? worst : null;
    this.derailed = derailed;
    this.known = known;
  }

  @Override
  public String get(int index) {
    return sentences().get(index);
  }

  @Override
  public int size() {
    return sentences().size();
  }

  @Override
  public int against() {
    sentences();
    return against;
  }

  private List<String> sentences() {
    List<String> sentences = written;
    if (sentences == null) {
      sentences = write();
      written = sentences;
    }
    return sentences;
  }

  private List<String> write() {
    record WeightedSentence(double moved, String sentence) {}
    List<WeightedSentence> weighed = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      double value = features.of(feature);
      double moved = logistic.contribution(feature, value);
      // It is a half where the test of the culprit is missing.
      boolean left = known.holes() && feature == Feature.CRASH_RATIO;
      String sentence =
          left || Math.abs(moved) < WORTH_TELLING ? null : sentence(feature, value, moved > 0);
      if (sentence != null) {
        weighed.add(new WeightedSentence(moved, sentence));
      }
    }
    weighed.sort(
        Comparator.<WeightedSentence>comparingInt(each -> each.moved < 0 ? 0 : 1)
            .thenComparingDouble(each -> -Math.abs(each.moved)));
    int costs = (int) weighed.stream().filter(each -> each.moved < 0).count();
    List<String> sentences = new ArrayList<>();
    weighed.subList(0, costs).forEach(each -> sentences.add(each.sentence));
    sentences.addAll(doubts(sentences));
    against = sentences.size();
    weighed.subList(costs, weighed.size()).forEach(each -> sentences.add(each.sentence));
    return List.copyOf(sentences);
  }

  /** What makes the judgement less certain, and enters no number. */
  private List<String> doubts(List<String> told) {
    List<String> sentences = new ArrayList<>();
    if (known.holes()) {
      sentences.add(
          "the log is not whole, so evidence that would need all of its revisions is not counted");
    }
    boolean asked = logistic.usual(Feature.STACK_FILE) > 0 || !known.described();
    if (known.notCompared() != null && asked) {
      sentences.add(known.notCompared());
    }
    if (known.changed().builds()) {
      sentences.add(
          "the culprit changes what is built, so it may only have made the bug reachable");
    }
    String alarm = alarm(told);
    if (alarm != null) {
      sentences.add(alarm);
    }
    if (features.of(Feature.SINGLE_CRASH) == 0 && known.counts().singleCrashes() > 0) {
      sentences.add(singleCrash());
    }
    return sentences;
  }

  private @Nullable String sentence(Feature feature, double value, boolean speaksForIt) {
    return switch (feature) {
      case ONSET -> onset(speaksForIt);
      case BAD_RELEASES -> releases(value);
      case MERGE -> value > 0 ? known.subject() + " is a merge" : null;
      case RELEASE -> value > 0 ? known.subject() + " is a release" : null;
      case SAME_BINARY ->
          value > 0
              ? "the culprit changes nothing in the kernel binary: its parent builds the same one"
              : null;
      case FLAKY -> value > 0 ? "the reproducer is flaky" : null;
      case SINGLE_CRASH -> value > 0 ? singleCrash() : null;
      case FOREIGN_STEPS -> foreign(value);
      case FOREIGN_END ->
          value > 0 && !toldWithAll() ? "the last bad revision crashed" + FOREIGN : null;
      case STACK_FILE -> known.stackFile(value > 0);
      case TITLE_WORD ->
          value > 0
              ? "the culprit's title names \"" + known.changed().bugWord() + "\", as the crash does"
              : null;
      case DETECTOR ->
          value > 0 && known.changed().checkWord() != null
              ? "the culprit's title has the word \""
                  + known.changed().checkWord()
                  + "\", as titles have of commits that only make bugs visible"
              : null;
      case CRASH_RATIO -> value > 0 && !(speaksForIt && foreignEnd()) ? crashed(speaksForIt) : null;
    };
  }

  /**
   * Where this speaks for the culprit, its runs crashed like the bug; null where it was not tested.
   */
  private @Nullable String crashed(boolean speaksForIt) {
    PosteriorState.RunsAtEnd runs = known.runs();
    if (runs == null || runs.runs() == 0) {
      return null;
    }
    String all = runs.runs() == 1 ? "the only conclusive run" : "all conclusive runs";
    return (runs.crashed() == runs.runs()
            ? all
            : (speaksForIt ? "" : "only ")
                + runs.crashed()
                + " of the "
                + runs.runs()
                + " conclusive runs")
        + " of the culprit crashed";
  }

  private String singleCrash() {
    int single = known.counts().singleCrashes();
    return single < 2
        ? "one revision was called bad for a single crash"
        : single + " revisions were called bad for a single crash each";
  }

  private boolean foreignEnd() {
    return features.of(Feature.FOREIGN_END) > 0;
  }

  /** Whether the last bad revision is told with the others that crashed in other ways. */
  private boolean toldWithAll() {
    return Math.abs(
            logistic.contribution(Feature.FOREIGN_STEPS, features.of(Feature.FOREIGN_STEPS)))
        >= WORTH_TELLING;
  }

  /** Whether a verdict that is told of rested on a crash of which no function is the bug's. */
  private boolean onAnotherBug() {
    return derailed != null || (worst != null && worst.onAnotherBug());
  }

  /** The alarm, as a clause; null where it was told already. */
  private @Nullable String alarm(List<String> told) {
    if (derailed == null || features.of(Feature.FOREIGN_STEPS) > 0) {
      return null;
    }
    String badOn = DoubtedVerdict.badOn(derailed);
    return told.stream().anyMatch(each -> each.startsWith(badOn))
        ? null
        : badOn + ", and nothing that crashed there has the bug's function";
  }

  private String foreign(double value) {
    if (value == 0) {
      return "every bad revision crashed in a way that looks "
          + (onAnotherBug() ? "at least a little " : "")
          + "like the bug";
    }
    long count = count(value);
    String newest = !foreignEnd() ? "" : count == 1 ? ", the last," : ", the last among them,";
    return count
        + (count == 1 ? " bad revision" : " bad revisions")
        + newest
        + " crashed"
        + FOREIGN;
  }

  private @Nullable String releases(double value) {
    if (value > 0) {
      return badReleases(value);
    }
    int tested = known.counts().releases();
    if (oldDespiteReleases()) {
      return null; // the same releases are doubted
    }
    if (tested < 2) {
      return tested == 0 ? null : "the only release that was tested did not crash";
    }
    return "none of the " + tested + " releases that were tested crashed";
  }

  /** That the bug is old is known only by those that crashed like it. */
  private String badReleases(double value) {
    int foreign = known.counts().foreignReleases();
    String crashed = counted(value, "release", "releases") + " crashed on the way back";
    String old = count(value) - foreign < OLD ? "" : ": the bug is old";
    if (foreign == 0) {
      return crashed + old;
    }
    return foreign >= count(value)
        ? crashed + ", but" + FOREIGN
        : crashed + ", " + foreign + " of them" + FOREIGN + old;
  }

  private @Nullable String onset(boolean speaksForIt) {
    if (speaksForIt) {
      return "the runs agree with the verdicts";
    }
    if (worst == null) {
      return "the cause is not likely to lie in the range that the verdicts leave: "
          + (onlyCleanReleases()
              ? "a release that did not crash may have missed an older bug"
              : "such bugs are often older still");
    }
    return worst.sentence();
  }

  /** Whether the range is said to be too old for the releases to be believed. */
  private boolean oldDespiteReleases() {
    double onset = logistic.contribution(Feature.ONSET, features.of(Feature.ONSET));
    return worst == null && onset <= -WORTH_TELLING && onlyCleanReleases();
  }

  /** Whether releases were tested and none crashed. */
  private boolean onlyCleanReleases() {
    return features.of(Feature.BAD_RELEASES) == 0 && known.counts().releases() > 0;
  }

  private static String counted(double logarithm, String one, String more) {
    long count = count(logarithm);
    return count + " " + (count == 1 ? one : more);
  }

  private static long count(double logarithm) {
    return Math.round(StrictMath.expm1(logarithm));
  }
}
