package firstbad.app.story;

import firstbad.app.analyze.LogInput;
import firstbad.app.analyze.LogReading;
import firstbad.app.read.FromEvents;
import firstbad.bisection.Analysis;
import firstbad.bisection.Logs;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Finding;
import firstbad.bisection.fold.Input;
import firstbad.bisection.trust.Assessor;
import firstbad.bisection.trust.judgement.Level;
import firstbad.bisection.trust.parameters.Parameters;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.TrustedEvents;
import firstbad.topology.event.Events;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Stories for tests, read as {@code analyze} reads a file. */
public final class Stories {

  /** The sample log, whole. */
  public static final String SAMPLE = String.join("\n", Logs.hidrawRelease()) + "\n";

  /** The sample's story. */
  public static Story sample() throws IOException {
    return of(SAMPLE);
  }

  /** The story of the first bisection in a text. */
  public static Story of(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<Story> stories = new ArrayList<>();
    LogReading.read(
        new LogInput("hidraw-release", "hidraw-release", () -> new ByteArrayInputStream(bytes)),
        new Assessor(Parameters.shipped()),
        stories::add);
    return stories.get(0);
  }

  /** The story of a log that goes on after these lines. */
  public static Story running(String text) {
    Analysis.Reader reader = new Analysis.Reader("hidraw-release");
    Assessment judged = null;
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      for (Finding finding :
          reader.read(new Input.Line(i + 1, lines.get(i), Map.of(), 0)).findings()) {
        judged = finding instanceof Finding.AssessmentChanged now ? now.assessment() : judged;
      }
    }
    return Objects.requireNonNull(Story.of("hidraw-release", reader.analysis(), judged));
  }

  /** The same, with what a publisher says of the log. */
  public static Story labelled(Story story, Map<String, String> labels) {
    return with(story, head -> head.setLabels(labels));
  }

  /** The same, with a start that it names, and an end that was received then. */
  static Story received(Story story, Instant start, Instant end) {
    return with(story, head -> head.setHost("ci").setStartedAt(start).setEndedAt(end));
  }

  /** The same, with its newest line at a time; its first one came at the beginning of 1970. */
  static Story lastHeardOf(Story story, Instant at) {
    return with(story, head -> head.setLastLineAt(at));
  }

  private static Story with(Story story, UnaryOperator<firstbad.events.Bisection.Builder> change) {
    TrustedEvents.trust();
    firstbad.events.Bisection head = Events.bisection(story.head());
    return new Story(
        story.file(),
        FromEvents.record(
            change.apply(firstbad.events.Bisection.newBuilder(head)).build(), Bisection.class),
        story.revisions(),
        story.culprit(),
        story.assessment(),
        story.unknownLines(),
        story.verifications());
  }

  /** The same under another id. */
  static Story called(Story story, String id) {
    return with(story, head -> head.setId(id));
  }

  /** The same, after a person said so much of its result. */
  public static Story verified(Story story, VerificationState state) {
    Verification said =
        Verification.newBuilder()
            .setId(story.head().id())
            .setState(state)
            .setSource(VerificationSource.PERSON)
            .setMadeAt(Instant.EPOCH)
            .build();
    return new Story(
        story.file(),
        story.head(),
        story.revisions(),
        story.culprit(),
        story.assessment(),
        story.unknownLines(),
        List.of(said));
  }

  /** The same, judged otherwise. */
  public static Story judged(Story story, Level level, double probability) {
    Assessment was = Objects.requireNonNull(story.assessment());
    Assessment now =
        new Assessment(
            was.id(),
            was.version(),
            was.ordinal(),
            was.searchEnded(),
            level,
            probability,
            probability,
            was.rangeShare(),
            was.reasons(),
            was.middleFrom(),
            was.highFrom(),
            was.blamed(),
            was.notLocated(),
            was.supportedRange(),
            was.derailed(),
            was.parameters(),
            was.judgedAt());
    CulpritFound culprit = story.culprit();
    return new Story(
        story.file(),
        story.head(),
        story.revisions(),
        culprit == null ? null : judged(culprit, now),
        now,
        story.unknownLines(),
        story.verifications());
  }

  private static CulpritFound judged(CulpritFound culprit, Assessment now) {
    TrustedEvents.trust();
    return FromEvents.record(
        firstbad.events.CulpritFound.newBuilder(Events.culprit(culprit))
            .setAssessment(Events.assessment(now))
            .build(),
        CulpritFound.class);
  }

  private Stories() {}
}
