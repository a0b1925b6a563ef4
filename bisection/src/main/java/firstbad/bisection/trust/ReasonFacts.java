package firstbad.bisection.trust;

import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.PosteriorState;
import firstbad.bisection.trust.title.CommitTitle;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.StackFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sentences on a judgement must know beside its features, since a feature that is 0 may
 * stand for no or for not known. None of it enters the number.
 *
 * @param subject whom the sentences are about
 * @param counts of the revisions that were decided
 * @param holes whether something of the log is missing
 * @param notCompared why not all of the culprit's files were compared with the stack; null where
 *     they were, or where one of them is there
 * @param described whether anything of what git prints of the culprit was read
 * @param changed what the culprit changes
 * @param runs of the culprit; null where it was not tested
 */
record ReasonFacts(
    String subject,
    PosteriorState.Counts counts,
    boolean holes,
    @Nullable String notCompared,
    boolean described,
    Changed changed,
    PosteriorState.@Nullable RunsAtEnd runs) {

  /**
   * What the culprit changes, by its files and its title.
   *
   * @param home whether it changes the file of the function that crashed
   * @param uncounted a file that it changes and that is in the stack, but in those of many crashes
   *     too; null where there is none
   * @param builds whether it changes what is built: Kconfig, a Makefile or a default configuration
   * @param bugWord a word of its title that is one of the bug's functions; null where there is none
   * @param checkWord one that speaks of a check; null where there is none that is told
   */
  record Changed(
      boolean home,
      @Nullable String uncounted,
      boolean builds,
      @Nullable String bugWord,
      @Nullable String checkWord) {
    private static final Changed NOTHING = new Changed(false, null, false, null, null);

    private static Changed of(SearchEnd end, StackFiles stack, ObservedRevisions shown) {
      List<String> files = end.changedFiles().listed();
      String title = end.title() == null ? "" : end.title();
      return new Changed(
          ReasonFacts.home(end, shown),
          stack.uncounted(files),
          ReasonFacts.builds(files) && CommitTitle.kind(title) != CommitTitle.Kind.RELEASE,
          CommitTitle.bugWord(title, shown.bug().parsed()),
          CommitTitle.toldCheckWord(title));
    }
  }

  private static final String CULPRIT = "the culprit";
  private static final String NOT_KNOWN =
      "it is not known whether the culprit changes a file in the stack of the crash: ";

  private static final String NOTHING_READ = "the log has nothing that git printed of it";

  /** While the search runs. */
  static ReasonFacts soFar(PosteriorState.Counts counts) {
    return new ReasonFacts(
        "the last bad revision", counts, false, null, true, Changed.NOTHING, null);
  }

  /** After the end, whose report names these files. */
  static ReasonFacts of(
      SearchEnd end,
      StackFiles stack,
      ObservedRevisions shown,
      PosteriorState.Counts counts,
      PosteriorState.@Nullable RunsAtEnd runs) {
    if (end.named() != SearchEnd.Named.CULPRIT) {
      return new ReasonFacts(
          "the last bad revision", counts, end.holes(), null, true, Changed.NOTHING, null);
    }
    return new ReasonFacts(
        CULPRIT,
        counts,
        end.holes(),
        end.described() ? notCompared(end, stack) : NOT_KNOWN + NOTHING_READ,
        end.described(),
        Changed.of(end, stack, shown),
        runs);
  }

  /** A clause: nothing follows from files that nobody saw. */
  private static @Nullable String notCompared(SearchEnd end, StackFiles stack) {
    ChangedFiles files = end.changedFiles();
    if (!files.listed().isEmpty() && end.report().isBlank()) {
      return NOT_KNOWN + "the log has no crash report";
    }
    if (!files.listed().isEmpty() && stack.isEmpty()) {
      return NOT_KNOWN
          + (stack.namesNone()
              ? "the report names no source file"
              : "the report names only files that are in the stacks of many crashes");
    }
    String missing = stack.haveAnyOf(files.listed()) ? null : files.missing();
    return missing == null ? null : NOT_KNOWN + missing;
  }

  /** On the culprit's files and the stack; null where nothing follows. */
  @Nullable String stackFile(boolean inStack) {
    if (inStack && changed.home()) {
      return "the culprit changes the file of the function that crashed";
    }
    if (inStack) {
      return "the culprit changes a file that is in the stack of the crash";
    }
    if (notCompared != null) {
      return null;
    }
    String uncounted = changed.uncounted();
    return uncounted == null
        ? "the culprit changes no file that is in the stack of the crash"
        : "of the files in the stack of the crash the culprit changes only "
            + uncounted
            + ", which is in the stacks of many crashes";
  }

  private static boolean home(SearchEnd end, ObservedRevisions shown) {
    for (CrashTitle bug : shown.bug().parsed()) {
      String function = bug.function();
      if (function != null
          && StackFiles.of(StackFiles.linesOf(end.report(), function))
              .haveAnyOf(end.changedFiles().listed())) {
        return true;
      }
    }
    return false;
  }

  private static boolean builds(List<String> files) {
    return files.stream()
        .map(file -> file.substring(file.lastIndexOf('/') + 1))
        .anyMatch(
            name ->
                name.startsWith("Kconfig")
                    || name.equals("Makefile")
                    || name.equals("Kbuild")
                    || name.endsWith("defconfig"));
  }
}
