package firstbad.app.read;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.cli.ExecLimitOption;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Waiting;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.MessageFields;
import firstbad.app.deliver.receiver.MessageKeys;
import firstbad.app.deliver.receiver.UndeliveredTopic;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Events of one topic, one after the other: what {@code culprits} and {@code alerts} share. */
final class Feed {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Mixin private FormatOption format = new FormatOption();

  @Option(
      names = {"-F", "--follow"},
      description = "Continues with new events as they arrive, until interrupted.")
  private boolean follow;

  @Option(
      names = "--new",
      description =
          "Only events from now on; implies --follow. With --group: where the group has no offset"
              + " yet, or Kafka has dropped it, as it does after seven days without a reader.")
  private boolean onlyNew;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Remembers in Kafka which events are done; the next call continues after them. An event"
              + " may arrive twice, with the same FIRSTBAD_KEY, when a call is killed. Implies"
              + " --follow.")
  private @Nullable String group;

  @Option(
      names = "--exec",
      paramLabel = "CMD",
      description =
          "Runs CMD in a shell for each event, with the event as JSON on standard input, its main"
              + " fields in the environment as FIRSTBAD_ID, FIRSTBAD_COMMIT and so on, and"
              + " FIRSTBAD_KEY, which is the same whenever the event arrives again. An event is"
              + " done when CMD exits with 0. Otherwise CMD runs again after a pause, and after the"
              + " last attempt 'firstbad undelivered' lists the event.")
  private @Nullable String command;

  @Option(
      names = "--exec-attempts",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "How often CMD may fail for one event, with pauses of 1 s, 2 s, 4 s up to a minute;"
              + " default: ${DEFAULT-VALUE}.")
  private int attempts;

  @Mixin private ExecLimitOption runs = new ExecLimitOption();

  /**
   * What a topic's events are for a person.
   *
   * @param wanted which of them are told at all
   * @param json the event for {@code --format json}; commands of {@code --exec} get it as it was
   *     sent
   */
  record Kind(
      Topic topic,
      Predicate<SpecificRecord> wanted,
      Function<SpecificRecord, String> text,
      Function<SpecificRecord, String> json) {

    /** Of events to which nothing is added. */
    Kind(Topic topic, Predicate<SpecificRecord> wanted, Function<SpecificRecord, String> text) {
      this(topic, wanted, text, EventToJson.AS_SENT::of);
    }
  }

  /** Whether it waits for new events once it has told those that are there. */
  boolean follows() {
    return follow || onlyNew || group != null;
  }

  /** Prints them; returns the exit code. */
  int print(Kind kind, PrintWriter out, PrintWriter err) {
    if (attempts < 1 || runs.limit().isZero()) {
      throw new Problem("--exec-attempts has to be 1 or more, and --exec-limit more than 0.");
    }
    try (ExecCommand reaction = reaction(out, err);
        EventReader reader = Waiting.forKafka(kafka, err, () -> open(kind.topic()))) {
      EventReader.Handler handler =
          EventReader.Handler.of(
              (topic, key, event) -> take(kind, event, reaction, out),
              (topic, key) -> {}); // what was printed stays printed
      if (!follows()) {
        reader.takeAll(handler);
      } else {
        follow(reader, handler, out, err);
      }
      if (reader.unreadable() > 0) {
        throw new Problem(
            reader.unreadable()
                + " records of "
                + kafka.prefix()
                + kind.topic().suffix()
                + " hold no event of a known schema and were skipped.");
      }
      return reaction != null && reaction.failed() ? ExitCode.FAILED : ExitCode.DONE;
    } catch (Interrupted e) {
      Thread.currentThread().interrupt();
      return ExitCode.DONE;
    }
  }

  private void follow(
      EventReader reader, EventReader.Handler handler, PrintWriter out, PrintWriter err) {
    while (!out.checkError() && !Thread.currentThread().isInterrupted()) {
      reader.take(handler);
      if (group != null) {
        reader.done(
            sentence -> {
              err.println("firstbad: " + sentence);
              err.flush();
            });
      }
    }
  }

  private void take(
      Kind kind, SpecificRecord event, @Nullable ExecCommand reaction, PrintWriter out) {
    if (!kind.wanted().test(event)) {
      return;
    }
    String text = kind.text().apply(event);
    out.println(format.isJson() ? kind.json().apply(event) : text);
    out.flush();
    if (reaction != null) {
      String json = EventToJson.AS_SENT.of(event);
      Map<String, String> fields = MessageFields.of(kind.topic(), tree(json));
      try {
        reaction.to(
            new Message(
                MessageKeys.of(kafka.topics(), kind.topic(), event),
                kind.topic().suffix(),
                fields.getOrDefault("FIRSTBAD_ID", ""),
                json,
                fields,
                "",
                text));
      } catch (InterruptedException e) {
        throw new Interrupted(e);
      }
    }
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an event is written as JSON", e);
    }
  }

  private @Nullable ExecCommand reaction(PrintWriter out, PrintWriter err) {
    return command == null
        ? null
        : new ExecCommand(
            receiver(group, command), command, attempts, runs.limit(), kafka, out, err);
  }

  /** Whom an undelivered event was for: commands without a group are told apart by their text. */
  static String receiver(@Nullable String group, String command) {
    UUID text = UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8));
    return UndeliveredTopic.COMMAND + (group == null ? "without-group-" + text : group);
  }

  /** A reader beside that of the feed. */
  EventReader open() {
    return EventReader.open(kafka);
  }

  private EventReader open(Topic topic) {
    if (group == null) {
      EventReader reader = EventReader.open(kafka);
      if (onlyNew) {
        reader.beginAtEnd(topic);
      } else {
        reader.begin(topic);
        reader.leaveOutRemoved(topic);
      }
      return reader;
    }
    Duration longest =
        command == null ? Duration.ZERO : ExecCommand.longest(attempts, runs.limit());
    EventReader reader = EventReader.open(kafka, group, longest);
    reader.beginInGroup(topic, onlyNew);
    reader.leaveOutRemoved(topic);
    return reader;
  }

  /** The work is to end in the middle of an event, which so is not done. */
  private static final class Interrupted extends RuntimeException {
    private static final long serialVersionUID = 1;

    Interrupted(InterruptedException cause) {
      super(cause);
    }
  }
}
