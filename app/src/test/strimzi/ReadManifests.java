import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.strimzi.api.kafka.model.common.UnknownPropertyPreserving;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

/** Reads manifests as Strimzi's operators do, and prints each with the fields that they do not know. */
final class ReadManifests {
  private static final Map<String, Class<?>> KINDS =
      Map.of("KafkaTopic", KafkaTopic.class, "KafkaUser", KafkaUser.class);

  public static void main(String[] arguments) throws Exception {
    YAMLMapper yaml = new YAMLMapper();
    for (JsonNode each : yaml.readerFor(JsonNode.class).<JsonNode>readValues(System.in).readAll()) {
      Class<?> kind = KINDS.get(each.get("kind").asText());
      String version = each.get("apiVersion").asText();
      String group = (String) kind.getField("RESOURCE_GROUP").get(null);
      List<?> versions = (List<?>) kind.getField("VERSIONS").get(null);
      if (!version.startsWith(group + "/") || !versions.contains(version.substring(group.length() + 1))) {
        System.out.println("unknown version: " + version);
      }
      Object read = yaml.treeToValue(each, kind);
      System.out.println(kind.getSimpleName() + " " + each.at("/metadata/name").asText());
      printUnknown("", read);
    }
  }

  private static void printUnknown(String path, Object value) throws Exception {
    if (value instanceof UnknownPropertyPreserving known) {
      known.getAdditionalProperties().keySet().forEach(name -> System.out.println("unknown field: " + path + "/" + name));
    }
    if (value instanceof Iterable<?> list) {
      for (Object each : list) {
        printUnknown(path, each);
      }
    } else if (value != null && value.getClass().getName().startsWith("io.strimzi.") && !value.getClass().isEnum()) {
      for (Method each : value.getClass().getMethods()) {
        if (each.getName().startsWith("get") && each.getParameterCount() == 0 && !each.getName().equals("getClass")
            && !each.getName().equals("getAdditionalProperties")) {
          printUnknown(path + "/" + each.getName().substring(3), each.invoke(value));
        }
      }
    }
  }

  private ReadManifests() {}
}
