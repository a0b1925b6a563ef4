package firstbad.app.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import firstbad.app.analyze.LogInput;
import firstbad.app.analyze.LogReading;
import firstbad.app.cli.DisplayText;
import firstbad.app.cli.Terminal;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.Revision;
import firstbad.events.Verification;
import firstbad.events.VerificationState;
import firstbad.schemas.EventFromJson;
import firstbad.server.view.EventJson;
import firstbad.story.Known;
import firstbad.story.Summary;
import firstbad.topology.event.Events;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The terminal and the server tell a bisection by the same sentences, for every kind of ending. */
class SameSentencesTest {
  private static final Path LOGS = Path.of("../bisection/src/test/resources/golden");
  private static final String LOG = "=== log\n";
  private static final Assessor ASSESSOR = new Assessor(Parameters.shipped());

  static List<Story> stories() throws IOException {
    try (Stream<Path> files = Files.list(LOGS)) {
      List<Path> logs = files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
      assertThat(logs).hasSizeGreaterThan(5);
      List<Story> stories = logs.stream().flatMap(file -> told(file).stream()).toList();
      List<Story> all = new ArrayList<>(stories);
      stories.stream()
          .filter(story -> story.culprit() != null)
          .forEach(
              story -> {
                all.add(Stories.verified(story, VerificationState.CONFIRMED));
                all.add(Stories.verified(story, VerificationState.REFUTED));
                all.add(Stories.verified(story, VerificationState.NEEDS_RERUN));
              });
      return all;
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whatTheServerKeepsGivesTheSentencesOfTheCommand(Story story) throws IOException {
    Known kept =
        new Known(
            kept(Events.bisection(story.head()), Bisection.class),
            story.revisions().stream()
                .map(each -> kept(Events.revision(each), Revision.class))
                .toList(),
            story.assessment() == null
                ? null
                : kept(Events.assessment(story.assessment()), Assessment.class),
            story.culprit() == null
                ? null
                : kept(Events.culprit(story.culprit()), CulpritFound.class),
            story.verifications().stream().map(each -> kept(each, Verification.class)).toList());
    assertThat(Summary.of(kept)).isEqualTo(story.summary());
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theTerminalPrintsEachSentence(Story story) {
    Summary summary = story.summary();
    String printed =
        unwrapped(StoryText.of(story, Terminal.none(true)).replaceAll(" \\\\\n +", " "));
    Stream.of(
            List.of(summary.headline(), summary.searched(), summary.ended(), summary.belief()),
            summary.happened(),
            summary.reasonsAgainst(),
            summary.reasonsFor(),
            summary.next().stream().map(advice -> advice.sentence()).toList(),
            summary.next().stream().flatMap(advice -> advice.commands().stream()).toList())
        .flatMap(List::stream)
        .forEach(
            sentence -> assertThat(printed).contains(unwrapped(DisplayText.visible(sentence))));
    assertThat(summary.next()).isNotEmpty();
  }

  private static List<Story> told(Path file) {
    try {
      String text = Files.readString(file);
      byte[] log = text.substring(text.indexOf(LOG) + LOG.length()).getBytes(UTF_8);
      List<Story> stories = new ArrayList<>();
      LogReading.read(
          new LogInput(file.toString(), "golden", () -> new ByteArrayInputStream(log)),
          ASSESSOR,
          stories::add);
      return stories;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** As the view keeps an event and the API answers it. */
  private static <E extends SpecificRecord> E kept(E event, Class<E> type) {
    try {
      JsonNode json = new ObjectMapper().readTree(EventJson.of(event));
      return EventFromJson.event(json, type);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Without the blanks and line feeds that wrapping puts in. */
  private static String unwrapped(@Nullable String text) {
    return String.valueOf(text)
        .chars()
        .filter(c -> !Character.isWhitespace(c))
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }
}
