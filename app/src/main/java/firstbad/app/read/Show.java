package firstbad.app.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Format;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.app.serve.AnsweredEvents;
import firstbad.app.serve.ServerApi;
import firstbad.app.serve.ServerInstead;
import firstbad.app.story.StoryJson;
import firstbad.app.story.StoryText;
import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.Revision;
import firstbad.schemas.Topic;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells of one bisection what the topics know. */
@Command(
    name = "show",
    header = "Tells of one bisection, also while it runs.",
    description =
        "%nReads the bisection from Kafka, or asks a server, and tells of it as 'firstbad analyze'"
            + " does.%n",
    footerHeading = "%nExample:%n",
    footer = "  firstbad show job-1")
public final class Show implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private ServerInstead server = new ServerInstead();

  @Parameters(paramLabel = "ID", description = "The bisection's id.")
  private String id = "";

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "text for a person, or json: one object.")
  private Format format = Format.TEXT;

  public Show(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    LiveStory story = new LiveStory(id);
    server.api().ifPresentOrElse(api -> ask(api, story), () -> read(story));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        story
            .told()
            .map(
                told ->
                    format == Format.JSON
                        ? StoryJson.of(told)
                        : StoryText.of(told, terminal).stripTrailing())
            .orElseThrow(
                () ->
                    new Problem(
                        "There is no bisection "
                            + DisplayText.visible(id)
                            + " in "
                            + kafka.prefix()
                            + Topic.BISECTIONS.suffix()
                            + "; 'firstbad publish' publishes a log.")));
    return ExitCode.DONE;
  }

  private void read(LiveStory story) {
    try (EventReader reader = EventReader.open(kafka)) {
      reader.beginAtKey(id, Topic.BISECTIONS, Topic.REVISIONS, Topic.CULPRITS);
      reader.takeAll(story);
    }
  }

  private void ask(ServerApi api, LiveStory story) {
    JsonNode known = api.one("bisections", id);
    story.take(
        Topic.BISECTIONS, id, AnsweredEvents.event(known.path("bisection"), Bisection.class));
    for (JsonNode revision : known.path("revisions")) {
      Revision event = AnsweredEvents.event(revision, Revision.class);
      story.take(Topic.REVISIONS, id + "/" + event.getOrdinal(), event);
    }
    if (known.path("culprit") instanceof ObjectNode culprit) {
      culprit.set("assessment", known.path("assessment")); // said once in the answer
      story.take(Topic.CULPRITS, id, AnsweredEvents.event(culprit, CulpritFound.class));
    }
  }
}
