package firstbad.server.view;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What one batch changed, each thing once, for those who follow live. */
final class Changes {
  private static final String INSERT =
      """
      INSERT INTO changes (at, kind, id, ordinal, detail)
      VALUES (?, ?, ?, ?, ?)
      """;

  private final Set<Change> changes = new LinkedHashSet<>();

  private record Change(
      String kind, String id, @Nullable Integer ordinal, @Nullable String detail) {}

  void add(String kind, String id) {
    changes.add(new Change(kind, id, null, null));
  }

  void add(String kind, String id, @Nullable Integer ordinal, @Nullable String detail) {
    changes.add(new Change(kind, id, ordinal, detail));
  }

  /** Everybody is to load anew. */
  void addReset() {
    changes.clear();
    add("reset", "");
  }

  void write(Handle db, long now) {
    Rows rows = new Rows(INSERT);
    for (Change change : changes) {
      rows.add(now, change.kind(), change.id(), change.ordinal(), change.detail());
    }
    rows.write(db);
  }
}
