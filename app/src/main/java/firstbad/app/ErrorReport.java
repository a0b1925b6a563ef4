package firstbad.app;

import firstbad.app.cli.Called;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What went wrong, in one sentence on standard error; the stack trace only when asked for. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final Pattern CHOICES =
      Pattern.compile("expected one of \\[([A-Z, ]+)] \\(case-insensitive\\) but was ");

  private final BooleanSupplier debug;

  ErrorReport(BooleanSupplier debug) {
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("firstbad: " + Called.in(sentence(wrong)));
    List<String> similar =
        wrong instanceof UnmatchedArgumentException unmatched
            ? near(unmatched.getUnmatched().get(0), unmatched)
            : List.of();
    if (!similar.isEmpty()) {
      err.println("Did you mean: " + String.join(", ", similar) + "?");
    }
    err.println(
        Called.in("'" + command.getCommandSpec().qualifiedName() + " --help' explains it."));
    return ExitCode.USAGE;
  }

  /** Of an option among all that the command has: a typing error may be in its first letters. */
  private static List<String> near(String typed, UnmatchedArgumentException unmatched) {
    if (!typed.startsWith("--")) {
      return NearWords.of(typed, unmatched.getSuggestions());
    }
    List<String> options =
        unmatched.getCommandLine().getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .map(OptionSpec::longestName)
            .toList();
    return NearWords.of(typed.replaceFirst("=.*", ""), options);
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    command.getOut().flush();
    err.println(
        "firstbad: " + Called.in(sentence(failure) + MissingRight.in(failure, command), command));
    if (debug.getAsBoolean()) {
      failure.printStackTrace(err);
    } else if (!(failure instanceof Problem)) {
      err.println("This was not expected; --debug shows where it happened.");
    }
    return ExitCode.FAILED;
  }

  private static String sentence(ParameterException wrong) {
    boolean noSuchCommand =
        wrong instanceof UnmatchedArgumentException && wrong.getCommandLine().getParent() == null;
    return noSuchCommand
        ? "There is no command '"
            + ((UnmatchedArgumentException) wrong).getUnmatched().get(0)
            + "'."
        : choices(Sentences.reason(wrong)) + ".";
  }

  /** The words of an option as one types them, and as the commands' own checks name them. */
  private static String choices(String sentence) {
    return CHOICES
        .matcher(sentence)
        .replaceFirst(
            found -> "expected one of " + found.group(1).toLowerCase(Locale.ROOT) + " but was ");
  }

  private static String sentence(Exception failure) {
    if (failure instanceof Problem) {
      return String.valueOf(failure.getMessage());
    }
    Throwable root = Sentences.root(failure);
    return root.getClass().getSimpleName() + ": " + Sentences.reason(root) + ".";
  }
}
