package firstbad.app.deliver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.app.deliver.receiver.Message;
import firstbad.app.deliver.receiver.MessageFields;
import firstbad.app.mail.KnownCulprit;
import firstbad.app.mail.LaterFacts;
import firstbad.app.mail.Mail;
import firstbad.app.mail.Mails;
import firstbad.app.read.FromEvents;
import firstbad.bisection.caps.Utf8;
import firstbad.bisection.finding.Alert;
import firstbad.bisection.finding.Bisection;
import firstbad.bisection.finding.CulpritFound;
import firstbad.events.Delivery;
import firstbad.events.Undelivered;
import firstbad.events.Verification;
import firstbad.schemas.EventFromJson;
import firstbad.schemas.Topic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deliveries in words. */
final class Messages {
  /** The message of one delivery, or the digest of several, with what else is known by now. */
  static Message of(List<Delivery> deliveries, LaterKnown later, KnownCulprits culprits)
      throws InterruptedException {
    List<Message> each = new ArrayList<>();
    for (Delivery delivery : deliveries) {
      each.add(of(delivery, later, culprits));
    }
    return each.size() == 1 ? each.get(0) : digest(each, deliveries.get(0).getDigest());
  }

  private static Message of(Delivery delivery, LaterKnown later, KnownCulprits culprits)
      throws InterruptedException {
    Topic topic = topic(delivery.getTopic());
    String id = delivery.getBisectionId();
    String json = String.valueOf(delivery.getEvent());
    LaterFacts since =
        topic == Topic.CULPRITS
            ? later.of(id, EventTree.of(json).path("commit").asText())
            : LaterFacts.NONE;
    KnownCulprit named = topic == Topic.VERIFICATIONS ? culprits.named(id) : KnownCulprit.UNKNOWN;
    return of(topic, delivery.getKey(), id, json, since, named);
  }

  static Message of(Undelivered given) {
    return of(
        topic(given.getTopic()),
        given.getKey(),
        given.getBisectionId(),
        String.valueOf(given.getEvent()),
        LaterFacts.NONE,
        KnownCulprit.UNKNOWN);
  }

  /**
   * The message of an event.
   *
   * @param since of a culprit: what became known of it
   * @param named of a verification: its culprit
   */
  static Message of(
      Topic topic,
      String key,
      String bisectionId,
      String json,
      LaterFacts since,
      KnownCulprit named) {
    JsonNode event = EventTree.of(json);
    Map<String, String> fields = MessageFields.of(topic, event);
    Mail mail =
        switch (topic) {
          case CULPRITS ->
              Mails.of(
                  FromEvents.record(
                      EventFromJson.event(event, firstbad.events.CulpritFound.class),
                      CulpritFound.class),
                  since);
          case ALERTS ->
              Mails.of(
                  FromEvents.record(
                      EventFromJson.event(event, firstbad.events.Alert.class), Alert.class));
          case BISECTIONS ->
              Mails.of(
                  FromEvents.record(
                      EventFromJson.event(event, firstbad.events.Bisection.class),
                      Bisection.class));
          case VERIFICATIONS -> Mails.of(EventFromJson.event(event, Verification.class), named);
          default -> throw new IllegalArgumentException("Nothing is delivered from " + topic);
        };
    if (mail.inReplyTo() != null) { // a verification's is the one of its culprit
      fields.put(MessageFields.MESSAGE_ID, mail.inReplyTo());
    }
    return new Message(key, topic.suffix(), bisectionId, json, fields, mail.subject(), mail.text());
  }

  /** In the list of a digest: two hundred of them fit into a message of Slack and of Matrix. */
  private static final int LISTED_BYTES = 160;

  /** All of them in one. */
  static Message digest(List<Message> each, @Nullable String name) {
    Message last = each.get(each.size() - 1);
    String list = each.stream().map(Messages::member).collect(Collectors.joining(",", "[", "]"));
    // All of them in a line each first: where a chat takes no more, texts are left out.
    String subjects =
        each.stream().map(one -> "- " + listed(one.subject()) + "\n").collect(Collectors.joining());
    String text =
        each.stream()
            .map(one -> "\n" + "-".repeat(72) + "\n\n" + one.subject() + "\n\n" + one.text())
            .collect(Collectors.joining("", subjects, ""));
    return new Message(
        "digest/" + name,
        last.topic(),
        last.bisectionId(),
        list,
        Map.of(),
        "[firstbad] " + each.size() + " findings",
        text);
  }

  private static String listed(String subject) {
    String cut = Utf8.cut(subject, LISTED_BYTES);
    return cut.equals(subject) ? subject : cut + "...";
  }

  /** One event of a digest, with what a receiver knows it by. */
  private static String member(Message one) {
    ObjectNode member = JsonNodeFactory.instance.objectNode();
    member.put("key", one.key());
    member.put("topic", one.topic());
    member.put("bisection_id", one.bisectionId());
    member.set("event", EventTree.of(one.json()));
    return member.toString();
  }

  private static Topic topic(String suffix) {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.suffix().equals(suffix))
        .findFirst()
        .orElseThrow();
  }

  private Messages() {}
}
