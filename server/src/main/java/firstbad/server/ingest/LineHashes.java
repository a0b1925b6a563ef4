package firstbad.server.ingest;

import java.util.Arrays;

/** By what the last lines of a text are known again, a hash for each. Not for several threads. */
final class LineHashes {
  /** Of so many lines at most, 32 KiB; most logs have fewer. */
  private static final int MOST = 8192;

  private int[] ring = new int[64];
  private int size;
  private int end;

  LineHashes() {}

  LineHashes(LineHashes other) {
    ring = other.ring.clone();
    size = other.size;
    end = other.end;
  }

  /** How many lines are known. */
  int size() {
    return size;
  }

  /** One more line. */
  void add(String line) {
    if (size == ring.length && size < MOST) {
      ring = Arrays.copyOf(ring, 2 * size); // it has not gone round yet
      end = size;
    }
    ring[end] = line.hashCode();
    end = (end + 1) % ring.length;
    size = Math.min(size + 1, ring.length);
  }

  /**
   * Whether a line is one of them.
   *
   * @param back its place from the end, from 1 to the size
   */
  boolean is(int back, String line) {
    return at(back) == line.hashCode();
  }

  private int at(int back) {
    return ring[Math.floorMod(end - back, ring.length)];
  }
}
