package firstbad.app.cli;

import firstbad.bisection.trust.parameters.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** With which parameters trust judges. A mixin. */
public final class ParametersOption {
  @Option(
      names = "--parameters",
      paramLabel = "FILE",
      defaultValue = "shipped",
      description =
          "Parameters of trust: a file, or the name of a built-in set (shipped, seed-golden);"
              + " default: ${DEFAULT-VALUE}.")
  private String name = "";

  /** What was chosen. */
  public Parameters parameters() {
    return named(name);
  }

  /** A set that firstbad has, or a file. */
  public static Parameters named(String name) {
    if (name.equals("shipped")) {
      return Parameters.shipped();
    }
    if (name.equals("seed-golden")) {
      return Parameters.resource(name);
    }
    try {
      return Parameters.parsed(Files.readString(Path.of(name)));
    } catch (IOException e) {
      throw new Problem(
          "The parameters in "
              + DisplayText.visible(name)
              + " cannot be read: "
              + Sentences.reason(e)
              + ".",
          e);
    } catch (IllegalArgumentException e) {
      throw new Problem(DisplayText.visible(name + ": " + Sentences.reason(e)) + ".", e);
    }
  }
}
