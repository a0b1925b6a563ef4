package firstbad.topology.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import firstbad.bisection.finding.CrashDelta;
import firstbad.bisection.finding.CrashDelta.TitleDelta;
import firstbad.bisection.fold.Fold;
import firstbad.bisection.fold.Input;
import firstbad.bisection.state.Archive;
import firstbad.bisection.state.BisectionState;
import firstbad.topology.SeedLog;
import firstbad.topology.assemble.StoredBisection;
import firstbad.topology.assemble.Timer;
import firstbad.topology.sum.CommitCrashes;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateCodecTest {

  enum Colour {
    RED,
    BLUE
  }

  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Named(String name, Shape inner) implements Shape {}

    sealed interface Flat extends Shape {
      record Square(int side) implements Flat {}
    }
  }

  record Tree(
      String text,
      @Nullable String none,
      long number,
      @Nullable Integer boxed,
      boolean flag,
      Colour colour,
      List<Shape> shapes,
      Map<String, List<Colour>> colours) {
    public String getDerived() {
      return "not a component";
    }

    public boolean isDerived() {
      return true;
    }
  }

  record Smaller(String text) {}

  private static final Tree TREE =
      new Tree(
          "grün \0 und '\"",
          null,
          Long.MIN_VALUE,
          7,
          true,
          Colour.BLUE,
          List.of(
              new Shape.Circle(0.1),
              new Shape.Named("n", new Shape.Flat.Square(3)),
              new Shape.Flat.Square(4)),
          Map.of("a", List.of(Colour.RED), "b", List.of()));

  @Test
  void a_tree_of_records_comes_back_as_it_was() {
    StateCodec<Tree> codec = new StateCodec<>(Tree.class, StateFormat.of(Tree.class));
    assertThat(codec.decode(codec.encode(TREE))).isEqualTo(TREE);
  }

  @Test
  void a_sealed_root_comes_back_as_it_was() {
    StateCodec<Shape> codec = new StateCodec<>(Shape.class, StateFormat.of(Shape.class));
    for (Shape shape : TREE.shapes()) {
      assertThat(codec.decode(codec.encode(shape))).isEqualTo(shape);
    }
  }

  @Test
  void what_the_topology_keeps_comes_back_as_it_was() {
    same(
        StoredBisection.class,
        new StoredBisection.Open(
            BisectionState.of("job-1"), 5, 6, 7, new Timer(Timer.Lane.SHORT, 8), 9));
    same(StoredBisection.class, StoredBisection.Open.of("job-2"));
    same(StoredBisection.class, new StoredBisection.Retired(77, 5));
    CrashDelta delta =
        new CrashDelta(
            null,
            new CrashDelta.Tests(1, 2),
            new CrashDelta.RunDelta(3, 4, 5, 6),
            List.of(new TitleDelta("a", "B", 1, 0, -1, 1)),
            new CrashDelta.Observed(10, 20));
    same(CrashDelta.class, delta);
    same(CommitCrashes.class, CommitCrashes.NONE.plus(delta));
  }

  @Test
  void a_bisection_goes_on_from_its_bytes_as_if_it_had_never_been_bytes() {
    StateCodec<BisectionState> codec =
        new StateCodec<>(BisectionState.class, StateFormat.of(BisectionState.class));
    StateCodec<Archive.Piece> pieces =
        new StateCodec<>(Archive.Piece.class, StateFormat.of(Archive.Piece.class));
    Map<String, byte[]> store = new HashMap<>();
    Archive encoded =
        new Archive() {
          @Override
          public @Nullable Piece get(String key) {
            byte[] bytes = store.get(key);
            return bytes == null ? null : pieces.decode(bytes);
          }

          @Override
          public void put(String key, Piece piece) {
            store.put(key, pieces.encode(piece));
            assertThat(pieces.decode(store.get(key))).isEqualTo(piece);
          }
        };
    BisectionState bisection = BisectionState.of("seed");
    int largest = 0;
    for (int i = 0; i < SeedLog.LINES.size(); i++) {
      Input.Line line = new Input.Line(i + 1, SeedLog.LINES.get(i), Map.of(), 1_000L * i);
      BisectionState next = Fold.SHIPPED.apply(bisection, line, encoded).next();
      byte[] bytes = codec.encode(next);
      largest = Math.max(largest, bytes.length);
      bisection = codec.decode(bytes);
      assertThat(bisection).isEqualTo(next);
    }
    assertThat(largest).isLessThan(8 * 1024);
    System.out.println("largest open state of the seed log: " + largest + " bytes");
  }

  private static <T> void same(Class<T> type, T value) {
    StateCodec<T> codec = new StateCodec<>(type, StateFormat.of(type));
    assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
  }

  @Test
  void a_newer_version_is_refused_with_a_sentence_that_says_what_to_do() {
    StateCodec<Smaller> codec = new StateCodec<>(Smaller.class, StateFormat.of(Smaller.class));
    byte[] bytes = codec.encode(new Smaller("x"));
    bytes[0] = 9;
    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(UnreadableState.class)
        .hasMessageContaining("has version 9")
        .hasMessageContaining("reads versions up to 1");
    assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(UnreadableState.class);
  }

  @Test
  void another_shape_and_damaged_bytes_are_refused_and_never_a_default() {
    StateCodec<Tree> large = new StateCodec<>(Tree.class, StateFormat.of(Tree.class));
    StateCodec<Smaller> small = new StateCodec<>(Smaller.class, StateFormat.of(Smaller.class));
    assertThatThrownBy(() -> large.decode(small.encode(new Smaller("x"))))
        .isInstanceOf(UnreadableState.class)
        .hasMessageContaining("another shape");
    byte[] whole = large.encode(TREE);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThatThrownBy(() -> large.decode(cut))
        .isInstanceOf(UnreadableState.class)
        .hasMessageContaining("damaged");
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> large.decode(longer)).isInstanceOf(UnreadableState.class);
  }

  @Test
  void null_where_none_may_be_is_refused() {
    StateCodec<Smaller> small = new StateCodec<>(Smaller.class, StateFormat.of(Smaller.class));
    assertThatThrownBy(() -> small.encode(new Smaller(nothing())))
        .isInstanceOf(UnreadableState.class)
        .hasMessageContaining("Smaller cannot be kept");
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // the fault itself
  private static String nothing() {
    return null;
  }
}
