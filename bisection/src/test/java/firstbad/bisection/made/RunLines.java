package firstbad.bisection.made;

import firstbad.bisection.made.Ledger.Page;
import java.util.ArrayList;
import java.util.List;

/** Writes the runs of a revision, and counts each with the line that tells it (5.4). */
final class RunLines {
  private final Era era;
  private final Pen pen;

  RunLines(Era era, Pen pen) {
    this.era = era;
    this.pen = pen;
  }

  void write(List<Run> runs, Page page, int intended) {
    List<Run> entries = era.doublesCrashes() ? doubled(runs) : runs;
    String first = entries.get(0).printed(era);
    if (!era.firstMorning() && entries.stream().allMatch(run -> run.printed(era).equals(first))) {
      page.estimated = true;
      writeEntry("all runs: ", first, () -> page.count(entries.get(0), intended));
      return;
    }
    String word = era.firstMorning() ? "try #" : "run #";
    for (int i = 0; i < entries.size(); i++) {
      Run entry = entries.get(i);
      boolean twin = era.doublesCrashes() && isTwin(entries, i);
      writeEntry(
          word + i + ": ",
          entry.printed(era),
          () -> {
            if (!twin) {
              page.count(entry, 1);
            } else if (entry.what() == Run.What.IGNORED) {
              page.count(new Run(Run.What.CRASHED, entry.text()), -1);
              page.count(entry, 1);
            }
          });
    }
  }

  /** An outcome of several lines counts with its first. */
  private void writeEntry(String before, String outcome, Runnable counted) {
    int end = outcome.indexOf('\n');
    if (end < 0) {
      pen.write(before + outcome);
      counted.run();
    } else {
      pen.write(before + outcome.substring(0, end));
      counted.run();
      pen.write(outcome.substring(end + 1));
    }
  }

  /** In the summer of 2023 each crash was entered twice (5.4). */
  private static List<Run> doubled(List<Run> runs) {
    List<Run> doubled = new ArrayList<>();
    for (Run run : runs) {
      if (run.what() == Run.What.CRASHED) {
        doubled.add(run);
      } else if (run.what() == Run.What.IGNORED) {
        doubled.add(new Run(Run.What.CRASHED, run.text()));
      }
      doubled.add(run);
    }
    return doubled;
  }

  /** Whether an entry is the second of its pair; entries pair up from the left. */
  private static boolean isTwin(List<Run> entries, int at) {
    boolean twin = false;
    for (int i = 0; i <= at; i++) {
      twin = !twin && i > 0 && entries.get(i - 1).what() == Run.What.CRASHED;
    }
    return twin;
  }
}
