package firstbad.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.apache.kafka.common.internals.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

  @Test
  void names_and_subjects_begin_with_the_prefix() {
    Topics topics = new Topics("ci.");
    assertThat(topics.name(firstbad.schemas.Topic.LOG_LINES)).isEqualTo("ci.log-lines");
    assertThat(topics.subject(firstbad.schemas.Topic.CULPRITS)).isEqualTo("ci.culprits-value");
    assertThat(Topics.ofDefaultPrefix().name(firstbad.schemas.Topic.ALERTS))
        .isEqualTo("firstbad.alerts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "firstbad.", "Team_7-"})
  void kafka_takes_every_name_under_a_legal_prefix(String prefix) {
    Topics topics = new Topics(prefix);
    Arrays.stream(firstbad.schemas.Topic.values()).map(topics::name).forEach(Topic::validate);
    Topic.validate(new Topics("x".repeat(200)).name(firstbad.schemas.Topic.CRASH_COUNTS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"first bad.", "a/", "ä", "a\n"})
  void any_other_prefix_is_refused_with_a_sentence(String prefix) {
    assertThatThrownBy(() -> new Topics(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The topic prefix \"")
        .hasMessageContaining("is refused");
    assertThatThrownBy(() -> new Topics("x".repeat(201)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
