package firstbad.bisection.grammar;

import firstbad.bisection.caps.Utf8;
import firstbad.bisection.grammar.Template.Captures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines of one tested revision. */
public sealed interface RevisionEntry extends Entry {

  /** A line about a kernel under test. After a failure there is no test, and it is pasted text. */
  sealed interface Testing extends RevisionEntry {}

  /**
   * {@code testing commit 9f7fb8de5d9b... with gcc (GCC) 8.1.0}.
   *
   * @param compiler its version; null when the line does not tell it
   */
  record Opened(String commit, @Nullable String compiler, Era era) implements RevisionEntry {

    /** gcc 10 came with twenty runs, three days before them. */
    static Opened with(Captures line) {
      boolean gcc10 = line.starts(1, "gcc (GCC) 10.2");
      return new Opened(line.text(0), line.text(1), gcc10 ? Era.TWENTY : Era.SEARCHING);
    }
  }

  /** {@code compiler: gcc (GCC) 10.2.1 20210217, GNU ld 2.35.2}. */
  record Compiler(String text) implements Testing {}

  /** {@code kernel signature: 187c5b37d6d2...}. */
  record Signature(String token) implements Testing {}

  /**
   * {@code run #0: crashed: WARNING in free_netdev} or {@code all runs: OK}.
   *
   * @param number as printed, from 0; {@link #ALL} where the line is about all runs
   */
  record Ran(RunOutcome outcome, String text, int number) implements Testing {
    static final int ALL = -1;

    /** The outcome in this field; null when it is none, and the line is something else. */
    static @Nullable Ran in(Captures line, int field, int number) {
      RunOutcome outcome = RunOutcome.in(line, field);
      return outcome == null ? null : new Ran(outcome, outcome.text(line, field), number);
    }

    /** Whether the line is about all runs of the revision. */
    public boolean all() {
      return number == ALL;
    }
  }

  /** {@code representative crash: WARNING in foo, types: [WARNING]}. */
  record Representative(String title, List<String> types) implements Testing {

    static Representative of(String title, String list) {
      List<String> types =
          List.of(list.split(" ", 4)).stream()
              .limit(3)
              .filter(type -> !type.isEmpty())
              .map(type -> Utf8.cut(type, 50))
              .toList();
      return new Representative(title, types);
    }
  }

  /**
   * {@code unable to determine the verdict: 5 good runs (wanted 10), for bad wanted 10 in total,
   * got 7}.
   *
   * @param good runs that were OK; negative where the line does not say it
   * @param conclusive runs that were OK or crashed
   */
  record Undecided(int good, int conclusive) implements RevisionEntry {
    private static final Template NUMBERS =
        Template.of("{int} good runs (wanted {int}), for bad wanted {int} in total, got {int}");

    static Undecided in(String text) {
      Captures numbers = NUMBERS.match(text);
      return numbers == null
          ? new Undecided(-1, -1)
          : new Undecided(numbers.integer(0), numbers.integer(3));
    }
  }

  /** {@code too many neither good nor bad results}, printed for good ones by mistake. */
  record Misplaced() implements RevisionEntry {}

  /** {@code failed building 1111...: ld.lld: error: ...}. */
  record NotBuilt(String commit, String text) implements RevisionEntry {}

  /**
   * {@code kernel build failed: ...}, for some hours of 2018, and other failures.
   *
   * @param build whether it says that the kernel was not built
   */
  record NotTested(String text, boolean build) implements RevisionEntry {}

  /** {@code failed testing reproducer on 1111...: ...} and {@code repro testing failure: ...}. */
  record NotReproducible(String text, Era era) implements RevisionEntry {}

  /** {@code false negative chance: 0.026}, after every good revision. */
  record FalseNegative(double chance) implements Testing {

    static @Nullable FalseNegative of(String text) {
      Double chance = GoTime.decimal(text);
      return chance == null ? null : new FalseNegative(chance);
    }
  }

  /** {@code reproducer seems to be flaky}. */
  record SeemsFlaky() implements RevisionEntry {}
}
