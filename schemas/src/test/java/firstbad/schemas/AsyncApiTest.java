package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** The document of AsyncAPI says what the tables say. */
class AsyncApiTest {
  private final ObjectNode document = new AsyncApi(new Topics("made."), "1.2.3").document();

  @Test
  void each_topic_is_a_channel_with_its_key_headers_settings_and_writers() {
    assertThat(document.path("channels")).hasSize(Topic.values().length);
    JsonNode culprits = document.at("/channels/culprits");
    assertThat(culprits.path("address").asText()).isEqualTo("made.culprits");
    assertThat(culprits.path("description").asText()).isEqualTo("Written by: topology, operator.");
    JsonNode settings = culprits.at("/bindings/kafka/topicConfiguration");
    assertThat(settings.at("/cleanup.policy/0").asText()).isEqualTo("compact");
    assertThat(document.at("/channels/alerts/bindings/kafka/partitions").asInt()).isEqualTo(1);
    JsonNode message = document.at("/components/messages/CulpritFound");
    assertThat(message.at("/payload/schema/fields")).hasSizeGreaterThan(10);
    assertThat(message.at("/bindings/kafka/key/description").asText())
        .isEqualTo("The id of a bisection.");
    assertThat(message.at("/headers/properties/firstbad-level/description").asText())
        .isEqualTo("The trust in the culprit: the symbol.");
    assertThat(message.at("/headers/properties/firstbad-level").has("format")).isFalse();
    assertThat(
            document
                .at("/components/messages/LogLine/headers/properties/firstbad-run/format")
                .asText())
        .isEqualTo("binary");
    assertThat(document.at("/operations/topology-sends-culprits/action").asText())
        .isEqualTo("send");
  }

  @Test
  void somebody_writes_each_topic_and_somebody_reads_it() {
    for (Topic topic : Topic.values()) {
      assertThat(Principal.values())
          .as(topic.suffix())
          .anyMatch(each -> each.writes().contains(topic))
          .anyMatch(each -> each.reads().contains(topic));
    }
    assertThat(document.at("/channels/git-facts/description").asText())
        .isEqualTo("Written by: operator.");
    assertThat(document.at("/channels/suspects/description").asText())
        .isEqualTo("Written by: topology.");
  }
}
