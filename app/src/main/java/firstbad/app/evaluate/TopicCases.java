package firstbad.app.evaluate;

import firstbad.app.cli.KafkaOptions;
import firstbad.app.read.EventReader;
import firstbad.app.read.FromEvents;
import firstbad.app.story.Story;
import firstbad.bisection.finding.Assessment;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.bisection.finding.Revision;
import firstbad.events.TrackRecord;
import firstbad.events.Verification;
import firstbad.events.VerificationSource;
import firstbad.events.VerificationState;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.Topic;
import firstbad.schemas.VerificationRules;
import firstbad.story.TrackTable;
import firstbad.topology.event.Events;
import firstbad.topology.sum.JudgedCulprit;
import firstbad.topology.sum.StandingCulprit;
import firstbad.topology.sum.TrackSums;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Bisections that have ended, from what the topics say of them, ordered by id. */
public final class TopicCases implements EventReader.Handler {
  private final NavigableMap<String, TopicCase> byId = new TreeMap<>();

  /** What came of one bisection so far, in any order of the topics. */
  private static final class TopicCase {
    private final NavigableMap<Integer, Revision> revisions = new TreeMap<>();
    private final Map<VerificationSource, Verification> said =
        new EnumMap<>(VerificationSource.class);
    private @Nullable Bisection head;
    private @Nullable CulpritFound culprit;
    private @Nullable Assessment assessment;

    void take(Bisection next) {
      head = head == null || head.version() <= next.version() ? next : head;
    }

    void take(Revision next) {
      revisions.merge(
          next.ordinal(), next, (old, now) -> old.version() <= now.version() ? now : old);
    }

    void take(Assessment next) {
      assessment = assessment == null || assessment.version() <= next.version() ? next : assessment;
    }

    void removed(Topic topic, String key) {
      switch (topic) {
        case BISECTIONS -> head = null;
        case REVISIONS -> revisions.keySet().removeIf(ordinal -> key.endsWith("/" + ordinal));
        case CULPRITS -> culprit = null;
        case ASSESSMENTS -> assessment = null;
        case VERIFICATIONS -> said.keySet().removeIf(source -> key.endsWith("/" + source));
        default -> {}
      }
    }

    CulpritStanding standing() {
      return CulpritStanding.of(said.values().stream().map(Verification::getState).toList());
    }

    /** What its culprit counts for in the track record; null for nothing. */
    StandingCulprit.@Nullable Counted counted() {
      if (culprit == null) {
        return null;
      }
      Assessment judged = culprit.assessment();
      Map<VerificationSource, VerificationState> states = new EnumMap<>(VerificationSource.class);
      said.forEach((source, word) -> states.put(source, word.getState()));
      return new StandingCulprit(
              new JudgedCulprit(judged.parameters(), judged.level(), judged.probability()), states)
          .counted();
    }

    /** The commit that a verification names instead; null where none does. */
    @Nullable String trueCause() {
      return said.values().stream()
          .filter(each -> each.getState() == VerificationState.REFUTED)
          .map(Verification::getTrueCause)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }

    /** What the bug is called first; null where no line of the log says it. */
    @Nullable String bugTitle() {
      return head == null || head.bugTitles().isEmpty() ? null : head.bugTitles().get(0).title();
    }

    @Nullable Case end() {
      return head == null
          ? null
          : Case.of(
              new Story(
                  null,
                  head,
                  List.copyOf(revisions.values()),
                  culprit,
                  assessment,
                  List.of(),
                  List.of()));
    }
  }

  private TopicCases() {}

  /**
   * Everything that the topics hold now.
   *
   * @param err told what is waited for where that takes more than a moment
   */
  public static TopicCases read(KafkaOptions kafka, PrintWriter err) {
    TopicCases all = new TopicCases();
    try (EventReader reader = EventReader.open(kafka, err)) {
      reader.begin(
          Topic.BISECTIONS,
          Topic.REVISIONS,
          Topic.CULPRITS,
          Topic.ASSESSMENTS,
          Topic.VERIFICATIONS);
      reader.takeAll(all);
    }
    return all;
  }

  /** The bisections that have ended, ordered by id. */
  public List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    for (TopicCase each : byId.values()) {
      Case ended = each.end();
      if (ended != null) {
        cases.add(ended);
      }
    }
    return cases;
  }

  /** Adds what verifications say, where they do not contradict each other. */
  public void label(KnownAnswers answers) {
    byId.forEach(
        (id, each) -> {
          CulpritStanding standing = each.standing();
          if (each.culprit != null
              && (standing == CulpritStanding.CONFIRMED || standing == CulpritStanding.REFUTED)) {
            boolean right = standing == CulpritStanding.CONFIRMED;
            String culprit = each.culprit.commit();
            answers.add(id, each.bugTitle(), culprit, right, right ? culprit : each.trueCause());
          }
        });
  }

  /** How often trust was right, as the page says it, and what follows from it. */
  LiveRecord live(KnownAnswers answers) {
    List<Case> cases = cases();
    return new LiveRecord(
        table(), Recalibration.of(cases, AnsweredCases.of(cases, answers, new ArrayList<>())));
  }

  /** Added up from culprits and verifications, as the topology does for its topic. */
  private TrackTable table() {
    Map<String, TrackSums> sums = new TreeMap<>();
    for (TopicCase each : byId.values()) {
      StandingCulprit.Counted counted = each.counted();
      if (counted != null) {
        String parameters = counted.judged().parameters();
        TrackSums before = sums.getOrDefault(parameters, TrackSums.NONE);
        sums.put(parameters, before.plus(new TrackSums.Delta(counted, 1)));
      }
    }
    List<TrackRecord> records = new ArrayList<>();
    sums.forEach((parameters, sum) -> records.add(Events.trackRecord(parameters, sum)));
    return TrackTable.of(records);
  }

  @Override
  public void take(Topic topic, String key, SpecificRecord event) {
    switch (topic) {
      case BISECTIONS -> of(key).take(FromEvents.record(event, Bisection.class));
      case REVISIONS -> {
        Revision next = FromEvents.record(event, Revision.class);
        of(next.bisectionId()).take(next);
      }
      case CULPRITS -> of(key).culprit = FromEvents.record(event, CulpritFound.class);
      case ASSESSMENTS -> of(key).take(FromEvents.record(event, Assessment.class));
      case VERIFICATIONS -> take(key, (Verification) event);
      default -> {}
    }
  }

  @Override
  public void removed(Topic topic, String key) {
    String id =
        topic == Topic.REVISIONS || topic == Topic.VERIFICATIONS ? VerificationRules.id(key) : key;
    TopicCase known = byId.get(id);
    if (known != null) {
      known.removed(topic, key);
    }
  }

  private void take(String key, Verification said) {
    if (VerificationRules.counts(key, said)) {
      of(said.getId()).said.put(said.getSource(), said);
    }
  }

  private TopicCase of(String id) {
    return byId.computeIfAbsent(id, none -> new TopicCase());
  }
}
