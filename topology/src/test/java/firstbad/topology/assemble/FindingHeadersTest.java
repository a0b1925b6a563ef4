package firstbad.topology.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import firstbad.events.LogLine;
import firstbad.schemas.RecordHeader;
import firstbad.schemas.Topic;
import firstbad.topology.DrivenTopology;
import firstbad.topology.SeedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader learns of a culprit and of an alert without decoding it. */
class FindingHeadersTest {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path folder;

  @Test
  void culprits_and_alerts_are_cloud_events_with_the_trace_of_their_line() {
    try (DrivenTopology driven = new DrivenTopology(folder, SilenceLimits.DEFAULT)) {
      publish(driven, TRACE);

      assertThat(headers(driven, Topic.CULPRITS))
          .containsEntry("ce_specversion", "1.0")
          .containsEntry("ce_id", "job/1")
          .containsEntry("ce_source", "/firstbad.culprits")
          .containsEntry("ce_type", "firstbad.events.CulpritFound")
          .containsEntry("ce_time", DrivenTopology.START.plus(SOON).toString())
          .containsEntry("firstbad-level", "LOW")
          .containsEntry("traceparent", TRACE);
      assertThat(headers(driven, Topic.ALERTS))
          .containsEntry("ce_id", "job/1/DERAILED/5")
          .containsEntry("ce_source", "/firstbad.alerts")
          .containsEntry("ce_type", "firstbad.events.Alert")
          .containsEntry("traceparent", TRACE);
      assertThat(headers(driven, Topic.BISECTIONS)).containsOnlyKeys("firstbad-outcome");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\n",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-and-more",
        "<script>alert(1)</script>"
      })
  void what_is_no_trace_is_left_behind(String hostile) {
    try (DrivenTopology driven = new DrivenTopology(folder, SilenceLimits.DEFAULT)) {
      publish(driven, hostile.repeat(3));
      assertThat(headers(driven, Topic.CULPRITS)).doesNotContainKey("traceparent");
    }
    try (DrivenTopology driven = new DrivenTopology(folder, SilenceLimits.DEFAULT)) {
      publish(driven, hostile);
      assertThat(headers(driven, Topic.CULPRITS)).doesNotContainKey("traceparent");
    }
  }

  /** The seed log, each of whose records has such a header. */
  private static void publish(DrivenTopology driven, String trace) {
    Headers headers = new RecordHeaders();
    headers.add(RecordHeader.TRACE.header(), trace.getBytes(UTF_8));
    long number = 1;
    for (String text : SeedLog.LINES) {
      send(driven, headers, new LogLine(number, text, at(), Map.of(), false));
      number++;
    }
    send(driven, headers, new LogLine(number, "", at(), Map.of(), true));
  }

  private static void send(DrivenTopology driven, Headers headers, LogLine line) {
    driven.raw(
        new TestRecord<>(
            "job/1".getBytes(UTF_8), driven.encoded(line), headers, DrivenTopology.START));
  }

  private static java.time.Instant at() {
    return DrivenTopology.START.plus(SOON);
  }

  /** Those of the newest record. */
  private static Map<String, String> headers(DrivenTopology driven, Topic topic) {
    Map<String, String> headers = new TreeMap<>();
    for (TestRecord<String, byte[]> record : driven.records(topic)) {
      headers.clear();
      for (Header header : record.headers()) {
        headers.put(header.key(), new String(header.value(), UTF_8));
      }
    }
    return headers;
  }
}
