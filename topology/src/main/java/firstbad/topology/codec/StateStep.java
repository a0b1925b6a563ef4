package firstbad.topology.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * How state of one version becomes state of the next, and back. Parts of the same name are carried
 * over; a part that only one side has needs a default that is declared here, and a part that was
 * renamed its other name. Whatever is neither is refused, never guessed.
 */
public final class StateStep {
  /** Stands for null where a default is declared. */
  public static final Object NULL = new Object();

  private final Map<String, Object> defaults = new HashMap<>();
  private final Map<String, String> renamed = new HashMap<>();

  /** A step that changes nothing yet. */
  public static StateStep same() {
    return new StateStep();
  }

  /**
   * The next version has a part that this one lacks: going up it gets this value, going back it is
   * forgotten. For a constant {@code Enum.CONSTANT} that only the next version has, the value is
   * the constant that takes its place going back.
   *
   * @param part {@code Record.field} or {@code Enum.CONSTANT}
   * @param value as Avro's generic data: a constant of an enum by its name, an empty list, 0
   */
  public StateStep adds(String part, Object value) {
    defaults.put(part, value);
    return this;
  }

  /** This version has a part that the next one lacks: as {@link #adds}, the other way round. */
  public StateStep drops(String part, Object value) {
    return adds(part, value);
  }

  /** A field {@code Record.field} is called {@code name} in the next version. */
  public StateStep renames(String part, String name) {
    renamed.put(part, name);
    return this;
  }

  /** The tree in the next version. */
  @Nullable Object up(Schema from, @Nullable Object tree, Schema to) {
    Map<String, String> names = new HashMap<>();
    renamed.forEach((part, name) -> names.put(record(part) + "." + name, field(part)));
    return new Walk(defaults, names).convert(from, tree, to);
  }

  /** The tree in this version, made from one of the next. */
  @Nullable Object down(Schema from, @Nullable Object tree, Schema to) {
    return new Walk(defaults, renamed).convert(from, tree, to);
  }

  private static String record(String part) {
    return part.substring(0, part.lastIndexOf('.'));
  }

  private static String field(String part) {
    return part.substring(part.lastIndexOf('.') + 1);
  }

  /**
   * One way through a tree.
   *
   * @param defaults by the part that the source lacks
   * @param names the source's name of a field, by {@code Record.field} of the target
   */
  private record Walk(Map<String, Object> defaults, Map<String, String> names) {

    @Nullable Object convert(Schema from, @Nullable Object tree, Schema to) {
      Schema source =
          from.isUnion() ? from.getTypes().get(GenericData.get().resolveUnion(from, tree)) : from;
      if (to.isUnion()) {
        Schema branch = branch(source, to);
        return branch == null ? missing(source.getFullName()) : convert(source, tree, branch);
      }
      return switch (to.getType()) {
        case RECORD -> record(source, tree, to);
        case ENUM -> constant(String.valueOf(tree), to);
        case ARRAY -> array(source, (List<?>) present(tree, to), to);
        case MAP -> map(source, (Map<?, ?>) present(tree, to), to);
        case LONG -> ((Number) present(tree, to)).longValue();
        case DOUBLE -> ((Number) present(tree, to)).doubleValue();
        case NULL -> null;
        default -> present(tree, to);
      };
    }

    private static @Nullable Schema branch(Schema source, Schema union) {
      List<Schema> branches = union.getTypes();
      for (Schema branch : branches) {
        if (branch.getFullName().equals(source.getFullName())) {
          return branch;
        }
      }
      boolean renamed = source.getType() == Schema.Type.RECORD && branches.size() == 2;
      for (Schema branch : branches) {
        if (renamed && branch.getType() == Schema.Type.RECORD) {
          return branch;
        }
      }
      return null;
    }

    private GenericRecord record(Schema from, @Nullable Object tree, Schema to) {
      GenericRecord source = (GenericRecord) present(tree, to);
      GenericRecord target = new GenericData.Record(to);
      for (Schema.Field field : to.getFields()) {
        String part = to.getName() + "." + field.name();
        Schema.Field old = from.getField(names.getOrDefault(part, field.name()));
        target.put(
            field.pos(),
            old == null
                ? known(part, field.schema())
                : convert(old.schema(), source.get(old.pos()), field.schema()));
      }
      return target;
    }

    /** The default of a part; a constant is declared by its name. */
    private @Nullable Object known(String part, Schema schema) {
      Object value = missing(part);
      if (value == NULL) {
        return null;
      }
      return schema.getType() == Schema.Type.ENUM ? constant(value.toString(), schema) : value;
    }

    private Object constant(String name, Schema to) {
      String known = to.hasEnumSymbol(name) ? name : missing(to.getName() + "." + name).toString();
      return new GenericData.EnumSymbol(to, known);
    }

    private Object array(Schema from, List<?> list, Schema to) {
      List<@Nullable Object> converted = new ArrayList<>(list.size());
      list.forEach(
          each -> converted.add(convert(from.getElementType(), each, to.getElementType())));
      return converted;
    }

    private Object map(Schema from, Map<?, ?> map, Schema to) {
      Map<Object, @Nullable Object> converted = new LinkedHashMap<>();
      map.forEach(
          (key, value) ->
              converted.put(key, convert(from.getValueType(), value, to.getValueType())));
      return converted;
    }

    private Object missing(String part) {
      Object value = defaults.get(part);
      if (value == null) {
        throw new UnreadableState(
            "No default is declared for %s, which one version of the kept state has and the other lacks."
                .formatted(part),
            null);
      }
      return value;
    }

    private static Object present(@Nullable Object tree, Schema to) {
      if (tree == null) {
        throw new UnreadableState(
            "The kept state has nothing where a %s must be.".formatted(to.getFullName()), null);
      }
      return tree;
    }
  }
}
