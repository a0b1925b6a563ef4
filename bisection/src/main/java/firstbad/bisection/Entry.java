package firstbad.bisection;

/**
 * A line of the log, understood: one record per kind, each with its own effect. Section numbers in
 * the comments of entries are those of log-format.md; its templates are in {@link Grammar}.
 */
sealed interface Entry
    permits HeaderEntry, BlockEntry, ConfigEntry, RangeEntry, GitEntry, FixEntry, EndEntry {

  /** Says what the line means. */
  void tell(Turn turn);

  /** Whether such a line can stand here; where it cannot, the text is pasted text. */
  default boolean fits(Turn turn) {
    return true;
  }
}
