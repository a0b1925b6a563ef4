package firstbad.topology.assemble;

import firstbad.bisection.state.Archive;
import firstbad.topology.store.WriteBehindStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The archive of the bisection whose input is being read, in pages that are numbered from 0. What
 * is put is held back until the whole step has succeeded, so that a fault in it leaves nothing
 * behind.
 */
final class StoredArchive implements Archive {
  // No id contains it.
  private static final char SEPARATOR = '\0';

  /** Where pages are kept. */
  interface Pages {
    @Nullable ArchivePage get(String key);

    void put(String key, ArchivePage page);

    void removeAll(String prefix);
  }

  private final Pages store;
  private final Map<String, Piece> staged = new LinkedHashMap<>();
  private String prefix = "";

  /** The pages of the bisection as they are kept; null until one is asked for. */
  private @Nullable List<ArchivePage> pages;

  StoredArchive(Pages store) {
    this.store = store;
  }

  /** An archive in this store. */
  static StoredArchive in(WriteBehindStore<ArchivePage> store) {
    return new StoredArchive(
        new Pages() {
          @Override
          public @Nullable ArchivePage get(String key) {
            return store.get(key);
          }

          @Override
          public void put(String key, ArchivePage page) {
            store.put(key, page);
          }

          @Override
          public void removeAll(String prefix) {
            store.removeAll(prefix);
          }
        });
  }

  /** Turns to a bisection and forgets what was held back for another. */
  StoredArchive of(String id) {
    staged.clear();
    pages = null;
    prefix = id + SEPARATOR;
    return this;
  }

  @Override
  public @Nullable Piece get(String key) {
    Piece piece = staged.get(key);
    if (piece != null) {
      return piece;
    }
    List<ArchivePage> kept = pages();
    int page = page(kept, key);
    return page < 0 ? null : kept.get(page).get(key);
  }

  @Override
  public void put(String key, Piece piece) {
    staged.put(key, piece);
  }

  /** Keeps what was put. */
  void keep() {
    if (staged.isEmpty()) {
      return;
    }
    List<ArchivePage> kept = pages();
    boolean[] changed = new boolean[kept.size() + staged.size()];
    for (Map.Entry<String, Piece> entry : staged.entrySet()) {
      int page = page(kept, entry.getKey());
      if (page < 0) {
        page = kept.isEmpty() || kept.get(kept.size() - 1).full() ? kept.size() : kept.size() - 1;
        if (page == kept.size()) {
          kept.add(ArchivePage.EMPTY);
        }
      }
      kept.set(page, kept.get(page).with(entry.getKey(), entry.getValue()));
      changed[page] = true;
    }
    for (int page = 0; page < kept.size(); page++) {
      if (changed[page]) {
        store.put(prefix + page, kept.get(page));
      }
    }
    staged.clear();
  }

  /** Removes all pieces of the bisection. */
  void clear() {
    staged.clear();
    pages = null;
    store.removeAll(prefix);
  }

  /** The newest pages hold what is asked for most. */
  private static int page(List<ArchivePage> kept, String key) {
    for (int page = kept.size() - 1; page >= 0; page--) {
      if (kept.get(page).get(key) != null) {
        return page;
      }
    }
    return -1;
  }

  private List<ArchivePage> pages() {
    List<ArchivePage> known = pages;
    if (known == null) {
      known = new ArrayList<>();
      ArchivePage page = store.get(prefix + 0);
      while (page != null) {
        known.add(page);
        page = store.get(prefix + known.size());
      }
      pages = known;
    }
    return known;
  }
}
