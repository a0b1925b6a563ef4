package firstbad.bisection.intake;

import firstbad.bisection.grammar.Entry;
import firstbad.bisection.grammar.GitEntry;
import firstbad.bisection.grammar.GitLogEntry;
import firstbad.bisection.grammar.Grammar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines by which the log of a search by git alone is known. */
final class GitLogShape {

  /** The place of {@code # bad: [9f7f...] title}, with which git's own log may open. */
  static final int NOTED = 5;

  /** The place of {@code git bisect start}. */
  static final int STARTED = 6;

  /** The place of {@code Loaded state file}, with which kci-dev opens. */
  static final int PREPARED = 7;

  /** With these begins each line that can follow an opening one: a look that costs little. */
  private static final List<String> BEGINNINGS =
      List.of("# ", "git bisect ", "Bisecting: ", "running ", "Testing ", "good: ", "bad: ");

  /** Whether git says this of a search, on the terminal or in its own log. */
  static boolean isLog(String line) {
    return opening(line) == NOTED
        || (line.startsWith("Bisecting: ") && Grammar.read(line) instanceof GitEntry.Left)
        || isOwn(line);
  }

  /** Whether kci-dev may open with this line, which alone makes no text a log. */
  static boolean prepares(String line) {
    return opening(line) == PREPARED;
  }

  /** Whether a line stands only in a log of git's own, and not where a fuzzer calls git. */
  static boolean isOwn(String line) {
    if (!line.startsWith("git bisect ")
        && !line.startsWith("running ")
        && !line.startsWith("Testing commit: ")) {
      return false;
    }
    Entry entry = Grammar.read(line);
    return entry instanceof GitLogEntry.Running
        || entry instanceof GitLogEntry.Testing
        || (entry instanceof GitLogEntry.Started started && !started.plain())
        || (entry instanceof GitLogEntry.Told told && namesCommit(told.revisions()));
  }

  /** By its hash, which may be short, whatever the words of the search are. */
  private static boolean namesCommit(List<String> revisions) {
    return revisions.size() == 1 && GitEntry.mayBeCommit(revisions.get(0));
  }

  /** {@link #NOTED}, {@link #STARTED}, {@link #PREPARED}, or 0 for any other line. */
  static int opening(String line) {
    if (line.startsWith("git bisect start")) {
      return place(Grammar.read(line));
    }
    boolean may = line.startsWith("# ") || line.startsWith("Loaded ") || line.startsWith("Init");
    return may ? place(Grammar.read(line)) : 0;
  }

  /** The place of what was read among the lines that open a log of git's own. */
  static int place(@Nullable Entry entry) {
    if (entry instanceof GitLogEntry.Prepared) {
      return PREPARED;
    }
    return entry instanceof GitLogEntry.Started
        ? STARTED
        : entry instanceof GitLogEntry.Noted ? NOTED : 0;
  }

  /** Whether a line can be the second one of a log of git's own, and is in no fuzzer's log. */
  static boolean isNext(String line) {
    if (line.startsWith("status: waiting for ") || line.startsWith("giturl: ")) {
      return true;
    }
    return mayGoOn(line) && Grammar.read(line) instanceof GitLogEntry;
  }

  /** Whether git says so much of a step of its search, whoever called it. */
  static boolean isStep(String line) {
    Entry entry = mayGoOn(line) ? Grammar.read(line) : null;
    return entry instanceof GitEntry.Left || entry instanceof GitEntry.MergeBaseFirst;
  }

  private static boolean mayGoOn(String line) {
    return BEGINNINGS.stream().anyMatch(line::startsWith);
  }

  private GitLogShape() {}
}
