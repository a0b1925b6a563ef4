package firstbad.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.apache.kafka.common.utils.BufferSupplier;

/**
 * The batches on a broker's disk, packed again by each codec as they stand there: what a topic
 * would take, and what packing and unpacking would cost.
 */
final class StoredBatches {
  private static final Map<String, Compression> CODECS = codecs();
  // The first rounds are the compilers'.
  private static final int ROUNDS = 3;

  private StoredBatches() {}

  /** Bytes and nanoseconds of one codec for one topic. */
  private static final class Cost {
    private long bytes;
    private long packing;
    private long unpacking;
  }

  private static Map<String, Compression> codecs() {
    Map<String, Compression> codecs = new LinkedHashMap<>();
    codecs.put("none", Compression.NONE);
    codecs.put("lz4", Compression.of(CompressionType.LZ4).build());
    codecs.put("zstd", Compression.of(CompressionType.ZSTD).build());
    codecs.put("gzip 1", Compression.gzip().level(1).build());
    codecs.put("gzip", Compression.gzip().build());
    return codecs;
  }

  /**
   * Prints bytes and CPU time for each 1,000 lines, by topic and codec.
   *
   * @param logs the folder of the broker's logs
   */
  static void print(Path logs, double thousands) throws IOException {
    Map<String, List<List<SimpleRecord>>> topics = read(logs);
    topics.forEach(
        (topic, batches) -> {
          Map<String, Cost> costs = new LinkedHashMap<>();
          for (int round = 0; round < ROUNDS; round++) {
            CODECS.forEach((name, codec) -> costs.put(name, cost(codec, batches)));
          }
          costs.forEach(
              (name, cost) ->
                  System.out.printf(
                      Locale.ROOT,
                      "%-6s %8.2f KB, packed in %6.0f and unpacked in %6.0f us for 1,000 lines:"
                          + " %s, %,d batches%n",
                      name,
                      cost.bytes / 1000.0 / thousands,
                      cost.packing / 1000.0 / thousands,
                      cost.unpacking / 1000.0 / thousands,
                      topic,
                      batches.size()));
        });
  }

  private static Cost cost(Compression codec, List<List<SimpleRecord>> batches) {
    Cost cost = new Cost();
    BufferSupplier buffers = BufferSupplier.create();
    for (List<SimpleRecord> batch : batches) {
      long began = cpu();
      MemoryRecords packed = MemoryRecords.withRecords(codec, batch.toArray(SimpleRecord[]::new));
      cost.packing += cpu() - began;
      cost.bytes += packed.sizeInBytes();
      began = cpu();
      packed
          .batches()
          .forEach(each -> each.streamingIterator(buffers).forEachRemaining(record -> {}));
      cost.unpacking += cpu() - began;
    }
    return cost;
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Map<String, List<List<SimpleRecord>>> read(Path logs) throws IOException {
    Map<String, List<List<SimpleRecord>>> topics = new TreeMap<>();
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path partition : files.filter(Files::isDirectory).sorted().toList()) {
        String name = String.valueOf(partition.getFileName());
        int number = name.lastIndexOf('-');
        if (name.startsWith(BenchKafka.TOPICS.prefix()) && number > 0) {
          topics
              .computeIfAbsent(name.substring(0, number), unseen -> new ArrayList<>())
              .addAll(batchesIn(partition));
        }
      }
    }
    return topics;
  }

  private static List<List<SimpleRecord>> batchesIn(Path partition) throws IOException {
    List<List<SimpleRecord>> batches = new ArrayList<>();
    try (DirectoryStream<Path> segments = Files.newDirectoryStream(partition, "*.log")) {
      segments.forEach(segment -> batches.addAll(batches(segment)));
    }
    return batches;
  }

  private static List<List<SimpleRecord>> batches(Path segment) {
    List<List<SimpleRecord>> batches = new ArrayList<>();
    try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
      for (RecordBatch batch : records.batches()) {
        if (!batch.isControlBatch()) {
          List<SimpleRecord> copies = new ArrayList<>();
          batch.forEach(record -> copies.add(new SimpleRecord(record)));
          batches.add(copies);
        }
      }
      return batches;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
