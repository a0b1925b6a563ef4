package firstbad.schemas;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers that the contract gives records, so that nobody has to decode a value for them. */
public enum RecordHeader {
  RUN(
      "firstbad-run",
      "The same for all records of one publication of one log: 8 bytes, not all 0; may be left out.",
      Topic.LOG_LINES),
  UNFINISHED(
      "firstbad-unfinished",
      "On the last line of a text that ends without a line feed: the line may come again, whole. Its"
          + " value is empty; may be left out.",
      Topic.LOG_LINES),
  FORGET("firstbad-forget", "On a request to forget a bisection: the id again.", Topic.LOG_LINES),
  TRACE(
      "traceparent",
      "The W3C trace context of the line that made firstbad send this; absent where the line has none.",
      Topic.LOG_LINES,
      Topic.CULPRITS,
      Topic.ALERTS),
  OUTCOME("firstbad-outcome", "How the bisection ended: the symbol.", Topic.BISECTIONS),
  FAULTS(
      "firstbad-faults",
      "How many lines could not be processed; absent where none.",
      Topic.BISECTIONS),
  LEVEL("firstbad-level", "The trust in the culprit: the symbol.", Topic.CULPRITS),
  APPLICATION(
      "firstbad-application",
      "The application id of the topology that named the culprit.",
      Topic.CULPRITS),
  CE_SPECVERSION(
      "ce_specversion", "The version of CloudEvents: 1.0.", Topic.CULPRITS, Topic.ALERTS),
  CE_ID(
      "ce_id",
      "The same for no other event of the topic: the bisection id; for an alert also kind and ordinal.",
      Topic.CULPRITS,
      Topic.ALERTS),
  CE_SOURCE("ce_source", "A slash and the name of the topic.", Topic.CULPRITS, Topic.ALERTS),
  CE_TYPE("ce_type", "The full name of the value's schema.", Topic.CULPRITS, Topic.ALERTS),
  CE_TIME(
      "ce_time",
      "When the culprit was found or the alert raised, by RFC 3339.",
      Topic.CULPRITS,
      Topic.ALERTS),
  KIND(
      "firstbad-kind",
      "Why a letter is here: unreadable, conflict, fault, resent.",
      Topic.DEAD_LETTERS),
  REASON("firstbad-reason", "A sentence for the person who can act on it.", Topic.DEAD_LETTERS),
  TOPIC("firstbad-topic", "The topic that the record was read from.", Topic.DEAD_LETTERS),
  PARTITION("firstbad-partition", "The record's partition.", Topic.DEAD_LETTERS),
  OFFSET("firstbad-offset", "The record's offset.", Topic.DEAD_LETTERS),
  TIMESTAMP(
      "firstbad-timestamp",
      "When Kafka took the record, milliseconds since the epoch.",
      Topic.DEAD_LETTERS),
  SHA_256(
      "firstbad-sha256",
      "Of the whole value, in hexadecimal digits; of nothing where there was none.",
      Topic.DEAD_LETTERS),
  KEY_BYTES("firstbad-key-bytes", "Size of the record's key as it was read.", Topic.DEAD_LETTERS),
  VALUE_BYTES("firstbad-value-bytes", "Size of the record's value.", Topic.DEAD_LETTERS),
  HEADER_BYTES("firstbad-header-bytes", "Size of the record's headers.", Topic.DEAD_LETTERS),
  LETTER(
      "firstbad-letter",
      "On the note that a letter was sent again: the letter's offset.",
      Topic.DEAD_LETTERS),
  LETTER_KIND(
      "firstbad-letter-kind",
      "On that note: the letter's kind, which no longer counts.",
      Topic.DEAD_LETTERS),
  TAKEN_AT(
      "firstbad-taken-at",
      "On a record without a value: when the delivery was taken that is removed, milliseconds since"
          + " the epoch; absent where any is.",
      Topic.DELIVERIES);

  /** What the names of those begin with that firstbad alone writes. */
  public static final String PREFIX = "firstbad-";

  private final String header;
  private final String about;

  // a copy that cannot change
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<Topic> topics;

  RecordHeader(String header, String about, Topic... topics) {
    this.header = header;
    this.about = about;
    this.topics = Set.of(topics);
  }

  /** Its name in a record. */
  public String header() {
    return header;
  }

  /** What its value says, a sentence. */
  public String about() {
    return about;
  }

  /** Whether its value is bytes and no text in UTF-8. */
  public boolean isBinary() {
    return this == RUN;
  }

  /** The headers that records of a topic may have. */
  public static Set<RecordHeader> of(Topic topic) {
    return Arrays.stream(values())
        .filter(each -> each.topics.contains(topic))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(RecordHeader.class)));
  }

  /**
   * Whether a header goes along with a record that becomes a dead letter and back: all but those
   * that the letter itself is given.
   */
  public static boolean goesAlong(String name) {
    return name.equals(RUN.header) || name.equals(UNFINISHED.header) || !name.startsWith(PREFIX);
  }
}
