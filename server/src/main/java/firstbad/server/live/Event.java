package firstbad.server.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One change of the view, as it is sent.
 *
 * @param epoch of the view
 * @param seq its number in the view
 * @param of the bisection or commit it is about
 * @param ordinal of the revision it is about
 * @param detail what kind of such a thing it is
 * @param row of the list that shows it, null of JSON where that is gone; null where it brings none
 */
record Event(
    String epoch,
    long seq,
    String kind,
    String of,
    @Nullable Integer ordinal,
    @Nullable String detail,
    @Nullable JsonNode row) {

  /** Whether it is for someone who listens to one bisection only. */
  boolean isAbout(String bisection) {
    return of.equals(bisection) || kind.equals("reset");
  }

  /** What it is about; a later change to the same makes it superfluous. */
  String subject() {
    return subject(kind, of, ordinal, detail);
  }

  static String subject(
      String kind, String of, @Nullable Integer ordinal, @Nullable String detail) {
    return kind + ' ' + ordinal + ' ' + detail + ' ' + of;
  }

  /** The same with this row. */
  Event with(JsonNode now) {
    return new Event(epoch, seq, kind, of, ordinal, detail, now);
  }

  /** Its block of the stream: one line of data. */
  byte[] bytes() {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", of);
    if (ordinal != null) {
      data.put("ordinal", ordinal);
    }
    if (detail != null) {
      data.put("kind", detail);
    }
    if (row != null) {
      data.set("row", row);
    }
    return ("id: " + epoch + '.' + seq + "\nevent: " + kind + "\ndata: " + data + "\n\n")
        .getBytes(UTF_8);
  }
}
