package firstbad.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.events.GitFacts;
import firstbad.events.Verification;
import firstbad.schemas.CulpritStanding;
import firstbad.schemas.EventFromJson;
import firstbad.server.view.Forgotten;
import firstbad.server.view.KeptLog;
import firstbad.server.web.Refusal;
import firstbad.story.GitSentences;
import firstbad.story.VerificationSentences;
import io.javalin.http.HttpStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Everything about one bisection but its lines. */
final class OneBisection {
  private static final int MOST_REVISIONS = 1100;
  private static final int MOST_ALERTS = 200;
  private static final int OTHERS = 20;
  private static final int MOST_SOURCES = 10;

  private static final String NAMED_BY =
      """
      SELECT id, bug_title, level FROM culprits WHERE commit_hash = :commit AND id <> :id
      ORDER BY found_at DESC, id LIMIT :limit
      """;

  private OneBisection() {}

  static JsonNode answer(Handle db, QueryParameters asked) {
    String id = asked.id();
    return of(db, id, ordinal -> true).orElseThrow(() -> missing(db, id));
  }

  /** What became of its culprit. */
  static JsonNode verifications(Handle db, QueryParameters asked) {
    String id = asked.id();
    List<ObjectNode> events = verifications(db, id);
    Optional<ObjectNode> culprit = event(db, "culprits", id);
    if (events.isEmpty() && culprit.isEmpty() && event(db, "heads", id).isEmpty()) {
      throw missing(db, id);
    }
    ObjectNode answer = JsonAnswer.object();
    verifications(events, culprit.map(named -> named.get("commit")).orElse(null), answer);
    return answer;
  }

  private static List<ObjectNode> verifications(Handle db, String id) {
    return events(db, "verifications", "source", id, MOST_SOURCES);
  }

  /** All of it, but of its revisions those alone whose ordinals are wanted. */
  static Optional<ObjectNode> of(Handle db, String id, IntPredicate wanted) {
    return known(db, id).map(known -> answer(db, id, known, wanted));
  }

  private static ObjectNode answer(
      Handle db, String id, KnownBisection known, IntPredicate wanted) {
    ObjectNode answer = JsonAnswer.object();
    Optional<ObjectNode> culprit = known.culprit();
    answer.set("story", known.story());
    answer.set("bisection", known.head());
    ArrayNode revisions = JsonAnswer.array();
    known.revisions().forEach(each -> addWanted(revisions, each, wanted));
    answer.set("revisions", revisions);
    answer.set("assessment", known.assessment().orElse(null));
    answer.set("trust", trust(db, id, revisions));
    culprit.ifPresent(found -> found.remove("assessment"));
    answer.set("culprit", culprit.orElse(null));
    ArrayNode alerts = answer.putArray("alerts");
    events(db, "alerts", "raised_at, kind, ordinal", id, MOST_ALERTS).forEach(alerts::add);
    JsonNode named = culprit.map(found -> found.get("commit")).orElse(null);
    verifications(known.verifications(), named, answer);
    answer.set("also_named_by", alsoNamedBy(db, id, named));
    gitFacts(db, id, named, answer);
    return answer;
  }

  private static void addWanted(ArrayNode revisions, JsonNode revision, IntPredicate wanted) {
    if (wanted.test(revision.path("ordinal").asInt())) {
      revisions.add(revision);
    }
  }

  /** What a repository says of the culprit; null and empty where none was asked. */
  private static void gitFacts(Handle db, String id, @Nullable JsonNode commit, ObjectNode answer) {
    Optional<ObjectNode> facts =
        Optional.ofNullable(commit)
            .flatMap(
                named ->
                    db.createQuery("SELECT event FROM git_facts WHERE commit_hash = :commit")
                        .bind("commit", named.asText())
                        .mapTo(String.class)
                        .findOne())
            .map(text -> (ObjectNode) JsonAnswer.parsed(text));
    answer.set("git_facts", facts.orElse(null));
    ArrayNode sentences = answer.putArray("git_sentences");
    facts.ifPresent(
        event ->
            GitSentences.of(EventFromJson.event(event, GitFacts.class), id)
                .forEach(sentences::add));
  }

  /**
   * The newest of each source, how the culprit stands after them, and the same in sentences.
   *
   * @param commit the culprit; null where there is none
   */
  private static void verifications(
      List<ObjectNode> events, @Nullable JsonNode commit, ObjectNode answer) {
    List<Verification> said = said(events);
    CulpritStanding standing =
        CulpritStanding.of(said.stream().map(Verification::getState).toList());
    answer.put("verification", standing == CulpritStanding.OPEN ? null : standing.name());
    answer.putArray("verifications").addAll(events);
    ArrayNode sentences = answer.putArray("verification_sentences");
    VerificationSentences.of(said, commit == null ? null : commit.asText()).forEach(sentences::add);
  }

