package firstbad.topology;

import firstbad.events.LogLine;
import firstbad.schemas.KeyPartition;
import firstbad.schemas.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Every kind of record that nobody should send to {@code log-lines}, and somebody will. */
final class HostileRecords {
  /** The largest value of a batch with one record that a topic takes, key and frame apart. */
  private static final int AT_LIMIT = Limits.BATCH_BYTES - 200;

  private static final int UNDER_GZIP = 3_000_000;

  /**
   * One record.
   *
   * @param name of what is wrong with it
   * @param refused whether it goes to the dead letters
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Hostile(
      String name,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Headers headers,
      boolean refused) {}

  private final Function<LogLine, byte[]> encoder;
  private final List<Hostile> all = new ArrayList<>();
  private int victims;

  private HostileRecords(Function<LogLine, byte[]> encoder) {
    this.encoder = encoder;
  }

  /**
   * All of them.
   *
   * @param encoder of lines in the wire format
   */
  static List<Hostile> all(Function<LogLine, byte[]> encoder) {
    HostileRecords records = new HostileRecords(encoder);
    records.keys();
    records.bytes();
    records.bodies();
    records.headers();
    records.numbers();
    records.times();
    records.texts();
    records.conflicts();
    return records.all;
  }

  private void keys() {
    byte[] good = line(1, "a line");
    refused("no key", null, good);
    refused("empty key", new byte[0], good);
    refused("a key that is not text", new byte[] {(byte) 0xC3, 0x28}, good);
    refused("a key with a space", utf8("two words"), good);
    refused("a key of 201 characters", utf8("k".repeat(201)), good);
    refused("a key of 900 KB", utf8("k".repeat(900_000)), good);
    refused("a key of 3 MB", utf8("k".repeat(UNDER_GZIP)), good);
    taken("a key of 200 characters", utf8(placed("k".repeat(199))), good);
    refused("a key of another partition", utf8(misplaced("victim")), good);
  }

  private void bytes() {
    refused("no value", victim(), null);
    refused("an empty value", victim(), new byte[0]);
    refused("text", victim(), utf8("not Avro"));
    refused("noise at the limit of the topic", victim(), noise(AT_LIMIT));
    refused("as many zeros as the topic takes", victim(), new byte[AT_LIMIT]);
    refused("3 MB of zeros", victim(), new byte[UNDER_GZIP]);
    refused("30 MB of zeros", victim(), new byte[10 * UNDER_GZIP]);
    byte[] unknown = line(1, "a line");
    Arrays.fill(unknown, 1, 5, (byte) 0x7F);
    refused("a schema that nobody has", victim(), unknown);
  }

  private void bodies() {
    byte[] good = line(1, "a line");
    refused("half a line", victim(), Arrays.copyOf(good, good.length / 2));
    refused("the schema id alone", victim(), Arrays.copyOf(good, 5));
    refused("a line and more", victim(), Arrays.copyOf(good, good.length + 1));
    refused("a line and 3 MB more", victim(), Arrays.copyOf(good, UNDER_GZIP));
    refused("a text of 2^40 bytes", victim(), body(good, out -> longs(out, 1, 1L << 40)));
    refused("a text of -1 bytes", victim(), body(good, out -> longs(out, 1, -1)));
    refused(
        "2^62 labels", victim(), body(good, out -> longs(out, 1, 0, observed(), 1L << 62, 0, 0)));
    refused(
        "labels in a block of -2^63",
        victim(),
        body(good, out -> longs(out, 1, 0, observed(), Long.MIN_VALUE, 5)));
    taken("a boolean that is 7", victim(), good(good, 7));
    refused("a number of eleven bytes", victim(), body(good, HostileRecords::endless));
  }

  private void headers() {
    RecordHeaders one = new RecordHeaders();
    one.add("large", new byte[900_000]);
    refused("a header of 900 KB", victim(), utf8("not Avro"), one);
    RecordHeaders many = new RecordHeaders();
    for (int i = 0; i < 100_000; i++) {
      many.add("h" + i, new byte[0]);
    }
    refused("100,000 headers", victim(), utf8("not Avro"), many);
    RecordHeaders three = new RecordHeaders();
    three.add("large", new byte[UNDER_GZIP]);
    refused("a header of 3 MB, and a value of 3 MB", victim(), new byte[UNDER_GZIP], three);
    RecordHeaders odd = new RecordHeaders();
    odd.add("firstbad-reason", utf8("all is well"));
    odd.add("firstbad-offset", null);
    odd.add("", new byte[] {0});
    odd.add("name ".repeat(200), null);
    refused("headers that lie", victim(), utf8("not Avro"), odd);
    all.add(new Hostile("a good line with such headers", victim(), line(1, "fine"), three, false));
  }

