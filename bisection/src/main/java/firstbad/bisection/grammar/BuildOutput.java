package firstbad.bisection.grammar;

import java.util.regex.Pattern;

/** What compilers, linkers and the tools around them print when a kernel is not built. */
public final class BuildOutput {

  /** More of a line is not looked at. */
  private static final int LONGEST = 2000;

  /** A place in a file, or a word with which tools say that something went wrong. */
  private static final Pattern LOOKS =
      Pattern.compile(
          "[\\w.]:\\d++[: ]|error|fail|undefined|denied|cannot|warning:|killed|no such|not found"
              + "|exit status|terminated|\\*\\*\\*",
          Pattern.CASE_INSENSITIVE);

  /** Whether a line looks so; of one that does not nothing is known. */
  public static boolean is(String line) {
    return LOOKS.matcher(line).region(0, Math.min(LONGEST, line.length())).find();
  }

  private BuildOutput() {}
}
