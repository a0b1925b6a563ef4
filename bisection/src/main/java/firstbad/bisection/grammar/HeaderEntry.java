package firstbad.bisection.grammar;

import firstbad.bisection.finding.Kind;

/** The first lines of a log (log-format.md section 4). */
public sealed interface HeaderEntry extends Entry {

  /** {@code ci starts bisection 2023-07-14 12:36:52.123456789 +0000 UTC m=+93784.001} (4.1). */
  record Hosted(String host, long clock) implements HeaderEntry {}

  /** {@code bisecting cause commit starting from 9f7fb8de5d9b...} (4.2). */
  record Searching(Kind kind, String from, Era era) implements HeaderEntry {}

  /** {@code building syzkaller on 4ebb27982f89...} (4.3). */
  record Fuzzer(String rev) implements HeaderEntry {}

  /** The start commit is looked for in other branches (4.4). */
  record Fetching() implements HeaderEntry {}

  /** {@code fetch failed with ...}, of several lines (4.4). */
  record FetchFailed() implements HeaderEntry {}

  /** {@code ensuring issue is reproducible on original commit 1111...} (4.5). */
  record Reproducing(String rev) implements HeaderEntry {}

  /** {@code rewritten commit 1111... reidentified by title 'foo: bar'} (4.6). */
  record Reidentified(String commit, String title) implements HeaderEntry {}
}
