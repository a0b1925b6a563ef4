package firstbad.bisection.grammar;

/**
 * A line of the log, understood: one record per kind, and nothing but data. What a kind of line
 * does is a row in the fold's table of effects; its templates are in {@link Grammar}.
 */
public sealed interface Entry
    permits HeaderEntry,
        RevisionEntry,
        ConfigEntry,
        RangeEntry,
        GitEntry,
        GitLogEntry,
        FixEntry,
        EndEntry {}
