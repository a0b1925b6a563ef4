package firstbad.bench;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.schemas.EventSerdes;
import firstbad.topology.BisectionTopology;
import firstbad.topology.StreamsSettings;
import firstbad.topology.TopologySettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;

/** The applications that are compared; all run with the same settings of clients and Streams. */
enum Variant {
  /** Firstbad as it is shipped. */
  FIRSTBAD {
    @Override
    Running started(BenchKafka cluster, String applicationId, Path stateFolder) {
      return firstbad(cluster, applicationId, stateFolder, Parameters.shipped());
    }
  },
  /** Firstbad with parameters that let no revision be judged. */
  WITHOUT_TRUST {
    @Override
    Running started(BenchKafka cluster, String applicationId, Path stateFolder) {
      String text =
          new ParameterText(Parameters.text("shipped")).with(Map.of("judged.revisions", "0"));
      return firstbad(cluster, applicationId, stateFolder, Parameters.parsed(text));
    }
  },
  /** Passes the same bytes through: what reading, writing and exactly-once cost alone. */
  PASS_THROUGH {
    @Override
    Running started(BenchKafka cluster, String applicationId, Path stateFolder) {
      return streams(settings(cluster, applicationId, stateFolder), PassThrough::graph);
    }
  },
  /** The same job without Streams: {@link PlainLoop}. */
  PLAIN_LOOP {
    @Override
    Running started(BenchKafka cluster, String applicationId, Path stateFolder) {
      Map<String, Object> settings = new HashMap<>();
      StreamsSettings.TABLE.forEach(setting -> settings.put(setting.name(), setting.value()));
      return PlainLoop.started(cluster, applicationId, settings)::close;
    }
  },
  /** The same fold in a plain DSL {@code aggregate} without a cache. */
  AGGREGATE {
    @Override
    Running started(BenchKafka cluster, String applicationId, Path stateFolder) {
      EventSerdes serdes = EventSerdes.of(cluster.properties());
      return streams(
          settings(cluster, applicationId, stateFolder),
          config -> PlainAggregate.graph(serdes, config));
    }
  };

  /** Starts it; closing stops it. */
  abstract Running started(BenchKafka cluster, String applicationId, Path stateFolder);

  /** Whether it writes events to the topic of culprits. */
  boolean namesCulprits() {
    return this != PASS_THROUGH;
  }

  private static Running firstbad(
      BenchKafka cluster, String applicationId, Path stateFolder, Parameters parameters) {
    BisectionTopology topology =
        new BisectionTopology(
            new TopologySettings(
                new TopologySettings.Connection(
                    cluster.bootstrapServers(), cluster.registryUrl(), Map.of()),
                BenchKafka.TOPICS,
                applicationId,
                stateFolder,
                TopologySettings.Rules.shipped().with(parameters)));
    topology.start();
    return topology::close;
  }

  private static Running streams(Properties properties, Function<TopologyConfig, Topology> graph) {
    StreamsConfig config = new StreamsConfig(properties);
    KafkaStreams streams = new KafkaStreams(graph.apply(new TopologyConfig(config)), config);
    streams.start();
    return streams::close;
  }

  /** Firstbad's own table, without what only its graph can use. */
  private static Properties settings(BenchKafka cluster, String applicationId, Path stateFolder) {
    Properties properties = new Properties();
    StreamsSettings.TABLE.stream()
        .filter(setting -> !setting.name().startsWith("deserialization."))
        .forEach(setting -> properties.put(setting.name(), setting.value()));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
    return properties;
  }

  /** An application that runs. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
