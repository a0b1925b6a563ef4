package firstbad.bisection.trust;

import firstbad.bisection.trust.posterior.ObservedRevisions;
import firstbad.bisection.trust.title.CrashTitle;
import firstbad.bisection.trust.title.StackFiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the sentences on a judgement must know beside its features, since a feature that is 0 may
 * stand for no or for not known. None of it enters the number.
 *
 * @param subject whom the sentences are about
 * @param testedReleases how many releases were tested and decided
 * @param holes whether something of the log is missing
 * @param notCompared why the culprit's files were not compared with the stack; null where they were
 * @param home whether the culprit changes the file of the function that crashed
 * @param builds whether it changes what is built: Kconfig, a Makefile or a default configuration
 */
record ReasonFacts(
    String subject,
    int testedReleases,
    boolean holes,
    @Nullable String notCompared,
    boolean home,
    boolean builds) {

  private static final String CULPRIT = "the culprit";

  /** While the search runs. */
  static ReasonFacts soFar(int testedReleases) {
    return new ReasonFacts("the newest bad revision", testedReleases, false, null, false, false);
  }

  /** After the end, whose report names these files. */
  static ReasonFacts of(
      SearchEnd end, StackFiles stack, ObservedRevisions shown, int testedReleases) {
    if (end.named() != SearchEnd.Named.CULPRIT) {
      return new ReasonFacts(
          "the newest bad revision", testedReleases, end.holes(), null, false, false);
    }
    List<String> files = end.changedFiles();
    String notCompared =
        files.isEmpty()
            ? "git printed no list of files"
            : stack.isEmpty() ? "the report names no source file" : null;
    return new ReasonFacts(
        CULPRIT, testedReleases, end.holes(), notCompared, home(end, shown), builds(files));
  }

  private static boolean home(SearchEnd end, ObservedRevisions shown) {
    for (CrashTitle bug : shown.bug().parsed()) {
      String function = bug.function();
      if (function != null
          && StackFiles.of(StackFiles.linesOf(end.report(), function))
              .haveAnyOf(end.changedFiles())) {
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
