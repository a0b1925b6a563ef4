package firstbad.bisection.made;

import firstbad.bisection.finding.Kind;
import firstbad.bisection.finding.Outcome;
import firstbad.bisection.made.Era.Decision;
import firstbad.bisection.made.History.Commit;
import firstbad.bisection.made.Tester.Tested;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes how a bisection ended, in the words of the day. */
final class Ending {
  private final Scene scene;
  private final Chance chance;
  private final Era era;
  private final Pen pen;
  private final Tester tester;
  private final Ledger ledger;

  Ending(Scene scene, Pen pen, Tester tester, Ledger ledger) {
    this.scene = scene;
    this.pen = pen;
    this.tester = tester;
    this.ledger = ledger;
    chance = scene.chance;
    era = scene.era;
  }

  void culprit(Commit culprit, @Nullable Tested tested) {
    trailer();
    boolean cause = scene.kind == Kind.CAUSE;
    pen.write(
        "first " + (cause ? "bad" : "good") + " commit: " + culprit.hash() + " " + culprit.title());
    ledger.outcome = Outcome.CULPRIT_FOUND;
    ledger.culprit = culprit.hash();
    ledger.culpritTitle = culprit.title();
    recipients();
    if (cause && tested != null && era.since(2019, 3, 17)) {
      crash(tested);
    }
  }

  void inconclusive(List<String> candidates) {
    trailer();
    listed(Outcome.INCONCLUSIVE, candidates);
  }

  /** Several candidates; with two of them and no git phase it means that no range end was found. */
  private void listed(Outcome outcome, List<String> candidates) {
    pen.write(
        "bisection is inconclusive, the first %s commit could be any of:"
            .formatted(scene.kind == Kind.CAUSE ? "bad" : "good"));
    ledger.outcome = outcome;
    ledger.candidates = List.copyOf(candidates);
    pen.write(candidates);
  }

  /** Every probed release crashed or was undecided. */
  void noCleanRelease(Tested bad, Tested oldest) throws Failure {
    boolean undecided = oldest.decision() == Decision.SKIP;
    if (era.since(2023, 5, 5)) {
      if (undecided) {
        throw new Failure("oldest tested release had kernel build, boot or test errors");
      }
      pen.write("crash still not fixed/happens on the oldest tested release");
      nothing(Outcome.STILL_HAPPENS, oldest.commit(), oldest);
    } else if (era.searching() && !undecided) {
      trailer();
      pen.write("first bad commit: " + bad.commit().hash() + " " + bad.commit().title());
      ledger.outcome = Outcome.CULPRIT_FOUND;
      ledger.culprit = bad.commit().hash();
      ledger.culpritTitle = bad.commit().title();
      recipients();
    } else if (undecided && era.since(2020, 7, 2)) {
      trailer();
      listed(Outcome.NO_RANGE_END, List.of(scene.start.hash(), oldest.commit().hash()));
    } else if (undecided) {
      throw new Pen.BrokenOff();
    } else {
      nothing(Outcome.STILL_HAPPENS, oldest.commit(), oldest);
    }
  }

  /** HEAD crashed or was undecided. */
  void headNotClean(Tested original, Tested head) {
    boolean undecided = head.decision() == Decision.SKIP;
    if (era.since(2023, 5, 5)) {
      pen.write(
          undecided
              ? "HEAD had kernel build, boot or test errors"
              : "crash still not fixed/happens on the oldest tested release");
      nothing(undecided ? Outcome.NO_RANGE_END : Outcome.STILL_HAPPENS, head.commit(), head);
    } else if (undecided && era.since(2020, 7, 2)) {
      trailer();
      listed(Outcome.NO_RANGE_END, List.of(original.commit().hash(), head.commit().hash()));
    } else if (undecided && !era.searching()) {
      throw new Pen.BrokenOff();
    } else {
      nothing(undecided ? Outcome.NO_RANGE_END : Outcome.STILL_HAPPENS, head.commit(), head);
    }
  }

  /** No commit found, in the sentence of the day (10.5). */
  void nothing(Outcome outcome, Commit commit, @Nullable Tested tested) {
    trailer();
    pen.write(sentence());
    ledger.outcome = outcome;
    if (era.since(2019, 11, 5)) {
      pen.write("commit msg: " + commit.title());
    }
    if (tested != null && era.since(2019, 3, 17)) {
      crash(tested);
    }
  }

