package firstbad.app.deliver;

import static firstbad.app.cli.DisplayText.count;
import static firstbad.app.cli.DisplayText.visible;

import firstbad.app.cli.ExecLimitOption;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.deliver.receiver.CommandReceiver;
import firstbad.app.deliver.receiver.Receiver;
import firstbad.app.read.EventReader;
import firstbad.events.Undelivered;
import firstbad.schemas.EventToJson;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What reached nobody. */
@Command(
    name = "undelivered",
    header = "Lists deliveries that failed for good, and sends them again.",
    subcommands = {UndeliveredCommand.ListThem.class, UndeliveredCommand.Resend.class},
    footerHeading = "%nExamples:%n",
    footer = {
      "  firstbad undelivered list",
      "  firstbad undelivered resend --receiver net",
      "  firstbad undelivered resend --receiver exec:mail --exec './mail.sh'"
    })
public final class UndeliveredCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing: list or resend.");
  }

  /** Lists them. */
  @Command(name = "list", header = "Lists failed deliveries, and counts them by reason.")
  static final class ListThem implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Mixin private FormatOption format = new FormatOption();

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      Map<String, Undelivered> open;
      try (OpenUndelivered topic = OpenUndelivered.read(kafka, spec.commandLine().getErr())) {
        open = topic.now();
      }
      if (format.isJson()) {
        open.values().forEach(record -> out.println(EventToJson.AS_SENT.of(record)));
        return ExitCode.DONE;
      }
      Map<String, Integer> reasons = new TreeMap<>();
      open.forEach(
          (key, record) -> {
            String reason = record.getReceiver() + " " + record.getReason();
            reasons.merge(reason, 1, Integer::sum);
            out.println(visible(key));
            out.println(
                "  "
                    + visible(record.getReason())
                    + ", "
                    + count(record.getAttempts(), "attempt")
                    + ", given up at "
                    + record.getWrittenAt());
            record
                .getLastOutput()
                .lines()
                .limit(5)
                .forEach(line -> out.println("  | " + visible(line)));
          });
      out.println(open.isEmpty() ? "Everything was delivered." : "");
      reasons.forEach((reason, number) -> out.println(number + "  " + visible(reason)));
      return ExitCode.DONE;
    }
  }

  /** Sends them again. */
  @Command(
      name = "resend",
      header = "Sends failed deliveries again.",
      description = {
        "%nAll, or those with the given keys, as 'undelivered list' prints them. Deliveries of a"
            + " subscription go back to 'firstbad deliver', which has to run; those of a command"
            + " are run here with --exec. When two people do it at once, none goes back twice; a"
            + " command may run twice for an event then, with the same FIRSTBAD_KEY.%n"
      })
  static final class Resend implements Callable<Integer> {
    @Spec private CommandSpec spec = CommandSpec.create();
    @Mixin private KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "KEY", arity = "0..*", description = "Only these.")
    private List<String> keys = List.of();

    @Option(
        names = "--receiver",
        paramLabel = "NAME",
        description = "Only deliveries of this receiver.")
    private @Nullable String receiver;

    @Option(
        names = "--exec",
        paramLabel = "CMD",
        description = "Runs CMD for each event that a command of --exec failed on.")
    private @Nullable String command;

    @Mixin private ExecLimitOption runs = new ExecLimitOption();

    @Override
    public Integer call() throws InterruptedException {
      PrintWriter out = spec.commandLine().getOut();
      PrintWriter err = spec.commandLine().getErr();
      Receiver run =
          command == null
              ? null
              : new CommandReceiver(command, runs.limit(), out::print, err::print);
      EventReader.requireAnswer(kafka, err);
      Resending.Result result;
      try (Resending resending = Resending.begun(kafka);
          OpenUndelivered topic = OpenUndelivered.read(kafka, err)) {
        Map<String, Undelivered> open = topic.now();
        requireKnown(open);
        List<Undelivered> chosen = new ArrayList<>();
        open.forEach(
            (key, record) -> {
              if ((keys.isEmpty() || keys.contains(key))
                  && (receiver == null || receiver.equals(record.getReceiver()))) {
                chosen.add(record);
              }
            });
        result = resending.resend(chosen, topic, run);
      }
      result.failures().forEach(sentence -> err.println("firstbad: " + sentence));
      out.println(count(result.sent(), "event") + " handed over again.");
      if (result.needCommand() > 0) {
        err.println(
            "firstbad: "
                + count(result.needCommand(), "event")
                + " of commands stay; --exec says what to run for them.");
      }
      return result.failures().isEmpty() && result.needCommand() == 0
          ? ExitCode.DONE
          : ExitCode.FAILED;
    }

    private void requireKnown(Map<String, Undelivered> open) {
      for (String key : keys) {
        if (!open.containsKey(key)) {
          throw new Problem(
              "Nothing undelivered has the key "
                  + visible(key)
                  + "; 'undelivered list' lists them.");
        }
      }
    }
  }
}
