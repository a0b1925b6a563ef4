package firstbad.bisection.grammar;

import firstbad.bisection.finding.Kind;
import org.jspecify.annotations.Nullable;

/** The first lines of a log. */
public sealed interface HeaderEntry extends Entry {

  /** {@code ci starts bisection 2023-07-14 12:36:52.123456789 +0000 UTC m=+93784.001}. */
  record Hosted(String host, long clock) implements HeaderEntry {}

  /** {@code bisecting cause commit starting from 9f7fb8de5d9b...}. */
  record Searching(Kind kind, String from, Era era) implements HeaderEntry {}

  /** {@code building syzkaller on 4ebb27982f89...}. */
  record Fuzzer(String rev) implements HeaderEntry {
    private static final String OF_A_PATCH_TEST = "...";

    /** Null for the first line of a patch test, which ends in three full stops. */
    static @Nullable Fuzzer of(String rev) {
      return rev.endsWith(OF_A_PATCH_TEST) ? null : new Fuzzer(rev);
    }
  }

  /** The start commit is looked for in other branches. */
  record Fetching() implements HeaderEntry {}

  /** {@code fetch failed with ...}, of several lines. */
  record FetchFailed() implements HeaderEntry {}

  /** {@code ensuring issue is reproducible on original commit 1111...}. */
  record Reproducing(String rev) implements HeaderEntry {}

  /** {@code rewritten commit 1111... reidentified by title 'foo: bar'}. */
  record Reidentified(String commit, String title) implements HeaderEntry {}
}
