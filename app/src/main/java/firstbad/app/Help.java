package firstbad.app;

import firstbad.app.cli.DisplayText;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Prints the help of a command. Picocli's own help command cannot be used beside a {@code --help}
 * that every command inherits.
 */
@Command(name = "help", header = "Prints the help of a command.")
final class Help implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command to explain, such as 'bisect' or 'bisect run'.")
  private List<String> names = List.of();

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    CommandLine asked = root;
    for (int i = 0; i < names.size(); i++) {
      asked = asked.getSubcommands().get(names.get(i));
      if (asked == null) {
        throw new ParameterException(
            spec.commandLine(),
            "There is no command '"
                + DisplayText.visible(String.join(" ", names.subList(0, i + 1)))
                + "'.");
      }
    }
    asked.usage(root.getOut());
  }
}
