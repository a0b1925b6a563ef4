package firstbad.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import firstbad.topology.codec.StateFormat;
import firstbad.topology.codec.StateStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;

/** The build after this one: its state has a part more, one less, and one of another name. */
final class NextBuild {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads every version up to this build's and the next, and writes the next. */
  static StateFormat format() {
    return StateFormat.shipped()
        .with(
            new Schema.Parser().parse(shapes(StateFormat.shipped().newestShapes())),
            StateStep.same()
                .adds("StoredBisection_Open.next", "from the next build")
                .adds("CommitCrashes.seen", 7)
                .drops("StoredBisection_Open.faults", 0)
                .renames("StoredBisection_Open.highest", "highest_line"));
  }

  private static String shapes(Schema of) {
    try {
      JsonNode root = JSON.readTree(of.toString());
      ArrayNode open = fields(root, "StoredBisection_Open");
      for (int i = open.size() - 1; i >= 0; i--) {
        ObjectNode field = (ObjectNode) open.get(i);
        if (field.get("name").textValue().equals("faults")) {
          open.remove(i);
        } else if (field.get("name").textValue().equals("highest")) {
          field.put("name", "highest_line");
        }
      }
      open.insertObject(1).put("name", "next").put("type", "string");
      fields(root, "CommitCrashes").addObject().put("name", "seen").put("type", "int");
      return root.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of a record, wherever it is defined. */
  private static ArrayNode fields(JsonNode root, String record) {
    Deque<JsonNode> left = new ArrayDeque<>(List.of(root));
    while (!left.isEmpty()) {
      JsonNode node = left.pop();
      if (record.equals(node.path("name").textValue())
          && node.get("fields") instanceof ArrayNode f) {
        return f;
      }
      node.forEach(left::push);
    }
    throw new IllegalStateException("no record " + record);
  }

  private NextBuild() {}
}