  private String sentence() {
    if (era.searching()) {
      return "the crash is still unfixed";
    }
    if (scene.kind == Kind.CAUSE) {
      return era.since(2023, 5, 5)
          ? "oldest tested release already had the bug or it had kernel test errors"
          : "the crash already happened on the oldest tested release";
    }
    if (era.since(2023, 8, 24)) {
      return "crash still not fixed or there were kernel test errors";
    }
    return era.since(2023, 5, 5)
        ? "crash still not fixed on HEAD or HEAD had kernel test errors"
        : "the crash still happens on HEAD";
  }

  /** The last line of a log that fails; its text may go on over several lines. */
  void failed(String text) {
    trailer();
    int end = text.indexOf('\n');
    pen.write("error: " + (end < 0 ? text : text.substring(0, end)));
    ledger.outcome = outcomeOf(text);
    ledger.error = text;
    if (end >= 0) {
      pen.write(text.substring(end + 1));
    }
  }

  private static Outcome outcomeOf(String error) {
    if (error.equals("the crash wasn't reproduced on the original commit")) {
      return Outcome.NOT_REPRODUCED;
    }
    if (error.startsWith("bisection is taking too long")) {
      return Outcome.TIMED_OUT;
    }
    boolean noEnd =
        error.equals("oldest tested release had kernel build, boot or test errors")
            || error.equals("no release tags before this commit");
    return noEnd ? Outcome.NO_RANGE_END : Outcome.FAILED;
  }

  private void trailer() {
    if (tester.flaky()) {
      if (era.weighsChances()) {
        pen.write(
            String.format(
                Locale.ROOT,
                "reproducer is flaky (%.2f repro chance estimate)",
                tester.estimate()));
      } else {
        pen.write("Reproducer flagged being flaky");
      }
    }
    long build = nanoseconds(40_000_000);
    long test = nanoseconds(30_000_000);
    long total = build + test + nanoseconds(2_000_000);
    pen.write(
        "revisions tested: %d, total time: %s (build: %s, test: %s)"
            .formatted(tester.counted(), duration(total), duration(build), duration(test)));
    ledger.revisionsReported = tester.counted();
    ledger.totalTimeMs = total / 1_000_000;
  }

  /** A time whose part below the millisecond is small, so that rounding does not matter. */
  private long nanoseconds(long milliseconds) {
    return chance.below(milliseconds) * 1_000_000 + chance.below(100_000);
  }

  /** A duration as Go prints it. */
  static String duration(long nanoseconds) {
    if (nanoseconds == 0) {
      return "0s";
    }
    if (nanoseconds < 1_000) {
      return nanoseconds + "ns";
    }
    if (nanoseconds < 1_000_000) {
      return decimal(nanoseconds, 1_000) + "\u00b5s";
    }
    if (nanoseconds < 1_000_000_000) {
      return decimal(nanoseconds, 1_000_000) + "ms";
    }
    long minutes = nanoseconds / 60_000_000_000L;
    String seconds = decimal(nanoseconds % 60_000_000_000L, 1_000_000_000) + "s";
    if (minutes == 0) {
      return seconds;
    }
    return (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
  }

  private static String decimal(long number, long unit) {
    return BigDecimal.valueOf(number)
        .divide(BigDecimal.valueOf(unit))
        .stripTrailingZeros()
        .toPlainString();
  }

  private void recipients() {
    List<String> to = scene.words.addresses();
    if (!era.since(2020, 7, 31)) {
      pen.write("cc: " + quoted(to));
      ledger.recipientsCc = Ledger.once(to);
      return;
    }
    List<String> cc = scene.words.addresses();
    pen.write("recipients (to): " + quoted(to));
    ledger.recipientsTo = Ledger.once(to);
    pen.write("recipients (cc): " + quoted(cc));
    ledger.recipientsCc = Ledger.once(cc);
  }

  private static String quoted(List<String> addresses) {
    return Pen.list(addresses.stream().map(address -> '"' + address + '"').toList());
  }

  private void crash(Tested tested) {
    String title = tested.page().representative;
    if (title == null && !tested.page().torn().crashes().isEmpty()) {
      title = tested.page().torn().crashes().keySet().iterator().next();
    }
    if (title == null) {
      if (tested.crashes() || !era.since(2023, 5, 5)) {
        return;
      }
      title =
          "failed building " + tested.commit().hash() + ": ld.lld: error: undefined symbol: baz";
    }
    String crash = Objects.requireNonNull(title);
    pen.write("crash: " + crash);
    ledger.crashTitle = crash;
    pen.write(scene.words.report());
    pen.write("");
  }
}
