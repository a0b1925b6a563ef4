package firstbad.bisection;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies of records with other values of some components, told by name. */
public final class RecordCopy {

  /** The record with these values; a name that it does not have is an error. */
  public static <R extends Record> R of(R record, Map<String, @Nullable Object> changes) {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] values = new @Nullable Object[components.length];
    int changed = 0;
    try {
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        boolean change = changes.containsKey(components[i].getName());
        changed += change ? 1 : 0;
        values[i] =
            change
                ? changes.get(components[i].getName())
                : components[i].getAccessor().invoke(record);
      }
      if (changed != changes.size()) {
        throw new IllegalArgumentException(record.getClass() + " has not all of " + changes);
      }
      @SuppressWarnings("unchecked")
      R copy = (R) record.getClass().getDeclaredConstructor(types).newInstance(values);
      return copy;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private RecordCopy() {}
}
