package firstbad.topology.assemble;

import firstbad.bisection.state.Archive;
import firstbad.topology.store.WriteBehindStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The archive of the bisection whose input is being read. What is put is held back until the whole
 * step has succeeded, so that a fault in it leaves nothing behind.
 */
final class StoredArchive implements Archive {
  // No id and no key of a piece contains it.
  private static final char SEPARATOR = '\0';

  private final WriteBehindStore<Piece> store;
  private final Map<String, Piece> staged = new LinkedHashMap<>();
  private String prefix = "";

  StoredArchive(WriteBehindStore<Piece> store) {
    this.store = store;
  }

  /** Turns to a bisection and forgets what was held back for another. */
  StoredArchive of(String id) {
    staged.clear();
    prefix = id + SEPARATOR;
    return this;
  }

  @Override
  public @Nullable Piece get(String key) {
    Piece piece = staged.get(key);
    return piece != null ? piece : store.get(prefix + key);
  }

  @Override
  public void put(String key, Piece piece) {
    staged.put(key, piece);
  }

  /** Keeps what was put. */
  void keep() {
    if (!staged.isEmpty()) {
      staged.forEach((key, piece) -> store.put(prefix + key, piece));
      staged.clear();
    }
  }

  /** Removes all pieces of the bisection. */
  void clear() {
    staged.clear();
    store.removeAll(prefix);
  }
}
