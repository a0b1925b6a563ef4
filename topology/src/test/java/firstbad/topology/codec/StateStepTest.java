package firstbad.topology.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A build whose records are {@code Kept}, beside one that has a version more. */
class StateStepTest {
  enum Colour {
    RED,
    BLUE
  }

  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Square(int side) implements Shape {}
  }

  record Inner(int number, @Nullable String none) {}

  record Kept(
      String text,
      @Nullable Inner inner,
      List<Inner> inners,
      Map<String, Integer> counts,
      Colour colour,
      Shape shape) {}

  private static final Kept KEPT =
      new Kept(
          "text",
          new Inner(1, null),
          List.of(new Inner(2, "two"), new Inner(3, null)),
          Map.of("a", 4),
          Colour.BLUE,
          new Shape.Square(5));

  private static final StateFormat OLD = StateFormat.of(Kept.class);

  @Test
  void a_tree_goes_to_the_next_version_and_back() {
    StateFormat next =
        next(
            List.of(
                List.of("\"name\":\"number\"", "\"name\":\"count\""),
                List.of(
                    "{\"name\":\"text\",\"type\":\"string\"}",
                    "{\"name\":\"since\",\"type\":\"long\"},{\"name\":\"hue\",\"type\":{\"type\":\"enum\",\"name\":\"Hue\",\"symbols\":[\"DARK\"]}}")),
            StateStep.same()
                .renames("StateStepTest_Inner.number", "count")
                .drops("StateStepTest_Kept.text", "text")
                .adds("StateStepTest_Kept.since", 9L)
                .adds("StateStepTest_Kept.hue", "DARK"));
    byte[] written = new StateCodec<>(Kept.class, next).encode(KEPT);
    assertThat(written[0]).isEqualTo((byte) 2);
    assertThat(new StateCodec<>(Kept.class, next).decode(written)).isEqualTo(KEPT);
    byte[] before = new StateCodec<>(Kept.class, next.writing(1)).encode(KEPT);
    assertThat(before).isEqualTo(new StateCodec<>(Kept.class, OLD).encode(KEPT));
    assertThat(new StateCodec<>(Kept.class, next).decode(before)).isEqualTo(KEPT);
    assertThatThrownBy(() -> new StateCodec<>(Kept.class, OLD).decode(written))
        .isInstanceOf(UnreadableState.class)
        .hasMessageContaining("has version 2");
  }

  @Test
  void what_no_default_is_declared_for_is_refused() {
    StateFormat next =
        next(
            List.of(
                List.of(
                    "{\"name\":\"text\",\"type\":\"string\"}",
                    "{\"name\":\"text\",\"type\":\"string\"},{\"name\":\"more\",\"type\":\"int\"}")),
            StateStep.same());
    assertThatThrownBy(() -> new StateCodec<>(Kept.class, next).encode(KEPT))
        .isInstanceOf(UnreadableState.class)
        .hasMessageContaining("No default is declared for StateStepTest_Kept.more");
  }

  @Test
  void a_constant_that_only_one_version_has_is_replaced_by_the_declared_one() {
    StateFormat next =
        next(
            List.of(List.of("[\"RED\",\"BLUE\"]", "[\"RED\"]")),
            StateStep.same().drops("StateStepTest_Colour.BLUE", "RED"));
    StateCodec<Kept> codec = new StateCodec<>(Kept.class, next);
    assertThat(codec.decode(codec.encode(KEPT)).colour()).isEqualTo(Colour.RED);
  }

  @Test
  void only_the_newest_version_and_the_one_before_are_written() {
    assertThat(OLD.writing(1).writes()).isEqualTo(1);
    assertThatThrownBy(() -> OLD.writing(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "This firstbad keeps state of version 1 and knows no earlier one; it cannot write version 2.");
  }

  private static StateFormat next(List<List<String>> replaced, StateStep step) {
    String shapes = OLD.newestShapes().toString();
    for (List<String> pair : replaced) {
      assertThat(shapes).contains(pair.get(0));
      shapes = shapes.replace(pair.get(0), pair.get(1));
    }
    return OLD.with(new Schema.Parser().parse(shapes), step);
  }
}
