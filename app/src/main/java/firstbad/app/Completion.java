package firstbad.app;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the script that completes commands and options. */
@Command(
    name = "completion",
    header = "Prints the completion script for bash and zsh.",
    description = {"%nTo use it: source <(firstbad completion)"})
final class Completion implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().print(AutoComplete.bash("firstbad", spec.root().commandLine()));
  }
}
