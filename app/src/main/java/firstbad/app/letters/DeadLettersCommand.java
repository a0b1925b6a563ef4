package firstbad.app.letters;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Sentences;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records that could not be processed. */
@Command(
    name = "dead-letters",
    header = "Lists records that could not be processed, and sends them again.",
    subcommands = {
      DeadLettersCommand.ListThem.class,
      DeadLettersCommand.ShowOne.class,
      DeadLettersCommand.Resend.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad dead-letters list",
      "  firstbad dead-letters show 12",
      "  firstbad dead-letters resend --kind fault"
    })
public final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing: list, show or resend.");
  }

  /** Lists them. */
  @Command(
      name = "list",
      header = "Lists dead letters that were not sent again, and counts them by kind.")
  static final class ListThem implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      Letters letters = new Letters(kafka, spec.commandLine().getErr());
      Set<Long> resent = letters.resent();
      Map<String, Integer> counts = new TreeMap<>();
      letters.each(
          letter -> {
            if (!letter.kind().equals(Letter.RESENT) && !resent.contains(letter.number())) {
              counts.merge(letter.kind(), 1, Integer::sum);
              out.println(
                  letter.number()
                      + "  "
                      + visible(letter.kind())
                      + "  "
                      + visible(letter.key())
                      + "  "
                      + visible(letter.reason()));
            }
          });
      counts.forEach((kind, number) -> out.println(number + " " + visible(kind)));
      int answered = resent.size();
      out.println(counts.isEmpty() ? "No dead letter waits to be sent again." : "");
      if (answered > 0) {
        out.println(
            count(answered, "other") + " " + (answered == 1 ? "was" : "were") + " sent again.");
      }
      return ExitCode.DONE;
    }
  }

  /** Shows one. */
  @Command(name = "show", header = "Shows one dead letter: its reason and its bytes.")
  static final class ShowOne implements Callable<Integer> {
    private static final int SHOWN_BYTES = 4096;
    private static final int PER_LINE = 16;

    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(
        paramLabel = "NUMBER",
        description = "Its number, as 'dead-letters list' prints it.")
    private long number;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      boolean[] found = {false};
      new Letters(kafka, spec.commandLine().getErr())
          .each(
              letter -> {
                if (letter.number() == number && !letter.kind().equals(Letter.RESENT)) {
                  found[0] = true;
                  print(letter, out);
                }
              });
      if (!found[0]) {
        throw new Problem(
            "There is no dead letter " + number + "; 'dead-letters list' lists them.");
      }
      return ExitCode.DONE;
    }

    private static void print(Letter letter, PrintWriter out) {
      out.println("kind    " + visible(letter.kind()));
      out.println("reason  " + visible(letter.reason()));
      out.println("from    " + visible(letter.origin()));
      out.println("key     " + visible(letter.key()));
      out.println("time    " + Instant.ofEpochMilli(letter.record().timestamp()));
      byte[] value = letter.record().value();
      printBytes(value == null ? new byte[0] : value, out);
    }

    private static void printBytes(byte[] value, PrintWriter out) {
      out.println("value   " + count(value.length, "byte"));
      int shown = Math.min(value.length, SHOWN_BYTES);
      for (int from = 0; from < shown; from += PER_LINE) {
        byte[] line = Arrays.copyOfRange(value, from, Math.min(shown, from + PER_LINE));
        String hex = HexFormat.ofDelimiter(" ").formatHex(line);
        out.printf("  %06x  %-47s  %s%n", from, hex, printable(line));
      }
      if (shown < value.length) {
        out.println("  and " + count(value.length - shown, "byte") + " more");
      }
    }

    private static String printable(byte[] bytes) {
      String text = new String(bytes, StandardCharsets.US_ASCII);
      return text.replaceAll("[^\\x20-\\x7e]", ".");
    }
  }

  /** Why a record is here. */
  enum Kind {
    UNREADABLE,
    CONFLICT,
    FAULT
  }

  /** Sends them again. */
  @Command(
      name = "resend",
      header = "Sends records back to their topic, once the cause is fixed.",
      description =
          "%nEach is sent once, however often this is called; one that still cannot be processed"
              + " becomes a new dead letter.%n")
  static final class Resend implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "NUMBER", arity = "0..*", description = "Only these dead letters.")
    private List<Long> numbers = List.of();

    @Option(
        names = "--kind",
        paramLabel = "KIND",
        description = "Only this kind: unreadable, conflict or fault.")
    private @Nullable Kind kind;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Override
    public Integer call() {
      requireSomethingNamed();
      Set<Long> missing = new TreeSet<>(numbers);
      LetterResending resending = new LetterResending(kafka);
      try (resending) {
        resending.begin();
        Letters letters = new Letters(kafka, spec.commandLine().getErr());
        Set<Long> resent = letters.resent();
        letters.each(
            letter -> {
              if (letter.kind().equals(Letter.RESENT)) {
                return;
              }
              missing.remove(letter.number());
              if (wanted(letter) && !resent.contains(letter.number())) {
                resending.send(letter);
              }
            });
      } catch (KafkaException e) {
        throw new Problem(
            resending.sent()
                + " were sent again, and no more: "
                + Sentences.full(Sentences.reason(Sentences.root(e))),
            e);
      }
      if (resending.faults()) {
        spec.commandLine()
            .getErr()
            .println(
                "firstbad: A line of the kind fault is not applied where later lines of its log have"
                    + " been read; publish such a log again under another id.");
      }
      return said(resending.sent(), resending.refused(), missing);
    }

    private void requireSomethingNamed() {
      if (numbers.isEmpty() && kind == null && !all) {
        throw new ParameterException(
            spec.commandLine(), "Name dead letters by their numbers, by --kind, or with --all.");
      }
    }

    private int said(int sent, List<String> refused, Set<Long> missing) {
      PrintWriter err = spec.commandLine().getErr();
      refused.forEach(sentence -> err.println("firstbad: " + sentence));
      missing.forEach(
          number ->
              err.println(
                  "firstbad: There is no dead letter "
                      + number
                      + "; 'dead-letters list' lists them."));
      spec.commandLine().getOut().println(count(sent, "record") + " sent again.");
      return refused.isEmpty() && missing.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private boolean wanted(Letter letter) {
      return (numbers.isEmpty() || numbers.contains(letter.number()))
          && (kind == null || kind.name().equalsIgnoreCase(letter.kind()));
    }
  }
}
