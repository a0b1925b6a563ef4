package firstbad.app.cli;

/** How this program was called: what a person types to call it again. */
public final class Called {
  private static final String NAME = "firstbad";

  private Called() {}

  /** {@code firstbad} where the PATH finds it, else the path of the launcher, for a shell. */
  public static String name() {
    return DisplayText.shellWord(System.getProperty("firstbad.called", NAME));
  }

  /** A sentence whose quoted commands can be typed as they stand. */
  public static String in(String sentence) {
    return sentence.replace("'" + NAME + " ", "'" + name() + " ");
  }
}
