package firstbad.schemas;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The headers that the contract gives records, so that nobody has to decode a value for them. */
public enum RecordHeader {
  /** See {@link RunHeader}. */
  RUN("firstbad-run", Topic.LOG_LINES),
  /** See {@link ForgetOrder}. */
  FORGET("firstbad-forget", Topic.LOG_LINES),
  /** How the bisection ended: the symbol. */
  OUTCOME("firstbad-outcome", Topic.BISECTIONS),
  /** How many lines could not be processed; absent where none. */
  FAULTS("firstbad-faults", Topic.BISECTIONS),
  /** The trust in the culprit: the symbol. */
  LEVEL("firstbad-level", Topic.CULPRITS),
  /** The application id of the topology that named it. */
  APPLICATION("firstbad-application", Topic.CULPRITS),
  /** Why a letter is here: {@code unreadable}, {@code conflict}, {@code fault}, {@code resent}. */
  KIND("firstbad-kind", Topic.DEAD_LETTERS),
  /** A sentence for the person who can act on it. */
  REASON("firstbad-reason", Topic.DEAD_LETTERS),
  /** The topic that the record was read from. */
  TOPIC("firstbad-topic", Topic.DEAD_LETTERS),
  /** Its partition. */
  PARTITION("firstbad-partition", Topic.DEAD_LETTERS),
  /** Its offset. */
  OFFSET("firstbad-offset", Topic.DEAD_LETTERS),
  /** When Kafka took the record, milliseconds since the epoch. */
  TIMESTAMP("firstbad-timestamp", Topic.DEAD_LETTERS),
  /** Of the whole value, in hexadecimal digits; of nothing where there was none. */
  SHA_256("firstbad-sha256", Topic.DEAD_LETTERS),
  /** Size of the record's key as it was read. */
  KEY_BYTES("firstbad-key-bytes", Topic.DEAD_LETTERS),
  /** Size of its value. */
  VALUE_BYTES("firstbad-value-bytes", Topic.DEAD_LETTERS),
  /** Size of its headers. */
  HEADER_BYTES("firstbad-header-bytes", Topic.DEAD_LETTERS),
  /** On the note that a letter was sent again: the letter's offset. */
  LETTER("firstbad-letter", Topic.DEAD_LETTERS);

  /** What the names of all of them begin with. */
  public static final String PREFIX = "firstbad-";

  private final String header;
  private final Topic topic;

  RecordHeader(String header, Topic topic) {
    this.header = header;
    this.topic = topic;
  }

  /** Its name in a record. */
  public String header() {
    return header;
  }

  /** The headers that records of a topic may have. */
  public static Set<RecordHeader> of(Topic topic) {
    return Arrays.stream(values())
        .filter(each -> each.topic == topic)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(RecordHeader.class)));
  }
}
