package firstbad.app.deliver.receiver;

import java.util.Map;

/**
 * One event on its way to a receiver.
 *
 * @param key the same in every attempt, so that a receiver can tell repetitions: the topic's name,
 *     a slash, the event's id
 * @param topic the topic that it was read from, without the prefix
 * @param bisectionId the bisection that it is about
 * @param json the event, one object on one line
 * @param fields its main fields by their names in an environment, such as {@code FIRSTBAD_ID}
 * @param subject what it says in one line
 * @param text what it says in plain text, 72 columns wide
 */
public record Message(
    String key,
    String topic,
    String bisectionId,
    String json,
    Map<String, String> fields,
    String subject,
    String text) {}
