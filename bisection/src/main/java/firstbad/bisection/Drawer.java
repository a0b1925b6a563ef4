package firstbad.bisection;

import firstbad.bisection.Archive.Piece;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An archive whose new pieces are held back until the input that brings them has been read. */
final class Drawer {
  private final Archive archive;
  private @Nullable Map<String, Piece> held;

  Drawer(Archive archive) {
    this.archive = archive;
  }

  @Nullable Piece get(String key) {
    Piece piece = held == null ? null : held.get(key);
    return piece == null ? archive.get(key) : piece;
  }

  void put(String key, Piece piece) {
    if (held == null) {
      held = new LinkedHashMap<>();
    }
    held.put(key, piece);
  }

  /** Hands everything over, in the order in which it came. */
  void close() {
    if (held != null) {
      held.forEach(archive::put);
    }
  }
}
