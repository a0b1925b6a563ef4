package firstbad.bench;

import firstbad.schemas.Topic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Reads every line as bytes and writes the same bytes to another topic. */
final class PassThrough {
  static final String OUTPUT = "bench.passed";

  private PassThrough() {}

  static Topology graph(TopologyConfig config) {
    StreamsBuilder builder = new StreamsBuilder(config);
    builder.stream(
            BenchKafka.TOPICS.name(Topic.LOG_LINES),
            Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("log-lines"))
        .to(OUTPUT, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("passed"));
    return builder.build();
  }
}
