package firstbad.bisection;

import org.jspecify.annotations.Nullable;

/**
 * What the first lines of a log say (log-format.md section 4). The first value of each stays.
 *
 * @param firstAt when the first line was observed, milliseconds since the epoch
 * @param clock the wall clock of the log's first line, milliseconds since the epoch
 * @param commit the effective start commit, from the header unless a later line knows better
 * @param labels how many labels the archive holds
 * @param labelBytes their size
 */
public record Start(
    Kind kind,
    long firstAt,
    @Nullable Long clock,
    @Nullable String host,
    @Nullable String fuzzer,
    @Nullable String requested,
    @Nullable String commit,
    @Nullable String title,
    int labels,
    int labelBytes) {

  private static final int WORD_BYTES = 100;

  static final Start NONE = new Start(Kind.UNKNOWN, 0, null, null, null, null, null, null, 0, 0);

  Start observed(long at) {
    return new Start(kind, at, clock, host, fuzzer, requested, commit, title, labels, labelBytes);
  }

  Start hosted(String name, @Nullable Long time) {
    return new Start(
        kind,
        firstAt,
        time,
        Utf8.cut(name, WORD_BYTES),
        fuzzer,
        requested,
        commit,
        title,
        labels,
        labelBytes);
  }

  Start searching(Kind what, String from) {
    String rev = Utf8.cut(from, WORD_BYTES);
    return new Start(what, firstAt, clock, host, fuzzer, rev, rev, title, labels, labelBytes);
  }

  Start fuzzed(String rev) {
    return new Start(
        kind,
        firstAt,
        clock,
        host,
        Utf8.cut(rev, WORD_BYTES),
        requested,
        commit,
        title,
        labels,
        labelBytes);
  }

  Start from(String rev, @Nullable String reidentifiedBy) {
    return new Start(
        kind,
        firstAt,
        clock,
        host,
        fuzzer,
        requested,
        Utf8.cut(rev, WORD_BYTES),
        reidentifiedBy == null ? title : Utf8.cut(reidentifiedBy, Caps.TITLE_BYTES),
        labels,
        labelBytes);
  }

  Start labelled(int count, int bytes) {
    return new Start(kind, firstAt, clock, host, fuzzer, requested, commit, title, count, bytes);
  }
}
