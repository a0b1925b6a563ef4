package firstbad.schemas;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/** The page of topics and events, made from the tables and the schemas. */
final class EventsPage {
  private static final String HEAD =
      """
      # Topics and events

      What each topic holds, field by field. `EventsPageTest` makes this page from the tables in
      [schemas](../schemas/README.md) and from the schemas themselves. A server has the same for programs, as a
      document of AsyncAPI 3.0, at `/api/v1/asyncapi.json`. Names begin with the prefix, `firstbad.` unless another
      is configured.
      """;

  /** Limits that are the same for all topics, or for all with times of their writers. */
  private static final Set<String> OF_ALL =
      Set.of("max.message.bytes", "message.timestamp.after.max.ms");

  private final StringBuilder page = new StringBuilder(HEAD);
  private final Map<String, Schema> types = new TreeMap<>();

  private EventsPage() {}

  /** The page, in Markdown. */
  static String made() {
    EventsPage made = new EventsPage();
    made.page.append(
        "\n| topic | key | settings | written by | read by |\n|---|---|---|---|---|\n");
    for (Topic topic : Topic.values()) {
      made.row(
          "`" + topic.suffix() + "`",
          topic.key().about(),
          settings(topic),
          principals(topic, false),
          principals(topic, true));
    }
    made.page.append("\n| header | in | value |\n|---|---|---|\n");
    for (RecordHeader header : RecordHeader.values()) {
      made.row("`" + header.header() + "`", topics(header), header.about());
    }
    for (Topic topic : Topic.values()) {
      topic
          .value()
          .ifPresent(value -> made.fields("`" + topic.suffix() + "`: " + value.getName(), value));
    }
    made.page.append("\n## Types\n");
    // A type may bring others.
    Map<String, Schema> shown = new LinkedHashMap<>();
    while (!shown.keySet().containsAll(made.types.keySet())) {
      for (Schema type : List.copyOf(made.types.values())) {
        if (shown.put(type.getFullName(), type) == null && type.getType() == Schema.Type.RECORD) {
          type.getFields().forEach(field -> made.type(field.schema()));
        }
      }
    }
    made.types.values().forEach(made::section);
    return made.page.toString();
  }

  private void section(Schema type) {
    if (type.getType() == Schema.Type.ENUM) {
      page.append("\n### ").append(type.getName()).append("\n\n").append(type.getDoc());
      page.append("\n\n")
          .append(
              type.getEnumSymbols().stream().map(each -> "`" + each + "`").collect(joining(", ")))
          .append(".\n");
    } else {
      fields("# " + type.getName(), type);
    }
  }

  private void fields(String title, Schema event) {
    page.append(title.startsWith("#") ? "\n##" : "\n## ").append(title).append("\n\n");
    page.append(event.getDoc()).append("\n\n| field | type | meaning |\n|---|---|---|\n");
    for (Schema.Field field : event.getFields()) {
      row("`" + field.name() + "`", type(field.schema()), field.doc());
    }
  }

  private String type(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
                  .filter(each -> each.getType() != Schema.Type.NULL)
                  .map(this::type)
                  .collect(joining(" or "))
              + (schema.isNullable() ? ", or null" : "");
      case ARRAY -> "list of " + type(schema.getElementType());
      case MAP -> "map of " + type(schema.getValueType());
      case RECORD, ENUM -> {
        types.put(schema.getFullName(), schema);
        yield "[" + schema.getName() + "](#" + schema.getName().toLowerCase(Locale.ROOT) + ")";
      }
      default -> logical == null ? schema.getType().getName() : logical.getName();
    };
  }

  private void row(String... cells) {
    page.append("| ")
        .append(
            Arrays.stream(cells)
                .map(cell -> String.valueOf(cell).replace("|", "\\|").replaceAll("\\s+", " "))
                .collect(joining(" | ")))
        .append(" |\n");
  }

  private static String settings(Topic topic) {
    return new TreeMap<>(topic.configs())
            .entrySet().stream()
                .filter(setting -> !OF_ALL.contains(setting.getKey()))
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .collect(joining(" "))
        + (topic.width() == Topic.Width.ONE ? " one partition" : "");
  }

  private static String principals(Topic topic, boolean reading) {
    return Arrays.stream(Principal.values())
        .filter(principal -> (reading ? principal.reads() : principal.writes()).contains(topic))
        .map(Principal::title)
        .collect(joining(", "));
  }

  private static String topics(RecordHeader header) {
    return Arrays.stream(Topic.values())
        .filter(topic -> RecordHeader.of(topic).contains(header))
        .map(topic -> "`" + topic.suffix() + "`")
        .collect(joining(", "));
  }
}
