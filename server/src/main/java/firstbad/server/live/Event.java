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
 * @param subject what it is about; a later change to the same makes it superfluous
 * @param row of the list that shows it, null of JSON where that is gone; null where it brings none
 */
record Event(String epoch, long seq, Subject subject, @Nullable JsonNode row) {

  /**
   * What a change is about.
   *
   * @param kind the name of the event
   * @param of the bisection or commit it is about
   * @param ordinal of the revision it is about
   * @param detail what kind of such a thing it is
   */
  record Subject(String kind, String of, @Nullable Integer ordinal, @Nullable String detail) {}

  /** Whether it is for someone who listens to one bisection only. */
  boolean isAbout(String bisection) {
    return subject.of.equals(bisection) || subject.kind.equals("reset");
  }

  /** The same with this row. */
  Event with(JsonNode now) {
    return new Event(epoch, seq, subject, now);
  }

  /** Its block of the stream: one line of data. */
  byte[] bytes() {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("id", subject.of);
    if (subject.ordinal != null) {
      data.put("ordinal", subject.ordinal);
    }
    if (subject.detail != null) {
      data.put("kind", subject.detail);
    }
    if (row != null) {
      data.set("row", row);
    }
    return ("id: " + epoch + '.' + seq + "\nevent: " + subject.kind + "\ndata: " + data + "\n\n")
        .getBytes(UTF_8);
  }
}
