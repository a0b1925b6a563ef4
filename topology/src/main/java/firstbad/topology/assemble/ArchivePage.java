package firstbad.topology.assemble;

import firstbad.bisection.state.Archive.Piece;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Pieces of the archive of one bisection that are kept under one key, since a record for each would
 * be most of what is written. A page is written when one of its pieces changes: with pages of some
 * 2 KB neither their number nor the bytes that are written again are many.
 *
 * @param bytes about how large it is
 * @param pieces by key, in the order in which they came
 */
public record ArchivePage(int bytes, Map<String, Piece> pieces) {
  private static final int FULL = 2048;
  private static final int OVERHEAD = 8;

  static final ArchivePage EMPTY = new ArchivePage(0, Map.of());

  @Nullable Piece get(String key) {
    return pieces.get(key);
  }

  /** Whether a piece that is new should go to the next page. */
  boolean full() {
    return bytes >= FULL;
  }

  /** With this piece, in the place of one that has its key. */
  ArchivePage with(String key, Piece piece) {
    Map<String, Piece> more = new LinkedHashMap<>(pieces);
    Piece before = more.put(key, piece);
    int freed = before == null ? 0 : size(key, before);
    return new ArchivePage(bytes - freed + size(key, piece), more);
  }

  private static int size(String key, Piece piece) {
    int texts = 0;
    if (piece instanceof Piece.Chunk chunk) {
      texts = chunk.text().length();
    } else if (piece instanceof Piece.Word word) {
      texts = word.text().length();
    } else if (piece instanceof Piece.WordList words) {
      texts = words.texts().stream().mapToInt(text -> text.length() + 1).sum();
    } else if (piece instanceof Piece.Labels labels) {
      texts = labels.labels().stream().mapToInt(l -> l.key().length() + l.value().length()).sum();
    } else if (piece instanceof Piece.Title title) {
      texts = title.text().length() + title.type().length();
    } else if (piece instanceof Piece.TestedRevision tested) {
      texts = tested.commit().length() + 4 * tested.crashes().size();
    } else if (piece instanceof Piece.SeenCrashes) {
      texts = 2 * Long.BYTES;
    }
    return OVERHEAD + key.length() + texts;
  }
}
