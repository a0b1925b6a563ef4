package firstbad.app.dashboard;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Logs from elsewhere. */
@Command(
    name = "import",
    header = "Publishes the bisection logs of a dashboard.",
    subcommands = ImportSyzbot.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad import syzbot --dry-run --since 7d https://example.org/upstream",
      "  firstbad import syzbot --since 2026-11-01 https://example.org/upstream"
    })
public final class ImportCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing: syzbot.");
  }
}
