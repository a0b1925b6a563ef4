package firstbad.schemas;

import java.util.regex.Pattern;

/**
 * The names of all topics under one prefix.
 *
 * @param prefix what every name begins with: 0 to 200 of Kafka's characters, {@value
 *     #DEFAULT_PREFIX} unless configured
 */
public record Topics(String prefix) {

  /** The prefix unless another is configured. */
  public static final String DEFAULT_PREFIX = "firstbad.";

  private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{0,200}");

  /** Takes a prefix, or refuses it with a sentence that says which characters there can be. */
  public Topics {
    if (!LEGAL.matcher(prefix).matches()) {
      throw new IllegalArgumentException(
          "The topic prefix "
              + Ids.shown(prefix)
              + " is refused: it can have up to 200 characters, and only letters, digits, '.', '_'"
              + " and '-'.");
    }
  }

  /** The names under {@value #DEFAULT_PREFIX}. */
  public static Topics ofDefaultPrefix() {
    return new Topics(DEFAULT_PREFIX);
  }

  /** The topic's full name. */
  public String name(Topic topic) {
    return prefix + topic.suffix();
  }

  /** The subject under which the registry keeps the schema of the topic's values. */
  public String subject(Topic topic) {
    return name(topic) + "-value";
  }
}
