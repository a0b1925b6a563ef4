package firstbad.app.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.bisection.caps.Caps;
import firstbad.publisher.Labels;
import firstbad.publisher.RefusedException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the publisher lets pass is what the fold keeps whole; neither knows the other. */
class CapsAgreeTest {

  @Test
  void as_many_labels_as_the_fold_keeps() {
    assertThat(Labels.checked(labels(Caps.LABELS, 20))).hasSize(Caps.LABELS);
    assertRefused(labels(Caps.LABELS + 1, 20));
  }

  @Test
  void as_long_a_label_as_the_fold_keeps() {
    assertThat(Labels.checked(labels(1, Caps.LABEL_BYTES))).hasSize(1);
    assertRefused(labels(1, Caps.LABEL_BYTES + 1));
  }

  @Test
  void as_many_bytes_of_labels_as_the_fold_keeps() {
    int each = Caps.ALL_LABELS_BYTES / 16;
    assertThat(Labels.checked(labels(16, each))).hasSize(16);
    assertRefused(labels(17, each));
  }

  private static void assertRefused(Map<String, String> labels) {
    assertThatThrownBy(() -> Labels.checked(labels)).isInstanceOf(RefusedException.class);
  }

  /** So many labels of so many bytes each, names included. */
  private static Map<String, String> labels(int count, int bytes) {
    Map<String, String> labels = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String name = "label-%02d".formatted(i);
      labels.put(name, "v".repeat(bytes - name.length()));
    }
    return labels;
  }
}
