package firstbad.bench;

import firstbad.bench.PlainAggregate.Sum;
import firstbad.bisection.finding.CrashDelta;
import firstbad.schemas.Topic;
import firstbad.topology.StreamsSettings;
import firstbad.topology.codec.StateCodec;
import firstbad.topology.codec.StateFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The same job in Flink, in a cluster inside this process: the same fold and codec, the state by id
 * and the sums by commit in Flink's keyed state, the findings in an exactly-once sink. As {@link
 * PlainLoop} it sends the newest version of a key once a checkpoint, and alerts and culprits at
 * once; it waits for no silence and counts no suspects.
 *
 * <pre>
 * log lines ─▶ by id: fold ─▶ findings ─▶ topics
 *                      └────▶ by commit: sums
 * </pre>
 *
 * <p>One task of each, as firstbad has one thread. {@code -Dsubject.jvm=-Dflink.state=rocksdb}
 * keeps the state in RocksDB instead of the heap.
 */
final class FlinkPeer implements Variant.Starter {
  private static final String STATE = System.getProperty("flink.state", "hashmap");

  /** Topic, key, event. */
  private static final TypeInformation<Tuple3<String, String, byte[]>> FINDINGS =
      TypeInformation.of(new TypeHint<Tuple3<String, String, byte[]>>() {});

  private static final TypeInformation<Tuple2<String, byte[]>> KEYED_BYTES =
      TypeInformation.of(new TypeHint<Tuple2<String, byte[]>>() {});

  @Override
  public Variant.Running started(VariantPlace place) throws Exception {
    Configuration settings = new Configuration();
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, place.commitEvery());
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, place.stateFolder().toUri().toString());
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(StateBackendOptions.STATE_BACKEND, STATE);
    StreamExecutionEnvironment flink =
        StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    flink.getConfig().enableObjectReuse(); // nothing here changes what it was given

    SingleOutputStreamOperator<Tuple3<String, String, byte[]>> findings =
        flink
            .fromSource(source(place), WatermarkStrategy.noWatermarks(), "log-lines", KEYED_BYTES)
            .keyBy(line -> line.f0, Types.STRING)
            .transform("fold", FINDINGS, new FlinkFold(place.cluster()));
    findings
        .getSideOutput(FlinkFold.DELTAS)
        .keyBy(delta -> delta.f0, Types.STRING)
        .process(new Sums())
        .name("sums");
    findings.sinkTo(sink(place)).name("topics");
    JobClient job = flink.executeAsync(place.applicationId());
    return () -> job.cancel().join();
  }

  private static KafkaSource<Tuple2<String, byte[]>> source(VariantPlace place) {
    Properties settings = new Properties();
    StreamsSettings.TABLE.stream()
        .filter(setting -> setting.name().matches("main\\.consumer\\.max\\..*"))
        .forEach(
            setting ->
                settings.put(
                    setting.name().substring("main.consumer.".length()),
                    setting.value().toString()));
    settings.put("isolation.level", "read_committed");
    return KafkaSource.<Tuple2<String, byte[]>>builder()
        .setBootstrapServers(place.cluster().bootstrapServers())
        .setGroupId(place.applicationId())
        .setTopics(BenchKafka.TOPICS.name(Topic.LOG_LINES))
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setProperties(settings)
        .setDeserializer(new Lines())
        .build();
  }

  private static KafkaSink<Tuple3<String, String, byte[]>> sink(VariantPlace place) {
    Properties settings = new Properties();
    StreamsSettings.TABLE.stream()
        .filter(setting -> setting.name().startsWith("producer."))
        .forEach(
            setting ->
                settings.put(
                    setting.name().substring("producer.".length()), setting.value().toString()));
    return KafkaSink.<Tuple3<String, String, byte[]>>builder()
        .setBootstrapServers(place.cluster().bootstrapServers())
        .setKafkaProducerConfig(settings)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(place.applicationId())
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .setRecordSerializer(new Events())
        .build();
  }

  /** Id and bytes of a line, which the fold decodes. */
  private static final class Lines
      implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> record, Collector<Tuple2<String, byte[]>> out) {
      out.collect(Tuple2.of(new String(record.key(), StandardCharsets.UTF_8), record.value()));
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
      return KEYED_BYTES;
    }
  }

  private static final class Events
      implements KafkaRecordSerializationSchema<Tuple3<String, String, byte[]>>,
          KafkaDatasetFacetProvider {
    private static final long serialVersionUID = 1;

    /** Where the sink looks for transactions that were left open. */
    @Override
    public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
      List<String> topics =
          Stream.of(
                  Topic.BISECTIONS,
                  Topic.REVISIONS,
                  Topic.ASSESSMENTS,
                  Topic.ALERTS,
                  Topic.CULPRITS)
              .map(BenchKafka.TOPICS::name)
              .toList();
      return Optional.of(
          new DefaultKafkaDatasetFacet(
              DefaultKafkaDatasetIdentifier.ofTopics(topics), new Properties()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        Tuple3<String, String, byte[]> event, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(event.f0, event.f1.getBytes(StandardCharsets.UTF_8), event.f2);
    }
  }

  /** The crashed runs of each commit. */
  private static final class Sums
      extends KeyedProcessFunction<String, Tuple2<String, byte[]>, Void> {
    private static final long serialVersionUID = 1;
    private transient StateCodec<CrashDelta> deltas;
    private transient ValueState<Sum> sums;

    @Override
    public void open(OpenContext context) {
      deltas = new StateCodec<>(CrashDelta.class, StateFormat.of(CrashDelta.class));
      sums =
          getRuntimeContext()
              .getState(new ValueStateDescriptor<>("sums", new FlinkState<>(Sum.class)));
    }

    @Override
    public void processElement(Tuple2<String, byte[]> delta, Context context, Collector<Void> out)
        throws IOException {
      Sum sum = sums.value();
      sums.update((sum == null ? Sum.none() : sum).plus(deltas.decode(delta.f1)));
    }
  }
}
