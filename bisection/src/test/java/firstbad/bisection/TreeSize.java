package firstbad.bisection;

import firstbad.bisection.caps.Utf8;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;

/**
 * Bytes that a plain binary codec needs for a tree of records: two for each field's name and each
 * value's frame, UTF-8 for text, as many as needed for numbers.
 */
public final class TreeSize {

  public static int of(Object value) {
    if (value == null) {
      return 1;
    }
    if (value instanceof String text) {
      return 3 + Utf8.length(text);
    }
    if (value instanceof Boolean) {
      return 1;
    }
    if (value instanceof Number number) {
      return Math.abs(number.doubleValue()) < 64 ? 2 : number instanceof Integer ? 5 : 10;
    }
    if (value instanceof Collection<?> list) {
      return 2 + list.stream().mapToInt(TreeSize::of).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return 2 + of(map.keySet()) + of(map.values());
    }
    if (value instanceof Record tree) {
      int size = 2;
      for (RecordComponent component : tree.getClass().getRecordComponents()) {
        size += 2 + of(component(tree, component));
      }
      return size;
    }
    return 2 + String.valueOf(value).length();
  }

  private static Object component(Record tree, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(tree);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  private TreeSize() {}
}
