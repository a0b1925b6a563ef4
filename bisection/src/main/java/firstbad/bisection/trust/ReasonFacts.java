package firstbad.bisection.trust;

import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.posterior.PosteriorState;
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
 * @param home whether the culprit changes the file of the function that crashed
 * @param builds whether it changes what is built: Kconfig, a Makefile or a default configuration
 * @param runs of the culprit; null where it was not tested
 */
record ReasonFacts(
    String subject,
    PosteriorState.Counts counts,
    boolean holes,
    @Nullable String notCompared,
    boolean home,
    boolean builds,
    PosteriorState.@Nullable RunsAtEnd runs) {

  private static final String CULPRIT = "the culprit";
  private static final String NONE_COMPARED =
      ": the culprit's files were not compared with the stack of the crash";
  private static final String SOME_COMPARED =
      ": not all of the culprit's files were compared with the stack of the crash";

  /** While the search runs. */
  static ReasonFacts soFar(PosteriorState.Counts counts) {
    return new ReasonFacts("the last bad revision", counts, false, null, false, false, null);
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
          "the last bad revision", counts, end.holes(), null, false, false, null);
    }
    return new ReasonFacts(
        CULPRIT,
        counts,
        end.holes(),
        notCompared(end.changedFiles(), stack),
        home(end, shown),
        builds(end.changedFiles().listed()),
        runs);
  }

  /** A clause: nothing follows from files that nobody saw. */
  private static @Nullable String notCompared(ChangedFiles files, StackFiles stack) {
    if (!files.listed().isEmpty() && stack.isEmpty()) {
      return "the report names no source file" + NONE_COMPARED;
    }
    String missing = stack.haveAnyOf(files.listed()) ? null : files.missing();
    if (missing == null) {
      return null;
    }
    return missing + (files.listed().isEmpty() ? NONE_COMPARED : SOME_COMPARED);
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
