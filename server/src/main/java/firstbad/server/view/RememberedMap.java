package firstbad.server.view;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was used last. Not for several threads. */
public final class RememberedMap<V> extends LinkedHashMap<String, V> {
  private static final long serialVersionUID = 1;

  private final int most;

  /**
   * @param most so many entries are kept
   */
  public RememberedMap(int most) {
    super(16, 0.75f, true);
    this.most = most;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > most;
  }
}
