package firstbad.topology.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.Encoder;
import org.jspecify.annotations.Nullable;

/** Writes and reads one part of a tree. Built once for each type, so that no value is reflected. */
interface TreePart {

  void write(Encoder out, @Nullable Object value) throws IOException;

  @Nullable Object read(Decoder in) throws IOException;

  /** A value that Avro writes and reads by itself. */
  record Plain<T>(Writing<T> writing, Reading<T> reading) implements TreePart {
    interface Writing<T> {
      void write(Encoder out, T value) throws IOException;
    }

    interface Reading<T> {
      T read(Decoder in) throws IOException;
    }

    @Override
    @SuppressWarnings("unchecked")
    public void write(Encoder out, @Nullable Object value) throws IOException {
      writing.write(out, (T) present(value));
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return reading.read(in);
    }
  }

  /**
   * A constant of an enum, by its place.
   *
   * @param places of the constants
   */
  record Constant(List<Object> constants, Map<Object, Integer> places) implements TreePart {
    static Constant of(Class<?> type) {
      List<Object> constants = List.of(type.getEnumConstants());
      Map<Object, Integer> places = new HashMap<>();
      for (Object constant : constants) {
        places.put(constant, places.size());
      }
      return new Constant(constants, Map.copyOf(places));
    }

    @Override
    public void write(Encoder out, @Nullable Object value) throws IOException {
      Integer place = places.get(present(value));
      if (place == null) {
        throw new IllegalArgumentException(value + " is none of " + constants);
      }
      out.writeEnum(place);
    }

    @Override
    public Object read(Decoder in) throws IOException {
      return constants.get(in.readEnum());
    }
  }

  /** A list. */
  record Listed(TreePart of) implements TreePart {
    @Override
    public void write(Encoder out, @Nullable Object value) throws IOException {
      List<?> list = (List<?>) present(value);
      out.writeArrayStart();
      out.setItemCount(list.size());
      for (int i = 0; i < list.size(); i++) {
        out.startItem();
        of.write(out, list.get(i));
      }
      out.writeArrayEnd();
    }

    @Override
    public Object read(Decoder in) throws IOException {
      long more = in.readArrayStart();
      if (more == 0) {
        return List.of();
      }
      List<@Nullable Object> list = new ArrayList<>((int) Math.min(more, 1000));
      for (; more > 0; more = in.arrayNext()) {
        for (long i = 0; i < more; i++) {
          list.add(of.read(in));
        }
      }
      return list;
    }
  }

  /**
   * A map.
   *
   * @param key a key from its name
   */
  record Mapped(Function<String, Object> key, TreePart of) implements TreePart {
    @Override
    public void write(Encoder out, @Nullable Object value) throws IOException {
      Map<?, ?> map = (Map<?, ?>) present(value);
      out.writeMapStart();
      out.setItemCount(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.startItem();
        Object key = entry.getKey();
        out.writeString(key instanceof Enum<?> constant ? constant.name() : (String) key);
        of.write(out, entry.getValue());
      }
      out.writeMapEnd();
    }

    @Override
    public Object read(Decoder in) throws IOException {
      Map<Object, @Nullable Object> map = new LinkedHashMap<>();
      for (long more = in.readMapStart(); more > 0; more = in.mapNext()) {
        for (long i = 0; i < more; i++) {
          map.put(key.apply(in.readString()), of.read(in));
        }
      }
      return map;
    }
  }

  /**
   * One of several records, or null.
   *
   * @param places of the branches; of null under {@code Void.class}
   */
  record OneOf(Map<Class<?>, Integer> places, List<TreePart> branches) implements TreePart {
    @Override
    public void write(Encoder out, @Nullable Object value) throws IOException {
      Integer place = places.get(value == null ? Void.class : value.getClass());
      if (place == null) {
        throw new IllegalArgumentException(
            "%s stands where none of %s is".formatted(value, places.keySet()));
      }
      out.writeIndex(place);
      branches.get(place).write(out, value);
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
      return branches.get(in.readIndex()).read(in);
    }
  }

  /** A value or null. */
  record Optional(TreePart of) implements TreePart {
    @Override
    public void write(Encoder out, @Nullable Object value) throws IOException {
      out.writeIndex(value == null ? 0 : 1);
      if (value != null) {
        of.write(out, value);
      }
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
      return in.readIndex() == 0 ? null : of.read(in);
    }
  }

  /** Nothing. */
  record None() implements TreePart {
    @Override
    public void write(Encoder out, @Nullable Object value) throws IOException {
      out.writeNull();
    }

    @Override
    public @Nullable Object read(Decoder in) throws IOException {
      in.readNull();
      return null;
    }
  }

  private static Object present(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("null stands where it must not");
    }
    return value;
  }
}
