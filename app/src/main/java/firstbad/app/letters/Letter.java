package firstbad.app.letters;

import firstbad.schemas.NewHeaders;
import firstbad.schemas.RecordHeader;
import firstbad.topology.read.DeadLetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter: the record as it was read, and headers that say why it is here.
 *
 * @param record as it stands in the dead letters
 */
record Letter(ConsumerRecord<byte[], byte[]> record) {
  /** The kind of the note that a letter was sent again. */
  static final String RESENT = "resent";

  /** Of such a note: the offset of the letter. */
  private static final String LETTER = RecordHeader.LETTER.header();

  /** What it is called: its place among the dead letters. */
  long number() {
    return record.offset();
  }

  /** One of {@code unreadable}, {@code conflict}, {@code fault}, or {@link #RESENT} for a note. */
  String kind() {
    return header(DeadLetter.KIND);
  }

  /** A sentence. */
  String reason() {
    return header(DeadLetter.REASON);
  }

  /** Where it was read. */
  String origin() {
    return header(DeadLetter.TOPIC)
        + "-"
        + header(DeadLetter.PARTITION)
        + " at "
        + header(DeadLetter.OFFSET);
  }

  /** The topic that it was read from. */
  String topic() {
    return header(DeadLetter.TOPIC);
  }

  /** The key as text. */
  String key() {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  /** Of a note: the number of the letter that was sent again; -1 where it is none. */
  long letter() {
    String number = header(LETTER);
    return number.matches("\\d{1,18}") ? Long.parseLong(number) : -1;
  }

  /** Whether the record is here as it was read; of a large one only the beginning is. */
  boolean whole() {
    return length(DeadLetter.KEY_BYTES, record.key())
        && length(DeadLetter.VALUE_BYTES, record.value());
  }

  private boolean length(String header, byte @Nullable [] kept) {
    String bytes = header(header);
    return bytes.isEmpty() || bytes.equals(Integer.toString(kept == null ? 0 : kept.length));
  }

  /** The headers that it came with, without those that say why it is here. */
  Headers ownHeaders() {
    Headers own = NewHeaders.none();
    for (Header header : record.headers()) {
      if (RecordHeader.goesAlong(header.key())) {
        own.add(header);
      }
    }
    return own;
  }

  /** The headers of the note that it was sent again. */
  Headers note() {
    Headers note = NewHeaders.none();
    note.add(DeadLetter.KIND, RESENT.getBytes(StandardCharsets.UTF_8));
    note.add(LETTER, Long.toString(number()).getBytes(StandardCharsets.UTF_8));
    note.add(RecordHeader.LETTER_KIND.header(), kind().getBytes(StandardCharsets.UTF_8));
    return note;
  }

  String header(String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? ""
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
