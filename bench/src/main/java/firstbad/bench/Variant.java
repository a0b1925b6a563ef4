package firstbad.bench;

import firstbad.bisection.trust.parameters.Parameters;
import firstbad.schemas.EventSerdes;
import firstbad.topology.BisectionTopology;
import firstbad.topology.StreamsSettings;
import firstbad.topology.TopologySettings;
import java.io.File;
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
    Running started(VariantPlace place) {
      return firstbad(place, Parameters.shipped());
    }
  },
  /** Firstbad with parameters that let no revision be judged. */
  WITHOUT_TRUST {
    @Override
    Running started(VariantPlace place) {
      String text =
          new ParameterText(Parameters.text("shipped")).with(Map.of("judged.revisions", "0"));
      return firstbad(place, Parameters.parsed(text));
    }
  },
  /** Passes the same bytes through: what reading, writing and exactly-once cost alone. */
  PASS_THROUGH {
    @Override
    Running started(VariantPlace place) {
      return streams(settings(place), PassThrough::graph);
    }
  },
  /** The same job without Streams: {@link PlainLoop}. */
  PLAIN_LOOP {
    @Override
    Running started(VariantPlace place) {
      Map<String, Object> settings = new HashMap<>();
      StreamsSettings.TABLE.forEach(setting -> settings.put(setting.name(), setting.value()));
      return PlainLoop.started(place, settings)::close;
    }
  },
  /** The same fold in a plain DSL {@code aggregate} without a cache. */
  AGGREGATE {
    @Override
    Running started(VariantPlace place) {
      EventSerdes serdes = EventSerdes.of(place.cluster().properties());
      return streams(settings(place), config -> PlainAggregate.graph(serdes, config));
    }
  },
  /** The same job in Flink, compiled apart: {@code bench/src/flink}. */
  FLINK {
    @Override
    Running started(VariantPlace place) throws Exception {
      return Class.forName(FLINK_PEER)
          .asSubclass(Starter.class)
          .getDeclaredConstructor()
          .newInstance()
          .started(place);
    }
  };

  private static final String FLINK_PEER = "firstbad.bench.FlinkPeer";

  /** Starts it; closing stops it. */
  abstract Running started(VariantPlace place) throws Exception;

  /** What it needs on its class path before all that the others have; ends with a separator. */
  String classPath() {
    if (this != FLINK) {
      return "";
    }
    String path = System.getProperty("flink.classpath", "");
    if (path.isEmpty()) {
      throw new IllegalStateException("Flink is fetched by bench/run where its variant is named.");
    }
    return path + File.pathSeparator;
  }

  /** Whether it writes events to the topic of culprits. */
  boolean namesCulprits() {
    return this != PASS_THROUGH;
  }

  private static Running firstbad(VariantPlace place, Parameters parameters) {
    BisectionTopology topology =
        new BisectionTopology(
            new TopologySettings(
                new TopologySettings.Connection(
                    place.cluster().bootstrapServers(), place.cluster().registryUrl(), Map.of()),
                BenchKafka.TOPICS,
                place.applicationId(),
                place.stateFolder(),
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
  private static Properties settings(VariantPlace place) {
    Properties properties = new Properties();
    StreamsSettings.TABLE.stream()
        .filter(setting -> !setting.name().startsWith("deserialization."))
        .forEach(setting -> properties.put(setting.name(), setting.value()));
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, place.applicationId());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, place.cluster().bootstrapServers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, place.stateFolder().toString());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, place.commitEvery().toMillis());
    return properties;
  }

  /** Starts a variant that is not on the class path of the others. */
  interface Starter {
    Running started(VariantPlace place) throws Exception;
  }

  /** An application that runs. */
  interface Running extends AutoCloseable {
    @Override
    void close();
  }
}
