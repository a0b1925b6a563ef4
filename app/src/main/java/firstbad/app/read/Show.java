package firstbad.app.read;

import firstbad.app.cli.ExitCode;
import firstbad.app.cli.Format;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.app.cli.Words;
import firstbad.app.story.StoryJson;
import firstbad.app.story.StoryText;
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
    description = "%nReads the bisection from Kafka and tells of it as 'firstbad analyze' does.%n",
    footerHeading = "%nExample:%n",
    footer = "  firstbad show job-1")
public final class Show implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();

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
    try (EventReader reader = EventReader.open(kafka)) {
      reader.beginAtKey(id, Topic.BISECTIONS, Topic.REVISIONS, Topic.CULPRITS);
      reader.takeAll(story);
    }
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
                            + Words.visible(id)
                            + " in "
                            + kafka.prefix()
                            + Topic.BISECTIONS.suffix()
                            + "; 'firstbad publish' publishes a log.")));
    return ExitCode.DONE;
  }
}
