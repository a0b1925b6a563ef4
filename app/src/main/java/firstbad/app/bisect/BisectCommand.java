package firstbad.app.bisect;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Searches of one's own, in a git work tree. */
@Command(
    name = "bisect",
    header = "Runs a test as git bisect run does, and is seen live.",
    subcommands = BisectRun.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  git bisect start v6.2 v6.1",
      "  firstbad bisect run --runs 5 -- ./boot-and-test.sh",
      "  firstbad bisect run --server http://127.0.0.1:8080 -- make -s check"
    })
public final class BisectCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing: run.");
  }
}
