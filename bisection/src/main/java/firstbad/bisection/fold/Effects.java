package firstbad.bisection.fold;

import firstbad.bisection.finding.Tool;
import firstbad.bisection.grammar.Entry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each kind of line does, as one table by kind; a test holds it total over all entries. */
final class Effects {
  private static final Map<Class<?>, Effect<?>> TABLE =
      table(
          HeaderEffects.ROWS,
          RevisionEffects.ROWS,
          ConfigEffects.ROWS,
          RangeEffects.ROWS,
          GitEffects.ROWS,
          GitLogEffects.OPENINGS,
          FixEffects.ROWS,
          EndEffects.ROWS);

  private static final Map<Class<?>, Effect<?>> OF_GIT = table(GitLogEffects.ROWS);

  @SafeVarargs
  private static Map<Class<?>, Effect<?>> table(List<Effect<?>>... sections) {
    Map<Class<?>, Effect<?>> table = new HashMap<>();
    for (List<Effect<?>> rows : sections) {
      rows.forEach(row -> table.put(row.kind(), row));
    }
    return table;
  }

  /** What such a line does in this log; null where it has no meaning in a log of git's own. */
  static @Nullable Effect<?> of(FoldContext context, Entry entry) {
    if (context.header.tool() == Tool.GIT) {
      return OF_GIT.get(entry.getClass());
    }
    Effect<?> effect = TABLE.get(entry.getClass());
    if (effect == null) {
      throw new IllegalStateException("There is no effect for " + entry.getClass().getName());
    }
    return effect;
  }

  private Effects() {}
}
