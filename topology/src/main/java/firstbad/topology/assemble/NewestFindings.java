package firstbad.topology.assemble;

import firstbad.bisection.finding.Finding;
import firstbad.bisection.state.BisectionState;
import firstbad.topology.event.Sinks;
import firstbad.topology.read.LineRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Findings of compacted topics, decoded until the commit. A reader of committed records sees what
 * stood at a commit and nothing between, so only the newest of each key is composed, encoded and
 * sent.
 */
final class NewestFindings {
  // Some 5 KB each, should a commit take long. Sending early is safe: the transaction is the same.
  private static final int MOST = 10_000;

  private final Map<OutputKey, Held> held = new LinkedHashMap<>();

  /** Where a finding goes: a later one under the same key replaces it. */
  record OutputKey(Sinks sink, String key) {}

  /**
   * A finding that waits for the commit.
   *
   * @param id of its bisection
   * @param state of the bisection after the input that brought it
   * @param faults lines of the bisection that our own mistakes had cost by then
   */
  record Held(String id, Finding finding, BisectionState state, int faults, Origin origin) {}

  /**
   * The input that brought a finding.
   *
   * @param at when, in the topic's own time
   * @param record null for a silence
   * @param from where the record was read
   */
  record Origin(
      long at, @Nullable Record<String, LineRecord> record, @Nullable RecordMetadata from) {}

  void hold(OutputKey output, Held finding) {
    held.put(output, finding);
  }

  boolean full() {
    return held.size() >= MOST;
  }

  /** Hands out the newest finding of each key, in the order of their first ones. */
  void drain(BiConsumer<OutputKey, Held> to) {
    held.forEach(to);
    held.clear();
  }

  void forget() {
    held.clear();
  }
}
