package firstbad.app.whole;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.FileRecords;

/** How the batches on a broker's disk are packed. */
final class StoredCodecs {
  private StoredCodecs() {}

  /**
   * The codecs of each topic that begins so; none where it has no records.
   *
   * @param logs the folder of the broker's logs
   */
  static Map<String, Set<CompressionType>> of(Path logs, String prefix) throws IOException {
    Map<String, Set<CompressionType>> codecs = new TreeMap<>();
    try (Stream<Path> files = Files.walk(logs)) {
      List<Path> segments = files.filter(file -> file.toString().endsWith(".log")).toList();
      for (Path segment : segments) {
        String partition = String.valueOf(logs.relativize(segment).getName(0));
        if (partition.startsWith(prefix)) {
          codecs
              .computeIfAbsent(partition.replaceFirst("-\\d+$", ""), unseen -> new TreeSet<>())
              .addAll(of(segment));
        }
      }
    }
    return codecs;
  }

  private static Set<CompressionType> of(Path segment) {
    Set<CompressionType> codecs = new TreeSet<>();
    try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
      records
          .batches()
          .forEach(
              batch -> {
                if (!batch.isControlBatch()) {
                  codecs.add(batch.compressionType());
                }
              });
      return codecs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
