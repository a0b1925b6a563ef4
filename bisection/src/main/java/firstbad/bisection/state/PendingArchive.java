package firstbad.bisection.state;

import firstbad.bisection.state.Archive.Piece;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An archive whose new pieces are held back until the input that brings them has been read. */
public final class PendingArchive implements Archive {
  private final Archive archive;

  /** Keys and pieces that are held back; one line brings three or four as a rule. */
  private List<String> keys = List.of();

  private List<Piece> pieces = List.of();

  public PendingArchive(Archive archive) {
    this.archive = archive;
  }

  @Override
  public @Nullable Piece get(String key) {
    for (int i = keys.size() - 1; i >= 0; i--) {
      if (keys.get(i).equals(key)) {
        return pieces.get(i);
      }
    }
    return archive.get(key);
  }

  @Override
  public void put(String key, Piece piece) {
    if (keys.isEmpty()) {
      keys = new ArrayList<>(4);
      pieces = new ArrayList<>(4);
    }
    keys.add(key);
    pieces.add(piece);
  }

  /** Hands everything over, in the order in which it came. */
  public void close() {
    for (int i = 0; i < keys.size(); i++) {
      archive.put(keys.get(i), pieces.get(i));
    }
  }
}
