package firstbad.app.read;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Format;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.schemas.EventToJson;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Events of one topic, one after the other: what {@code culprits} and {@code alerts} share. */
final class Feed {
  @Mixin private KafkaOptions kafka = new KafkaOptions();

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "text for a person, or json: one object per event and line.")
  private Format format = Format.TEXT;

  @Option(
      names = {"-F", "--follow"},
      description = "Goes on with what comes, until interrupted.")
  private boolean follow;

  @Option(names = "--new", description = "Only what comes from now on; implies --follow.")
  private boolean onlyNew;

  @Option(
      names = "--group",
      paramLabel = "NAME",
      description =
          "Remembers in Kafka what was done with; the next call goes on behind it. An event may come"
              + " twice when a call is killed in between. Implies --follow.")
  private @Nullable String group;

  @Option(
      names = "--exec",
      paramLabel = "CMD",
      description =
          "Runs CMD with a shell for each event: the event as JSON on standard input, its main"
              + " fields in the environment as FIRSTBAD_ID, FIRSTBAD_COMMIT and so on.")
  private @Nullable String command;

  /**
   * What a topic's events are for a person and for a command that is run for each.
   *
   * @param wanted which of them are told at all
   */
  record Kind(
      Topic topic,
      Predicate<SpecificRecord> wanted,
      Function<SpecificRecord, String> text,
      Function<SpecificRecord, Map<String, String>> environment) {}

  /** Prints them; returns the exit code. */
  int print(Kind kind, PrintWriter out, PrintWriter err) {
    Reaction reaction = command == null ? null : new Reaction(command, err);
    try (EventReader reader = open(kind.topic())) {
      EventReader.Handler handler =
          (topic, key, event) -> {
            if (!kind.wanted().test(event)) {
              return;
            }
            out.println(
                format == Format.JSON ? EventToJson.AS_SENT.of(event) : kind.text().apply(event));
            out.flush();
            if (reaction != null) {
              reaction.to(EventToJson.AS_SENT.of(event), kind.environment().apply(event));
            }
          };
      if (!follow && !onlyNew && group == null) {
        reader.takeAll(handler);
      } else {
        while (!out.checkError() && !Thread.currentThread().isInterrupted()) {
          reader.take(handler);
          if (group != null) {
            reader.done();
          }
        }
      }
      if (reader.unreadable() > 0) {
        throw new Problem(
            reader.unreadable()
                + " records of "
                + kafka.prefix()
                + kind.topic().suffix()
                + " hold no event of a known schema and were passed over.");
      }
    }
    return reaction != null && reaction.failed() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private EventReader open(Topic topic) {
    if (group == null) {
      EventReader reader = EventReader.open(kafka);
      if (onlyNew) {
        reader.beginAtEnd(topic);
      } else {
        reader.begin(topic);
      }
      return reader;
    }
    EventReader reader = EventReader.open(kafka, group);
    reader.beginInGroup(topic);
    return reader;
  }
}
