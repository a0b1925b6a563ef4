package firstbad.topology.codec;

import firstbad.topology.codec.TreePart.Plain;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;

/** Builds the parts of a type; what they write has the shape that {@link StateShapes} gives. */
final class Parts {
  private static final Map<Class<?>, TreePart> PLAIN = new HashMap<>();

  static {
    TreePart texts = new Plain<String>(Encoder::writeString, Decoder::readString);
    PLAIN.put(String.class, texts);
    TreePart ints = new Plain<Integer>(Encoder::writeInt, Decoder::readInt);
    PLAIN.put(int.class, ints);
    PLAIN.put(Integer.class, ints);
    TreePart longs = new Plain<Long>(Encoder::writeLong, Decoder::readLong);
    PLAIN.put(long.class, longs);
    PLAIN.put(Long.class, longs);
    TreePart doubles = new Plain<Double>(Encoder::writeDouble, Decoder::readDouble);
    PLAIN.put(double.class, doubles);
    PLAIN.put(Double.class, doubles);
    TreePart flags = new Plain<Boolean>(Encoder::writeBoolean, Decoder::readBoolean);
    PLAIN.put(boolean.class, flags);
    PLAIN.put(Boolean.class, flags);
  }

  private final Map<Class<?>, RecordPart> records = new HashMap<>();

  /** The part for a record or for a sealed interface of records. */
  static TreePart of(Class<?> root) {
    return new Parts().part(root, false);
  }

  private TreePart part(AnnotatedType type) {
    Class<?> raw = StateShapes.raw(type);
    boolean nullable = StateShapes.nullable(type);
    if (raw == List.class) {
      return orNull(new TreePart.Listed(part(StateShapes.argument(type, 0))), nullable);
    } else if (raw == Map.class) {
      TreePart values = part(StateShapes.argument(type, 1));
      Class<?> keys = StateShapes.raw(StateShapes.argument(type, 0));
      return orNull(new TreePart.Mapped(key(keys), values), nullable);
    }
    return part(raw, nullable);
  }

  private TreePart part(Class<?> raw, boolean nullable) {
    TreePart plain = PLAIN.get(raw);
    if (plain != null) {
      return orNull(plain, nullable);
    } else if (raw.isInterface()) {
      return oneOf(StateShapes.records(raw), nullable);
    } else if (raw.isEnum()) {
      return orNull(TreePart.Constant.of(raw), nullable);
    }
    return orNull(record(raw), nullable);
  }

  private RecordPart record(Class<?> raw) {
    RecordPart known = records.get(raw);
    if (known != null) {
      return known;
    }
    RecordPart part = new RecordPart(raw);
    records.put(raw, part);
    List<TreePart> components = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      components.add(part(component.getAnnotatedType()));
    }
    part.holds(components.toArray(TreePart[]::new));
    return part;
  }

  private TreePart oneOf(List<Class<?>> types, boolean nullable) {
    Map<Class<?>, Integer> places = new HashMap<>();
    List<TreePart> branches = new ArrayList<>();
    if (nullable) {
      places.put(Void.class, 0);
      branches.add(new TreePart.None());
    }
    for (Class<?> type : types) {
      places.put(type, branches.size());
      branches.add(record(type));
    }
    return new TreePart.OneOf(Map.copyOf(places), List.copyOf(branches));
  }

  private static TreePart orNull(TreePart part, boolean nullable) {
    return nullable ? new TreePart.Optional(part) : part;
  }

  private static Function<String, Object> key(Class<?> type) {
    if (!type.isEnum()) {
      return name -> name;
    }
    Map<String, Object> constants = new HashMap<>();
    for (Object constant : type.getEnumConstants()) {
      constants.put(((Enum<?>) constant).name(), constant);
    }
    return name -> {
      Object constant = constants.get(name);
      if (constant == null) {
        throw new IllegalArgumentException("no %s is called %s".formatted(type, name));
      }
      return constant;
    };
  }
}
