package firstbad.bisection.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An archive in memory.
 *
 * @param pieces by their keys; a map that can be changed
 */
public record MapArchive(Map<String, Archive.Piece> pieces) implements Archive {

  @Override
  public @Nullable Piece get(String key) {
    return pieces.get(key);
  }

  @Override
  public void put(String key, Piece piece) {
    pieces.put(key, piece);
  }
}
