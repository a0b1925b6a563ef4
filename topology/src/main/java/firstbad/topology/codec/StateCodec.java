package firstbad.topology.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps trees of records, enums, strings, numbers, lists and maps as bytes: one byte for the
 * version of the state, two that tell its shape from another, then Avro's binary encoding. State is
 * nobody's business but the topology's, so it does not go through the schema registry.
 *
 * <p>A part that is missing is never guessed: state that is read wrongly is worse than a stop.
 *
 * @param <T> the root of the tree
 */
public final class StateCodec<T> {
  private static final int HEADER = 3;

  private final Class<T> type;
  private final String kind;
  private final StateFormat format;
  private final TreePart part;
  // By version; each takes as long as a value to make.
  private final Map<Integer, Short> fingerprints = new ConcurrentHashMap<>();

  /**
   * @param type one of the kinds that the format has
   */
  public StateCodec(Class<T> type, StateFormat format) {
    this.type = type;
    this.kind = StateShapes.name(type);
    this.format = format;
    this.part = Parts.of(type);
  }

  /** The newest version that it reads, and the one that it writes. */
  public StateFormat format() {
    return format;
  }

  /** The value as bytes, in the version that is written; the same value gives the same bytes. */
  public byte[] encode(T value) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream(512);
      int version = format.writes();
      if (version == format.own()) {
        header(out, version);
        write(value, out);
        return out.toByteArray();
      }
      write(value, out);
      return converted(out.toByteArray(), 0, format.own(), version);
    } catch (IOException | RuntimeException e) {
      throw new UnreadableState("A " + kind + " cannot be kept: " + e.getMessage(), e);
    }
  }

  private void write(T value, OutputStream out) throws IOException {
    Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    part.write(encoder, value);
    encoder.flush();
  }

  /**
   * Reads what {@link #encode} wrote, in any version since the first.
   *
   * @throws UnreadableState when it was written by a newer build, or is damaged
   */
  public T decode(byte[] bytes) {
    demandReadable(bytes.length < HEADER ? 0 : bytes[0]);
    int version = bytes[0];
    if (ByteBuffer.wrap(bytes).getShort(1) != fingerprint(version)) {
      throw new UnreadableState(
          "The kept state of a %s calls itself version %d and has another shape than that; it was written by a build that was never released. Start again under another application id and prefix."
              .formatted(kind, version),
          null);
    }
    try {
      int own = format.own();
      byte[] body = version == own ? bytes : converted(bytes, HEADER, version, own);
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(body, HEADER, body.length - HEADER, null);
      T value = Objects.requireNonNull(type.cast(part.read(decoder)));
      if (!decoder.isEnd()) {
        throw new IOException("bytes are left over");
      }
      return value;
    } catch (IOException
        | AvroRuntimeException
        | IndexOutOfBoundsException
        | IllegalArgumentException e) {
      throw new UnreadableState(
          "The kept state of a %s cannot be read; it is damaged: %s"
              .formatted(kind, e.getMessage()),
          e);
    }
  }

  /**
   * Refuses state of a version that this build does not read.
   *
   * @throws UnreadableState with a sentence that says what to do
   */
  public void demandReadable(int version) {
    if (version < 1 || version > format.newest()) {
      throw new UnreadableState(
          "The kept state (%s) has version %s, and this firstbad reads versions up to %d; run the newer firstbad that wrote it (see docs/upgrade.md), or start again under another application id and prefix."
              .formatted(kind, version < 1 ? "none" : Integer.toString(version), format.newest()),
          null);
    }
  }

  /** A value of one version as bytes of another, header included. */
  private byte[] converted(byte[] bytes, int start, int from, int to) throws IOException {
    Schema source = format.shape(from, kind);
    Object tree =
        new GenericDatumReader<@Nullable Object>(source)
            .read(
                null, DecoderFactory.get().binaryDecoder(bytes, start, bytes.length - start, null));
    Schema target = format.shape(to, kind);
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    header(out, to);
    Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<@Nullable Object>(target)
        .write(format.convert(kind, tree, from, to), encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private void header(ByteArrayOutputStream out, int version) {
    short fingerprint = fingerprint(version);
    out.write(version);
    out.write(fingerprint >> 8);
    out.write(fingerprint);
  }

  private short fingerprint(int version) {
    return fingerprints.computeIfAbsent(version, number -> format.fingerprint(number, kind));
  }
}
