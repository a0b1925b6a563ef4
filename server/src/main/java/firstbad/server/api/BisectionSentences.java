package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.Assessment;
import firstbad.events.Bisection;
import firstbad.events.CulpritFound;
import firstbad.events.Revision;
import firstbad.events.Verification;
import firstbad.schemas.EventFromJson;
import firstbad.story.Known;
import firstbad.story.Summary;
import firstbad.story.SummaryJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A bisection in the sentences that the terminal prints too, from the events as the view keeps
 * them.
 */
final class BisectionSentences {

  static JsonNode of(
      JsonNode head,
      Iterable<JsonNode> revisions,
      Optional<? extends JsonNode> assessment,
      Optional<? extends JsonNode> culprit,
      List<Verification> verifications) {
    return SummaryJson.of(Summary.of(known(head, revisions, assessment, culprit, verifications)));
  }

  private static Known known(
      JsonNode head,
      Iterable<JsonNode> revisions,
      Optional<? extends JsonNode> assessment,
      Optional<? extends JsonNode> culprit,
      List<Verification> verifications) {
    List<Revision> tested = new ArrayList<>();
    revisions.forEach(each -> tested.add(EventFromJson.event(each, Revision.class)));
    return new Known(
        EventFromJson.event(head, Bisection.class),
        tested,
        assessment.map(each -> EventFromJson.event(each, Assessment.class)).orElse(null),
        assessment.flatMap(said -> culprit.map(each -> culprit(each, said))).orElse(null),
        verifications);
  }

  /** The view keeps no second copy of the assessment beside the culprit. */
  private static CulpritFound culprit(JsonNode kept, JsonNode assessment) {
    ObjectNode whole = kept.deepCopy();
    whole.set("assessment", assessment);
    return EventFromJson.event(whole, CulpritFound.class);
  }

  private BisectionSentences() {}
}