  private static List<Verification> said(List<ObjectNode> events) {
    return events.stream().map(each -> EventFromJson.event(each, Verification.class)).toList();
  }

  /** Not there, or not there yet: lines are in the view as soon as Kafka has them. */
  private static Refusal missing(Handle db, String id) {
    if (Forgotten.holds(db, id)) {
      return Refusal.missing("The bisection " + id + " was removed with 'firstbad forget'.");
    }
    return KeptLog.of(db, id)
        .map(
            log ->
                new Refusal(
                    HttpStatus.NOT_FOUND,
                    "The log "
                        + id
                        + " is there up to line "
                        + log.lastLine()
                        + ", and no bisection has been found in it yet: the topology has not read"
                        + " it, or it is not known to be a log of one.",
                    Map.of("accepted_lines", log.lastLine())))
        .orElseGet(() -> Refusal.missing("There is no bisection with the id " + id + "."));
  }

  /** The events of one bisection as the view keeps them; nothing where it has no head. */
  static Optional<KnownBisection> known(Handle db, String id) {
    ArrayNode revisions = JsonAnswer.array();
    events(db, "revisions", "ordinal", id, MOST_REVISIONS).forEach(revisions::add);
    return event(db, "heads", id)
        .map(
            head ->
                new KnownBisection(
                    head,
                    revisions,
                    event(db, "assessments", id),
                    event(db, "culprits", id),
                    verifications(db, id)));
  }

  /** What is known of a bisection. */
  record KnownBisection(
      ObjectNode head,
      ArrayNode revisions,
      Optional<ObjectNode> assessment,
      Optional<ObjectNode> culprit,
      List<ObjectNode> verifications) {

    JsonNode story() {
      return BisectionSentences.of(head, revisions, assessment, culprit, said(verifications));
    }
  }

  private static Optional<ObjectNode> event(Handle db, String table, String id) {
    return db.createQuery("SELECT event FROM " + table + " WHERE id = :id")
        .bind("id", id)
        .mapTo(byte[].class)
        .findOne()
        .map(JsonAnswer::event);
  }

  private static List<ObjectNode> events(
      Handle db, String table, String order, String id, int most) {
    return db.createQuery(
            "SELECT event FROM " + table + " WHERE id = :id ORDER BY " + order + " LIMIT :most")
        .bind("id", id)
        .bind("most", most)
        .mapTo(byte[].class)
        .map(JsonAnswer::event)
        .list();
  }

  /**
   * Trust after each closed revision. Where compaction took an assessment before it was read, the
   * revision still says the probability, and nothing the level.
   */
  private static ArrayNode trust(Handle db, String id, ArrayNode revisions) {
    Map<Integer, ObjectNode> known = new HashMap<>();
    db.createQuery(
            "SELECT ordinal, level, probability, range_share FROM trust WHERE id = :id LIMIT :most")
        .bind("id", id)
        .bind("most", MOST_REVISIONS)
        .map(
            (row, context) ->
                point(
                    row.getInt(1),
                    row.getString(2),
                    (Double) row.getObject(3),
                    (Double) row.getObject(4)))
        .forEach(point -> known.put(point.get("ordinal").asInt(), point));
    ArrayNode trust = JsonAnswer.array();
    for (JsonNode revision : revisions) {
      int ordinal = revision.path("ordinal").asInt();
      JsonNode soFar = revision.path("trust_so_far");
      if (known.containsKey(ordinal)) {
        trust.add(known.get(ordinal));
      } else if (soFar.isNumber()) {
        trust.add(point(ordinal, null, soFar.asDouble(), null));
      }
    }
    return trust;
  }

  private static ObjectNode point(
      int ordinal,
      @Nullable String level,
      @Nullable Double probability,
      @Nullable Double rangeShare) {
    return JsonAnswer.object()
        .put("ordinal", ordinal)
        .put("level", level)
        .put("probability", probability)
        .put("range_share", rangeShare);
  }

  private static ObjectNode alsoNamedBy(Handle db, String id, @Nullable JsonNode commit) {
    ObjectNode answer = JsonAnswer.object();
    if (commit == null) {
      answer.put("bisections", 0).put("bugs", 0).put("same_bug", 0).putArray("items");
      return answer;
    }
    OtherNames.Counts counts = OtherNames.of(db, id);
    answer
        .put("bisections", Math.max(0, Commit.namedBy(db, commit.asText()) - 1))
        .put("bugs", counts.bugs())
        .put("same_bug", counts.sameBug());
    ArrayNode items = answer.putArray("items");
    db.createQuery(NAMED_BY)
        .bind("commit", commit.asText())
        .bind("id", id)
        .bind("limit", OTHERS)
        .map(
            (row, context) ->
                JsonAnswer.object()
                    .put("id", row.getString(1))
                    .put("bug_title", row.getString(2))
                    .put("level", row.getString(3)))
        .forEach(items::add);
    return answer;
  }
}
