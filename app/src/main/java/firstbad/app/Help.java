package firstbad.app;

import org.jspecify.annotations.Nullable;
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

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "The command to explain.")
  private @Nullable String name;

  @Override
  public void run() {
    CommandLine root = spec.root().commandLine();
    CommandLine asked = name == null ? root : root.getSubcommands().get(name);
    if (asked == null) {
      throw new ParameterException(spec.commandLine(), "There is no command '" + name + "'.");
    }
    asked.usage(root.getOut());
  }
}
