package firstbad.app;

import firstbad.app.cli.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** One call of the command, inside this JVM and into a pipe. */
public record Call(int code, String out, String err) {
  public static Call firstbad(String... arguments) {
    return of(line(), arguments);
  }

  /** What it wrote to stderr without the notes of a slow machine on what it waits for. */
  public String errors() {
    return err.lines()
        .filter(line -> !line.startsWith("firstbad: Waiting for "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  static CommandLine line() {
    return Firstbad.commandLine(Terminal.none(false));
  }

  static Call of(CommandLine line, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(arguments);
    return new Call(code, out.toString(), err.toString());
  }
}
