package firstbad.bisection.trust;

import firstbad.bisection.trust.judgement.Judgement;
import firstbad.bisection.trust.judgement.Phrases;
import firstbad.bisection.trust.judgement.SignedReasons;
import firstbad.bisection.trust.parameters.Feature;
import firstbad.bisection.trust.parameters.Features;
import firstbad.bisection.trust.parameters.Logistic;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says in plain words what moved a judgement, what costs most first: one sentence for each sign
 * that matters. The sentences are made when they are read: while a bisection runs, few are.
 */
public final class Reasons extends AbstractList<String> implements SignedReasons {
  /** A sign that moves the logit by less than this is not worth a sentence. */
  private static final double WORTH_TELLING = 0.05;

  private final Logistic logistic;
  private final Features signs;
  private final Judgement.@Nullable Blame worst;
  private final double rangeShare;
  private @Nullable List<String> told;
  private int against;

  /**
   * @param signs must not be changed any more
   */
  Reasons(Logistic logistic, Features signs, Judgement.@Nullable Blame worst, double rangeShare) {
    this.logistic = logistic;
    this.signs = signs;
    this.worst = worst;
    this.rangeShare = rangeShare;
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
    List<String> sentences = told;
    if (sentences == null) {
      sentences = tell();
      told = sentences;
    }
    return sentences;
  }

  private List<String> tell() {
    record Told(double moved, String sentence) {}
    List<Told> told = new ArrayList<>();
    for (Feature sign : Feature.values()) {
      double value = signs.of(sign);
      double moved = logistic.contribution(sign, value);
      String sentence = Math.abs(moved) < WORTH_TELLING ? null : sentence(sign, value, moved > 0);
      if (sentence != null) {
        told.add(new Told(moved, sentence));
      }
    }
    told.sort(
        Comparator.<Told>comparingInt(each -> each.moved < 0 ? 0 : 1)
            .thenComparingDouble(each -> -Math.abs(each.moved)));
    against = (int) told.stream().filter(each -> each.moved < 0).count();
    return told.isEmpty()
        ? List.of("nothing sets it apart from a usual bisection")
        : told.stream().map(Told::sentence).toList();
  }

  private @Nullable String sentence(Feature sign, double value, boolean speaksForIt) {
    return switch (sign) {
      case ONSET -> onset(speaksForIt);
      case BAD_RELEASES ->
          speaksForIt
              ? "no release crashed: the bug is young"
              : counted(value, "release", "releases") + " crashed on the way back: the bug is old";
      case MERGE -> value > 0 ? "the culprit is a merge" : null;
      case RELEASE -> value > 0 ? "the culprit is a release" : null;
      case SAME_BINARY ->
          value > 0
              ? "the culprit does not change the kernel binary: its parent is the same"
              : null;
      case FLAKY -> value > 0 ? "the reproducer is flaky" : null;
      case SINGLE_CRASH -> value > 0 ? "one revision was called bad for a single crash" : null;
      case FOREIGN_STEPS ->
          value > 0
              ? counted(value, "bad revision", "bad revisions")
                  + " crashed only in ways that do not look like the bug"
              : "every bad revision crashed in a way that looks like the bug";
      case FOREIGN_END ->
          value > 0
              ? "the newest bad revision crashed only in ways that do not look like the bug"
              : null;
      case STACK_FILE ->
          value > 0
              ? "the culprit changes a file that is in the stack of the crash"
              : "the culprit changes no file that is in the stack of the crash";
      case TITLE_WORD -> value > 0 ? "the culprit's title names what crashes" : null;
      case DETECTOR ->
          value > 0
              ? "the culprit's title speaks of finding bugs, so it may only have made one visible"
              : null;
      case CRASH_RATIO ->
          value > 0 ? Phrases.percent(value) + " of the culprit's runs crashed" : null;
    };
  }

  private String onset(boolean speaksForIt) {
    if (speaksForIt) {
      return "the verdicts fit together: "
          + Phrases.percent(Math.min(rangeShare, 0.99))
          + " of where the cause is likely is in the range that is left";
    }
    if (worst == null) {
      return "the range that is left lies far back, where what shows is often older";
    }
    return "revision "
        + Phrases.abbreviated(worst.commit())
        + " was called bad on \""
        + worst.title()
        + "\" and threw away "
        + Phrases.percent(worst.discardedShare())
        + " of where the cause is likely";
  }

  private static String counted(double logarithm, String one, String more) {
    long count = Math.round(StrictMath.expm1(logarithm));
    return count + " " + (count == 1 ? one : more);
  }
}
