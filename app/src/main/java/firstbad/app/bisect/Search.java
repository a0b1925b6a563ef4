package firstbad.app.bisect;

import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Tests what git chooses and tells git what came of it, until git names a commit. */
final class Search {
  private static final String LAST = "# first ";

  /** With what a program ends that Ctrl-C has stopped, as that stops git beside us. */
  private static final int INTERRUPTED = 130;

  /** The whole line: a commit's title, which git prints too, may say anything. */
  private static final Pattern NAMED =
      Pattern.compile("[0-9a-f]{40,64} is the first '?[^ ]+'? commit");

  private final WorkTree tree;
  private final TestCommand test;
  private final int runs;
  private final SearchLog log;
  private final Writer output;
  private final BooleanSupplier stopping;

  Search(
      WorkTree tree,
      TestCommand test,
      int runs,
      SearchLog log,
      Writer output,
      BooleanSupplier stopping) {
    this.tree = tree;
    this.test = test;
    this.runs = runs;
    this.log = log;
    this.output = output;
    this.stopping = stopping;
  }

  /** How the runs of a commit came out. */
  private enum StepResult {
    GOOD,
    BAD,
    SKIP,
    /** Nothing is known, and the search cannot go on. */
    BROKEN
  }

  /**
   * Searches.
   *
   * @param checkBad whether the bad commit is tested first
   * @return whether git named a commit
   */
  boolean run(boolean checkBad) {
    if (checkBad && tree.checksOut() && !badIsBad()) {
      return false;
    }
    WorkTree.GitResult git = tree.bisect("next");
    log.lines(git.said());
    while (git.done() && !named(git) && !stopping.getAsBoolean()) {
      String candidate = tree.candidate();
      StepResult tested = tested(candidate);
      if (tested == StepResult.BROKEN) {
        return false;
      }
      git = tells(tested);
    }
    if (gaveUp(git)) {
      log.lines(List.of("error: bisect run failed: git gave up with exit code " + git.code()));
    }
    return named(git);
  }

  private boolean gaveUp(WorkTree.GitResult git) {
    return !git.done()
        && git.code() != INTERRUPTED
        && !stopping.getAsBoolean()
        && git.said().stream().noneMatch(line -> line.startsWith("There are only"));
  }

  static boolean named(WorkTree.GitResult git) {
    return git.said().stream().anyMatch(line -> NAMED.matcher(line).matches());
  }

  /** The bad commit is put into the work tree for its test; then what git chose is back. */
  private boolean badIsBad() {
    String candidate = tree.candidate();
    String bad = tree.bad();
    log.line(SearchLogFile.CHECK + "[" + bad + "] " + tree.title(bad));
    StepResult tested;
    try {
      tree.checkOut(bad);
      tested = tested(bad);
    } finally {
      tree.checkOut(candidate);
    }
    if (tested == StepResult.GOOD) {
      log.lines(List.of(SearchLogFile.NOT_REPRODUCED));
    }
    return tested == StepResult.BAD || tested == StepResult.SKIP;
  }

  private StepResult tested(String commit) {
    log.line("running " + test.name());
    int good = 0;
    int bad = 0;
    for (int number = 0; number < runs; number++) {
      TestCommand.Run run = once(commit, number);
      if (stopping.getAsBoolean() || Thread.currentThread().isInterrupted()) {
        return StepResult.BROKEN; // and what the run came to is our doing
      }
      if (run.aborts()) {
        log.lines(
            List.of(
                "error: bisect run failed: exit code "
                    + run.code()
                    + " from "
                    + test.name()
                    + " is < 0 or >= 128"));
        return StepResult.BROKEN;
      }
      log.lines(List.of("run #" + number + ": " + run.words()));
      good += run.good() ? 1 : 0;
      bad += run.bad() ? 1 : 0;
    }
    return bad > 0 ? StepResult.BAD : good > 0 ? StepResult.GOOD : StepResult.SKIP;
  }

  private TestCommand.Run once(String commit, int number) {
    try {
      output.write("=== " + commit + " run #" + number + "\n");
      return test.run(output, stopping);
    } catch (IOException e) {
      throw new Problem("What the test prints cannot be kept: " + Sentences.reason(e) + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TestCommand.Run(-1, "");
    }
  }

  /** Git's notes come before its answer, as in any log; the last of them say how it ended. */
  private WorkTree.GitResult tells(StepResult tested) {
    int before = tree.log().size();
    String word = tested == StepResult.SKIP ? "skip" : tree.term(tested == StepResult.BAD);
    WorkTree.GitResult git = tree.bisect(word);
    List<String> all = tree.log();
    List<String> noted = new ArrayList<>(all.subList(Math.min(before, all.size()), all.size()));
    Predicate<String> last = line -> line.startsWith(LAST) || isOfCandidates(line);
    noted.removeIf(last);
    log.lines(noted);
    log.lines(git.said());
    log.lines(all.subList(Math.min(before, all.size()), all.size()).stream().filter(last).toList());
    return git;
  }

  private static boolean isOfCandidates(String line) {
    return line.startsWith("# only skipped ") || line.startsWith("# possible first ");
  }
}
