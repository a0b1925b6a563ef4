package firstbad.bisection.made;

import firstbad.bisection.crash.CrashTypes;
import firstbad.bisection.finding.Verdict;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/**
 * The rules of one day in the history of the log.
 *
 * @param day the day
 */
record Era(LocalDate day) {

  /** The days on which something changed, the first being that of the first version. */
  private static final List<LocalDate> CHANGES =
      List.of(
          day(2018, 5, 17),
          day(2018, 5, 18),
          day(2019, 3, 22),
          day(2019, 11, 5),
          day(2019, 11, 18),
          day(2019, 12, 10),
          day(2020, 1, 23),
          day(2020, 7, 2),
          day(2020, 7, 12),
          day(2020, 7, 31),
          day(2020, 10, 21),
          day(2020, 11, 17),
          day(2020, 12, 10),
          day(2021, 2, 20),
          day(2021, 7, 20),
          day(2022, 7, 19),
          day(2022, 9, 1),
          day(2022, 10, 6),
          day(2023, 5, 5),
          day(2023, 5, 9),
          day(2023, 6, 15),
          day(2023, 6, 29),
          day(2023, 7, 5),
          day(2023, 7, 8),
          day(2023, 7, 14),
          day(2023, 8, 8),
          day(2023, 8, 11),
          day(2023, 8, 24),
          day(2023, 8, 25),
          day(2023, 9, 8),
          day(2024, 3, 18),
          day(2024, 7, 15),
          day(2024, 12, 3),
          day(2025, 6, 27),
          day(2025, 7, 2),
          day(2025, 7, 9),
          day(2026, 5, 7),
          day(2026, 9, 1));

  /**
   * A day of any era, each era being as likely. Days whose rules a log of theirs cannot show are
   * left out: the five of March 2019 before undecided revisions were skipped, and the three of
   * February 2021 between a new compiler and more runs.
   */
  static Era any(Chance chance) {
    while (true) {
      int era = chance.below(CHANGES.size() - 1);
      LocalDate from = CHANGES.get(era);
      int days = (int) (CHANGES.get(era + 1).toEpochDay() - from.toEpochDay());
      Era any = new Era(from.plusDays(chance.below(days)));
      boolean ambiguous =
          any.between(day(2019, 3, 17), day(2019, 3, 22))
              || any.between(day(2021, 2, 17), day(2021, 2, 20));
      if (!ambiguous) {
        return any;
      }
    }
  }

  private static LocalDate day(int year, int month, int dayOfMonth) {
    return LocalDate.of(year, month, dayOfMonth);
  }

  boolean since(int year, int month, int dayOfMonth) {
    return !day.isBefore(day(year, month, dayOfMonth));
  }

  private boolean between(LocalDate from, LocalDate to) {
    return !day.isBefore(from) && day.isBefore(to);
  }

  boolean firstMorning() {
    return !since(2018, 5, 18);
  }

  /** The wordings of 2018: {@code searching for}, the crash still unfixed, no inconclusive end. */
  boolean searching() {
    return !since(2019, 3, 17);
  }

  boolean doublesCrashes() {
    return since(2023, 7, 6) && !since(2023, 8, 8);
  }

  boolean ignores() {
    return since(2023, 7, 8);
  }

  boolean weighsChances() {
    return since(2023, 7, 14);
  }

  /** Runs of a block. */
  int runs(boolean firstBuilt, boolean flaky) {
    if (firstMorning()) {
      return 5;
    }
    if (searching()) {
      return 8;
    }
    return since(2021, 2, 20) && (firstBuilt || flaky) ? 20 : 10;
  }

  /** What the runs of a block say; ABORT stands beside the three verdicts. */
  enum Decision {
    GOOD(Verdict.GOOD),
    BAD(Verdict.BAD),
    SKIP(Verdict.SKIP),
    ABORT(Verdict.UNKNOWN);

    final Verdict verdict;

    Decision(Verdict verdict) {
      this.verdict = verdict;
    }
  }

