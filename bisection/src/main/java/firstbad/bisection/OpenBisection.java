package firstbad.bisection;

import java.util.List;

/**
 * A bisection while it runs: what a later line needs and nothing more. A tree of records, enums,
 * strings, numbers and lists, so that any codec can keep it; at most 8 KiB when encoded.
 *
 * @param id the key under which its lines come
 */
public record OpenBisection(String id) {

  /** A bisection of which nothing is known yet. */
  public static OpenBisection of(String id) {
    return new OpenBisection(id);
  }

  /**
   * Reads one input. Neither this bisection nor anything reachable from it changes; only the
   * archive is written, and only when nothing can fail any more.
   */
  public Advance read(Input input, Archive archive) {
    return new Advance(this, Advance.Receipt.APPLIED, List.of());
  }

  /** The silences that would change something, shortest first; empty once it has ended. */
  public List<Input.Silence> awaited() {
    return List.of();
  }

  /** Whether it has an outcome other than RUNNING. A later line may revive it. */
  public boolean ended() {
    return false;
  }
}
