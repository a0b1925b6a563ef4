package firstbad.bisection.fold;

import firstbad.bisection.grammar.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each kind of line does, as one table by kind; a test holds it total over all entries. */
final class Effects {
  private static final Map<Class<?>, Effect<?>> TABLE = table();

  private static Map<Class<?>, Effect<?>> table() {
    Map<Class<?>, Effect<?>> table = new HashMap<>();
    List.of(
            HeaderEffects.ROWS,
            RevisionEffects.ROWS,
            ConfigEffects.ROWS,
            RangeEffects.ROWS,
            GitEffects.ROWS,
            FixEffects.ROWS,
            EndEffects.ROWS)
        .forEach(rows -> rows.forEach(row -> table.put(row.kind(), row)));
    return table;
  }

  static Effect<?> of(Entry entry) {
    Effect<?> effect = TABLE.get(entry.getClass());
    if (effect == null) {
      throw new IllegalStateException("There is no effect for " + entry.getClass().getName());
    }
    return effect;
  }

  private Effects() {}
}
