package firstbad.app.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.ExitCode;
import firstbad.app.cli.FormatOption;
import firstbad.app.cli.KafkaOptions;
import firstbad.app.cli.Marks;
import firstbad.app.cli.Problem;
import firstbad.app.cli.Terminal;
import firstbad.app.mail.LaterFacts;
import firstbad.app.mail.Mails;
import firstbad.app.serve.AnsweredEvents;
import firstbad.app.serve.OptionalServer;
import firstbad.app.serve.ServerApi;
import firstbad.app.story.KcidbJson;
import firstbad.app.story.KcidbVersion;
import firstbad.app.story.Story;
import firstbad.app.story.StoryJson;
import firstbad.app.story.StoryText;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.GitFacts;
import firstbad.events.Revision;
import firstbad.events.Verification;
import firstbad.schemas.Topic;
import firstbad.story.GitSentences;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells of one bisection what the topics know. */
@Command(
    name = "show",
    header = "Shows one bisection, also while it runs.",
    description =
        "%nReads the bisection from Kafka or from a server, and prints it as 'firstbad analyze'"
            + " does.%n",
    footerHeading = "%nExamples:%n",
    footer = {"  firstbad show job-1", "  firstbad show job-1 --format mail"})
public final class Show implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private KafkaOptions kafka = new KafkaOptions();
  @Mixin private OptionalServer server = new OptionalServer();

  @Parameters(
      paramLabel = "ID",
      description = "The bisection's id, or a beginning that only this id has.")
  private String id = "";

  @Option(
      names = "--origin",
      paramLabel = "NAME",
      defaultValue = KcidbJson.DEFAULT_ORIGIN,
      description =
          "With --format kcidb: the name that KCIDB knows you by; default: ${DEFAULT-VALUE}.")
  private String origin = KcidbJson.DEFAULT_ORIGIN;

  private Verifications verifications = new Verifications("");
  private static final Topic[] TOPICS = {
    Topic.BISECTIONS,
    Topic.REVISIONS,
    Topic.CULPRITS,
    Topic.ASSESSMENTS,
    Topic.VERIFICATIONS,
    Topic.GIT_FACTS
  };

  private final Map<String, GitFacts> gitFacts = new HashMap<>();

  @Option(
      names = {FormatOption.SHORT, FormatOption.LONG},
      defaultValue = FormatOption.DEFAULT,
      paramLabel = "FORMAT",
      description =
          "text for a person, json: one object, mail: subject and text as a kernel list reads"
              + " them, or kcidb: a report for KCIDB, schema 5.3.")
  private ShowFormat format = ShowFormat.TEXT;

  public Show(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (!KcidbJson.isOrigin(origin)) {
      throw new ParameterException(
          spec.commandLine(), "--origin has to be of small letters, digits and _.");
    }
    LiveStory story = found();
    verifications = story.verifications();
    Duration unsettled = KcidbVersion.unsettled(verifications.newest(), Instant.now());
    if (format == ShowFormat.KCIDB && !unsettled.isZero()) {
      TimeUnit.NANOSECONDS.sleep(unsettled.toNanos());
      story = found();
      verifications = story.verifications();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(story.story().map(this::text).orElseThrow());
    return ExitCode.DONE;
  }

  private LiveStory found() {
    return server.api().map(this::asked).orElseGet(this::read);
  }

  private KcidbJson.Verified verified(Story story) {
    return new KcidbJson.Verified(
        verifications.standing(),
        sentences(story),
        KcidbVersion.notAhead(verifications.newest(), Instant.now()));
  }

  private List<String> sentences(Story story) {
    return verifications.sentences(story.culprit() == null ? null : story.culprit().commit());
  }

  private String text(Story story) {
    return switch (format) {
      case JSON -> {
        String json = StoryJson.of(story);
        yield json.substring(0, json.length() - 1) + "," + verifications.members() + "}";
      }
      case KCIDB -> KcidbJson.of(story, origin, verified(story));
      case MAIL -> {
        LaterFacts since =
            new LaterFacts(verifications.standing(), sentences(story), gitSentences(story));
        yield Mails.of(story, since).withHeaders().stripTrailing();
      }
      case TEXT -> {
        StringBuilder text = new StringBuilder(StoryText.of(story, terminal).stripTrailing());
        list(text, "What became of it", sentences(story));
        list(text, "What git says", gitSentences(story));
        yield text.toString();
      }
    };
  }

  private void list(StringBuilder text, String heading, List<String> sentences) {
    if (!sentences.isEmpty()) {
      text.append("\n\n").append(new Marks(terminal).bold(heading));
    }
    for (String sentence : sentences) {
      List<String> lines = DisplayText.wrapped(sentence, terminal.columns() - 4);
      text.append("\n  - ").append(String.join("\n    ", lines));
    }
  }

  private List<String> gitSentences(Story told) {
    GitFacts facts =
        told.culprit() == null ? null : gitFacts.get(String.valueOf(told.culprit().commit()));
    return facts == null
        ? List.of()
        : GitSentences.of(facts, told.head().id()).stream().map(DisplayText::visible).toList();
  }

  private LiveStory read() {
    try (EventReader reader = EventReader.open(kafka, spec.commandLine().getErr())) {
      LiveStory story = read(reader, id);
      return story.story().isPresent()
          ? story
          : new IdBeginning(id)
              .in(reader)
              .only()
              .map(whole -> read(reader, whole))
              .filter(found -> found.story().isPresent())
              .orElseThrow(() -> missing(reader));
    }
  }

  /** Not there, or not there yet. */
  private Problem missing(EventReader reader) {
    return new Problem(
        UnjudgedLines.of(reader, id)
            .orElseGet(
                () ->
                    "There is no bisection "
                        + DisplayText.visible(id)
                        + " in "
                        + kafka.prefix()
                        + Topic.BISECTIONS.suffix()
                        + ", nor one whose id begins so. 'firstbad bisections WORD' searches titles"
                        + " too; 'firstbad publish' publishes a log, and 'firstbad topology' has to"
                        + " run to process it."));
  }

  private LiveStory read(EventReader reader, String whole) {
    LiveStory story = new LiveStory(whole);
    reader.beginAtKey(whole, TOPICS);
    reader.takeAll(
        (topic, key, event) -> {
          story.take(topic, key, event);
          if (event instanceof GitFacts facts) {
            gitFacts.put(key, facts);
          }
        },
        (topic, key) -> {
          story.removed(topic, key);
          if (topic == Topic.GIT_FACTS) {
            gitFacts.remove(key);
          }
        });
    return story;
  }

  private LiveStory asked(ServerApi api) {
    return asked(api, new IdBeginning(id).at(api).only().orElse(id));
  }

  private LiveStory asked(ServerApi api, String whole) {
    LiveStory story = new LiveStory(whole);
    JsonNode known = api.one("bisections", whole);
    story.take(
        Topic.BISECTIONS, whole, AnsweredEvents.event(known.path("bisection"), Bisection.class));
    for (JsonNode revision : known.path("revisions")) {
      Revision event = AnsweredEvents.event(revision, Revision.class);
      story.take(Topic.REVISIONS, whole + "/" + event.getOrdinal(), event);
    }
    if (known.path("assessment") instanceof ObjectNode assessment) {
      story.take(Topic.ASSESSMENTS, whole, AnsweredEvents.event(assessment, Assessment.class));
    }
    if (known.path("culprit") instanceof ObjectNode culprit) {
      culprit.set("assessment", known.path("assessment")); // said once in the answer
      story.take(Topic.CULPRITS, whole, AnsweredEvents.event(culprit, CulpritFound.class));
    }
    if (known.path("git_facts") instanceof ObjectNode facts) {
      GitFacts event = AnsweredEvents.event(facts, GitFacts.class);
      gitFacts.put(event.getCommit(), event);
    }
    for (JsonNode said : known.path("verifications")) {
      story.verifications().add(AnsweredEvents.event(said, Verification.class));
    }
    return story;
  }
}
