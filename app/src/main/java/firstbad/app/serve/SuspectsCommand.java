package firstbad.app.serve;

import static firstbad.app.cli.Words.count;
import static firstbad.app.cli.Words.shortHash;
import static firstbad.app.cli.Words.visible;

import com.fasterxml.jackson.databind.JsonNode;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Format;
import firstbad.app.cli.Ink;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Words;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the commits that the most bugs blame. */
@Command(
    name = "suspects",
    header = "Lists commits by how many bugs blame them.",
    description =
        "%nA commit that is blamed for many unrelated bugs is seldom their cause: it makes bugs"
            + " visible, or breaks machines.%n",
    footerHeading = "%nExample:%n",
    footer = "  firstbad suspects --limit 10")
public final class SuspectsCommand implements Callable<Integer> {
  private static final int INDENT = 13;

  private final Terminal terminal;
  private final Ink ink;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private AskedServer server = new AskedServer();

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many at most; default: ${DEFAULT-VALUE}.")
  private int limit;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "text for a person, or json: one object per commit and line.")
  private Format format = Format.TEXT;

  public SuspectsCommand(Terminal terminal) {
    this.terminal = terminal;
    this.ink = new Ink(terminal);
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    server.list(
        "/suspects",
        List.of(),
        limit,
        each -> {
          if (format == Format.JSON) {
            out.println(each);
          } else {
            print(each, out);
          }
        });
    return ExitCode.DONE;
  }

  private void print(JsonNode suspect, PrintWriter out) {
    String indent = " ".repeat(INDENT);
    String hash = ink.own(shortHash(suspect.path("commit").asText())) + " ";
    String title = visible(suspect.path("title").asText("without a title"));
    String before = hash;
    for (String line : Words.wrapped(title, terminal.columns() - INDENT)) {
      out.println(before + ink.bold(line));
      before = indent;
    }
    String levels =
        Stream.of("HIGH", "MIDDLE", "LOW", "NONE")
            .filter(level -> suspect.path("levels").path(level).asLong() > 0)
            .map(
                level ->
                    suspect.path("levels").path(level).asLong()
                        + " "
                        + level.toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    String what =
        "blamed for "
            + count(suspect.path("bugs").asLong(), "bug")
            + " in "
            + count(suspect.path("bisections").asLong(), "bisection")
            + (levels.isEmpty() ? "" : "; trust: " + levels);
    Words.wrapped(what, terminal.columns() - INDENT)
        .forEach(line -> out.println(indent + ink.faint(line)));
  }
}
