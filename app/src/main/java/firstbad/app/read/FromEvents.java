package firstbad.app.read;

import firstbad.bisection.trust.judgement.ReasonsByDirection;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records of {@code bisection} from the events, so that what was read from Kafka is told
 * by the same words as what was read from a file. Fields are matched by name, {@code start_commit}
 * to {@code startCommit}: the schemas mirror the records. What the schema does not have yet is
 * null. Only commands that show a few events use it; nothing here is quick.
 */
public final class FromEvents {
  /** After the name of a list: how many of it, from the first on, speak against. */
  private static final String AGAINST = "_against";

  /** The record of this type that says what the event says. */
  public static <R extends Record> R record(IndexedRecord event, Class<R> type) {
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      Schema.Field field = event.getSchema().getField(snakeCase(components[i].getName()));
      values[i] =
          field == null ? null : value(event.get(field.pos()), components[i].getGenericType());
      Schema.Field against =
          event.getSchema().getField(snakeCase(components[i].getName()) + AGAINST);
      if (against != null && values[i] instanceof List<?> reasons) {
        List<String> texts = reasons.stream().map(String::valueOf).toList();
        values[i] = ReasonsByDirection.of(texts, (int) event.get(against.pos()));
      }
    }
    try {
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getSimpleName(), e);
    }
  }

  private static @Nullable Object value(@Nullable Object value, Type type) {
    if (value == null) {
      return null;
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      return value instanceof Map<?, ?> map ? texts(map) : list((List<?>) value, arguments[0]);
    }
    return value(value, (Class<?>) type);
  }

  private static Object value(Object value, Class<?> plain) {
    if (plain.isRecord()) {
      return record((IndexedRecord) value, plain.asSubclass(Record.class));
    }
    if (plain.isEnum()) {
      return symbol(plain, value.toString());
    }
    if (value instanceof Instant time) {
      return time.toEpochMilli();
    }
    return value instanceof CharSequence ? value.toString() : value;
  }

  private static List<?> list(List<?> values, Type element) {
    return values.stream().map(each -> value(each, element)).toList();
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(key.toString(), value.toString()));
    return texts;
  }

  private static Object symbol(Class<?> type, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(type.getSimpleName() + " has no " + name));
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private FromEvents() {}
}
