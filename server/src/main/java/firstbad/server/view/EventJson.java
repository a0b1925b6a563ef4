package firstbad.server.view;

import com.fasterxml.jackson.core.JsonGenerator;
import firstbad.schemas.EventToJson;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.avro.generic.IndexedRecord;

/** An event as the view keeps it and the API answers it: times in ISO 8601 with milliseconds. */
public final class EventJson {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final EventToJson KEPT =
      new EventToJson(
          new EventToJson.Values() {
            @Override
            public void time(JsonGenerator json, Instant time) throws IOException {
              json.writeString(TIME.format(time));
            }

            @Override
            public void number(JsonGenerator json, double number) throws IOException {
              if (Double.isFinite(number)) {
                json.writeNumber(number);
              } else {
                json.writeNull();
              }
            }

            @Override
            public String text(String text) {
              return kept(text);
            }
          });

  private EventJson() {}

  /** One object, without white space. */
  public static String of(IndexedRecord event) {
    return KEPT.of(event);
  }

  /** The same as {@link PackedJson}. */
  static byte[] packed(IndexedRecord event) {
    return PackedJson.packed(of(event));
  }

  /** A time as every answer shows it. */
  public static String time(long epochMillis) {
    return TIME.format(Instant.ofEpochMilli(epochMillis));
  }

  /**
   * Text as it is kept. PostgreSQL takes no U+0000 in text, and a fuzzed kernel writes it; the
   * picture of it stands there instead, in both databases.
   */
  static String kept(String text) {
    return text.indexOf('\0') < 0 ? text : text.replace('\0', '\u2400');
  }
}
