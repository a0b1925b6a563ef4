package firstbad.schemas;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Ends a poll when its records have so many bytes. The client unpacks one record after the other,
 * hands its key and its value to deserializers, and keeps one that they refuse for the next poll,
 * where it comes first. So these refuse what goes beyond, but never the first record of a poll. A
 * record without key and value is seen by none of them. For one thread.
 */
public final class PollBudget {
  private static final long SHARE = 16;
  private static final long LEAST_BYTES = 8L << 20;

  /**
   * What a reader may hold of records that are not processed yet, in bytes; a few thousand lines of
   * 100 bytes take far less.
   */
  public static final long SHARE_OF_HEAP =
      Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / SHARE);

  private final long most;
  private long taken;

  /** Of the key and the headers of a record whose value is not seen yet, or that has none. */
  private long begun;

  /** Said to the client alone, at each poll that is full: it has no trace. */
  private static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1;

    Full() {
      super("The poll is full; the record comes with the next one.", null, false, false);
    }
  }

  PollBudget(long most) {
    this.most = most;
  }

  /** A poll begins. */
  void begin() {
    taken = 0;
    begun = 0;
  }

  /** For the keys. */
  Deserializer<byte[]> keys() {
    return new Counting() {
      @Override
      void count(long bytes, Headers headers) {
        taken += begun; // that record had no value
        begun = 0;
        long all = bytes + bytes(headers);
        demand(all);
        begun = all;
      }
    };
  }

  /** For the values. */
  Deserializer<byte[]> values() {
    return new Counting() {
      @Override
      void count(long bytes, Headers headers) {
        long all = bytes + (begun == 0 ? bytes(headers) : begun);
        demand(all);
        taken += all;
        begun = 0;
      }
    };
  }

  private void demand(long bytes) {
    if (taken > 0 && taken + bytes > most) {
      throw new Full();
    }
  }

  /** Bytes of a record as it lies in the memory: key, value and headers. */
  public static long bytes(ConsumerRecord<?, ?> record) {
    return Math.max(0L, record.serializedKeySize())
        + Math.max(0L, record.serializedValueSize())
        + bytes(record.headers());
  }

  private static long bytes(Headers headers) {
    long bytes = 0;
    for (Header each : headers) {
      bytes += each.key().length() + (each.value() == null ? 0 : each.value().length);
    }
    return bytes;
  }

  /** Counts bytes before it copies them. */
  private abstract static class Counting implements Deserializer<byte[]> {
    abstract void count(long bytes, Headers headers);

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
      count(data.remaining(), headers);
      return Utils.toArray(data);
    }

    @Override
    public byte[] deserialize(String topic, byte[] data) {
      throw new UnsupportedOperationException("The client hands over buffers.");
    }
  }
}
