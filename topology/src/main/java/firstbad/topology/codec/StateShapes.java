package firstbad.topology.codec;

import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a tree of records, enums, strings, numbers, lists and maps, as an Avro schema. A
 * value of a sealed interface is one of a union of its records.
 */
public final class StateShapes {
  // By the name that a type has in the schema; two types of the same name are a mistake.
  private final Map<String, Class<?>> named = new HashMap<>();
  private final Map<Class<?>, Schema> schemas = new HashMap<>();

  private StateShapes() {}

  /** The shapes of several roots: a record with one field for each, named as the root is. */
  public static Schema of(List<Class<?>> roots) {
    StateShapes shapes = new StateShapes();
    List<Schema.Field> fields = new ArrayList<>();
    for (Class<?> root : roots) {
      fields.add(new Schema.Field(name(root), shapes.shape(root)));
    }
    return Schema.createRecord("State", null, null, false, fields);
  }

  /** The name of a type: that of the file it stands in and its own, without its package. */
  static String name(Class<?> type) {
    return type.getName().substring(type.getPackageName().length() + 1).replace('$', '_');
  }

  /** The records of a sealed interface, those of sealed interfaces among them included. */
  static List<Class<?>> records(Class<?> sealed) {
    List<Class<?>> records = new ArrayList<>();
    for (Class<?> permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isInterface()) {
        records.addAll(records(permitted));
      } else {
        records.add(permitted);
      }
    }
    return records;
  }

  static boolean nullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  static Class<?> raw(AnnotatedType type) {
    Type java = type.getType();
    return (Class<?>)
        (java instanceof ParameterizedType parameterized ? parameterized.getRawType() : java);
  }

  static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  private Schema shape(AnnotatedType type) {
    Class<?> raw = raw(type);
    Schema plain;
    if (raw == List.class) {
      plain = Schema.createArray(shape(argument(type, 0)));
    } else if (raw == Map.class) {
      plain = Schema.createMap(shape(argument(type, 1)));
    } else {
      plain = shape(raw);
    }
    return nullable(type) ? orNull(plain) : plain;
  }

  private static Schema orNull(Schema plain) {
    List<Schema> branches = new ArrayList<>();
    branches.add(Schema.create(Schema.Type.NULL));
    branches.addAll(plain.isUnion() ? plain.getTypes() : List.of(plain));
    return Schema.createUnion(branches);
  }

  private Schema shape(Class<?> raw) {
    if (raw == String.class) {
      return Schema.create(Schema.Type.STRING);
    } else if (raw == int.class || raw == Integer.class) {
      return Schema.create(Schema.Type.INT);
    } else if (raw == long.class || raw == Long.class) {
      return Schema.create(Schema.Type.LONG);
    } else if (raw == double.class || raw == Double.class) {
      return Schema.create(Schema.Type.DOUBLE);
    } else if (raw == boolean.class || raw == Boolean.class) {
      return Schema.create(Schema.Type.BOOLEAN);
    } else if (raw.isSealed() && raw.isInterface()) {
      return Schema.createUnion(records(raw).stream().map(this::shape).toList());
    }
    Schema known = schemas.get(raw);
    return known == null ? named(raw) : known;
  }

  private Schema named(Class<?> raw) {
    String name = name(raw);
    Class<?> other = named.put(name, raw);
    if (other != null) {
      throw new IllegalArgumentException("%s and %s have one name".formatted(other, raw));
    }
    if (raw.isEnum()) {
      List<String> symbols = new ArrayList<>();
      for (Object constant : raw.getEnumConstants()) {
        symbols.add(((Enum<?>) constant).name());
      }
      Schema schema = Schema.createEnum(name, null, null, symbols);
      schemas.put(raw, schema);
      return schema;
    }
    if (!raw.isRecord()) {
      throw new IllegalArgumentException("%s cannot be kept: it is no record".formatted(raw));
    }
    Schema schema = Schema.createRecord(name, null, null, false);
    schemas.put(raw, schema);
    List<Schema.Field> fields = new ArrayList<>();
    for (RecordComponent component : raw.getRecordComponents()) {
      fields.add(new Schema.Field(component.getName(), shape(component.getAnnotatedType())));
    }
    schema.setFields(fields);
    return schema;
  }
}