  /** The rule of the day. */
  Decision decide(int good, int bad, int infra, int all, boolean flaky) {
    int skip = all - good - bad - infra;
    if (!since(2019, 3, 22)) {
      return bad > 0 ? Decision.BAD : good > 0 ? Decision.GOOD : Decision.SKIP;
    }
    if (!since(2023, 5, 9)) {
      int counted = since(2020, 11, 17) ? all : 10;
      if (bad > 0) {
        return Decision.BAD;
      }
      return counted - good > counted / 3 * 2 || good == 0 ? Decision.SKIP : Decision.GOOD;
    }
    if (!since(2023, 6, 29)) {
      if (infra > all / 2) {
        return Decision.ABORT;
      }
      if (bad > 0) {
        return Decision.BAD;
      }
      boolean enough = since(2023, 6, 15) ? 2 * good > all : good > 0;
      return enough ? Decision.GOOD : Decision.SKIP;
    }
    int crashesWanted = since(2024, 7, 15) ? Math.max(2, (all - infra) / 6) : 1;
    if (bad == 0 && good >= goodWanted(all, flaky)) {
      return Decision.GOOD;
    }
    if (bad >= crashesWanted && good + bad >= all / 2) {
      return Decision.BAD;
    }
    return infra > skip ? Decision.ABORT : Decision.SKIP;
  }

  int goodWanted(int all, boolean flaky) {
    return flaky ? all * 3 / 4 : all / 2;
  }

  /** The crash type that a log of this day prints for a title. */
  String printedType(String title) {
    String type = CrashTypes.of(title);
    if (since(2025, 7, 9)) {
      return type.equals("NO_OUTPUT") && !since(2026, 4, 16) ? "UNKNOWN" : type;
    }
    if (type.startsWith("KASAN-")) {
      return "KASAN";
    }
    if (type.startsWith("KMSAN-")) {
      return "KMSAN";
    }
    if (type.startsWith("KFENCE-")) {
      return since(2025, 6, 27) ? "KFENCE" : "UNKNOWN";
    }
    return switch (type) {
      case "KCSAN-DATARACE" -> "DATARACE";
      case "MEMORY_SAFETY_UBSAN" -> "UBSAN";
      case "REFCOUNT_WARNING" -> "WARNING";
      case "MEMORY_SAFETY_BUG", "NULL-POINTER-DEREFERENCE" -> "BUG";
      case "SYZ_FAILURE" -> since(2023, 7, 6) ? type : "UNKNOWN";
      case "LOST_CONNECTION" -> since(2024, 12, 3) ? type : "UNKNOWN";
      case "DoS", "NO_OUTPUT", "KCSAN-ASSERT", "KCSAN-UNKNOWN" -> "UNKNOWN";
      default -> type;
    };
  }

  /** The names that instrumentation dropping prints for what it can drop. */
  List<String> instrumentation() {
    return since(2025, 7, 2)
        ? List.of("hang", "memleak", "ubsan", "bug_or_warning", "kasan", "locking", "atomic_sleep")
        : List.of("HANG", "LEAK", "UBSAN", "BUG", "KASAN", "LOCKDEP", "ATOMIC_SLEEP");
  }

  /** Whether this title is of a class that is ignored unless the bug itself is of it. */
  boolean ignorable(String title) {
    String type = CrashTypes.of(title);
    return (ignores() && type.equals("SYZ_FAILURE"))
        || (since(2024, 12, 3) && type.equals("LOST_CONNECTION"));
  }

  /** Release tags of the day, newest first. */
  List<String> releases() {
    int newest = Math.max(0, (day.getYear() - 2018) * 6 + (day.getMonthValue() - 5) / 2);
    TreeSet<Integer> ordinals = new TreeSet<>();
    for (int i = 0; i < 12; i++) {
      ordinals.add(newest + 17 - i);
    }
    return ordinals.descendingSet().stream().map(Era::tag).toList();
  }

  /** The n-th release after v4.0: v4.20 is followed by v5.0, v5.19 by v6.0, v6.19 by v7.0. */
  private static String tag(int n) {
    if (n <= 20) {
      return "v4." + n;
    }
    return "v" + (5 + (n - 21) / 20) + "." + (n - 21) % 20;
  }
}
