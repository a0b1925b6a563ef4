package firstbad.story;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import firstbad.events.VerdictCounts;

/** A summary as JSON, in the words of the API: fields in snake_case. */
public final class SummaryJson {
  private static final ObjectMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /** One object. */
  public static JsonNode of(Summary summary) {
    return JSON.valueToTree(summary);
  }

  /** One object. */
  public static JsonNode of(TrackTable table) {
    return JSON.valueToTree(table);
  }

  /** One object. */
  public static JsonNode of(VerdictCounts counts) {
    return JSON.valueToTree(Summary.Decided.of(counts));
  }

  private SummaryJson() {}
}
