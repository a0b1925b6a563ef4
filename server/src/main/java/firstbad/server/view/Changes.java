package firstbad.server.view;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** What one batch changed, each thing once, for those who follow live. */
final class Changes {
  private static final String INSERT =
      """
      INSERT INTO changes (at, kind, id, ordinal, detail)
      VALUES (:at, :kind, :id, :ordinal, :detail)
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
    if (changes.isEmpty()) {
      return;
    }
    PreparedBatch batch = db.prepareBatch(INSERT);
    for (Change change : changes) {
      batch
          .bind("at", now)
          .bind("kind", change.kind())
          .bind("id", change.id())
          .bind("ordinal", change.ordinal())
          .bind("detail", change.detail())
          .add();
    }
    int[] unused = batch.execute();
  }
}