  private void numbers() {
    for (long number :
        new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, Limits.HIGHEST_LINE + 1, 1L << 53}) {
      refused("line " + number, victim(), line(number, "a line"));
      refused("the end " + number, victim(), encoded(number, "", OBSERVED, Map.of(), true));
    }
    taken("line 10^9", victim(), line(Limits.HIGHEST_LINE, "a line"));
    taken("the end 10^9", victim(), encoded(Limits.HIGHEST_LINE, "", OBSERVED, Map.of(), true));
  }

  private void times() {
    for (long at :
        new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 62, 1_800_000_000_000_000L}) {
      Instant instant = Instant.ofEpochMilli(at);
      taken("observed at " + at, victim(), encoded(1, "a line", instant, Map.of(), false));
      taken("ended at " + at, victim(), encoded(1, "", instant, Map.of(), true));
    }
  }

  private void texts() {
    taken("a line of 256 KiB", victim(), line(1, "x".repeat(256 * 1024)));
    taken("a line of 900 KB", victim(), line(1, "x".repeat(900_000)));
    taken("a line of 3 MB", victim(), line(1, "x".repeat(UNDER_GZIP)));
    taken("a line of 3 MB of NUL", victim(), line(1, "\0".repeat(UNDER_GZIP)));
    taken("a line of a million line feeds", victim(), line(1, "\n".repeat(1_000_000)));
    taken("control characters", victim(), line(1, "\u001b[2J\u0007\u202e\ufeff\uffff"));
    taken(
        "numbers without an end in a sentence of the log",
        victim(),
        line(1, "revisions tested: 99999999999999999999, total time: 9999999999h"));
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      many.put("label-" + i, "v");
    }
    taken("100,000 labels", victim(), encoded(1, "a line", OBSERVED, many, false));
    taken(
        "a label of 3 MB",
        victim(),
        encoded(1, "a line", OBSERVED, Map.of("l", "v".repeat(UNDER_GZIP)), false));
    taken("labels at the end", victim(), encoded(1, "", OBSERVED, many, true));
  }

  private void conflicts() {
    byte[] victim = victim();
    taken("the first log of an id", victim, line(1, "one log"));
    refused("a second log of the id", victim, line(1, "another log"));
    refused("a second log of 900 KB", victim, line(1, "y".repeat(900_000)));
    refused("a second log of 3 MB", victim, line(1, "y".repeat(UNDER_GZIP)));
  }

  private static final Instant OBSERVED = Instant.parse("2026-02-03T04:05:06Z");

  private static long observed() {
    return OBSERVED.toEpochMilli();
  }

  private byte[] line(long number, String text) {
    return encoded(number, text, OBSERVED, Map.of(), false);
  }

  private byte[] encoded(
      long number, String text, Instant at, Map<String, String> labels, boolean end) {
    return encoder.apply(new LogLine(number, text, at, labels, end));
  }

  private void refused(String name, byte @Nullable [] key, byte @Nullable [] value) {
    refused(name, key, value, new RecordHeaders());
  }

  private void refused(
      String name, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    all.add(new Hostile(name, key, value, headers, true));
  }

  private void taken(String name, byte[] key, byte[] value) {
    all.add(new Hostile(name, key, value, new RecordHeaders(), false));
  }

  private byte[] victim() {
    return utf8(placed("victim-" + victims++ + "-"));
  }

  /** The text and a character more, so that Kafka puts it into the first of two partitions. */
  static String placed(String text) {
    return ending(text, 0);
  }

  /** The same for the other one. */
  static String misplaced(String text) {
    return ending(text, 1);
  }

  private static String ending(String text, int partition) {
    return IntStream.rangeClosed('a', 'z')
        .mapToObj(last -> text + (char) last)
        .filter(id -> KeyPartition.of(utf8(id), 2) == partition)
        .findFirst()
        .orElseThrow();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(14).nextBytes(noise);
    return noise;
  }

  private interface Body {
    void write(BinaryEncoder out) throws IOException;
  }

  /** What a writer in no language would write, under the schema of a line. */
  private static byte[] body(byte[] good, Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(good, 0, 5);
    BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
    try {
      body.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void longs(BinaryEncoder out, long... values) throws IOException {
    for (long value : values) {
      out.writeLong(value);
    }
  }

  private static void endless(BinaryEncoder out) throws IOException {
    byte[] more = new byte[11];
    Arrays.fill(more, (byte) 0xFF);
    out.writeFixed(more);
  }

  private static byte[] good(byte[] good, int last) {
    byte[] changed = good.clone();
    changed[changed.length - 1] = (byte) last;
    return changed;
  }
}
