package firstbad.publisher;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.tukaani.xz.MemoryLimitException;
import org.tukaani.xz.XZFormatException;
import org.tukaani.xz.XZInputStream;

/**
 * Takes gzip and xz off a text, told by its first bytes and not by its name, and gives up on what
 * grows beyond all measure: more than {@link #MOST_BYTES}, or more than {@link #MOST_RATIO} times
 * what it is made from.
 */
public final class Unpacking extends FilterInputStream {
  /** The longest text that is unpacked, in bytes. */
  public static final long MOST_BYTES = 64L << 20;

  /** How many times as long as its packed form an unpacked text may be. */
  public static final long MOST_RATIO = 200;

  /** Below this a text is small however well it packs. */
  private static final long RATIO_FROM = 1L << 20;

  private static final int[] GZIP = {0x1f, 0x8b};
  private static final int[] XZ = {0xfd, '7', 'z', 'X', 'Z', 0};
  private static final int BUFFER = 1 << 16;
  private static final int XZ_MEMORY_MIB = 128;

  private final String name;
  private final long packedBytes;
  private final boolean xz;
  private long bytes;

  private Unpacking(String name, InputStream unpacked, long packedBytes) {
    super(unpacked);
    this.xz = unpacked instanceof XZInputStream;
    this.name = name;
    this.packedBytes = packedBytes;
  }

  /**
   * A text whose packed size is not known: the ratio cannot be told.
   *
   * @throws IOException whose message is a reason, without a full stop
   */
  public static InputStream unbounded(String name, InputStream input) throws IOException {
    return bounded(name, input, Long.MAX_VALUE / MOST_RATIO);
  }

  /**
   * The same where an xz may take less memory than usual.
   *
   * @param xzMiB how much, in MiB
   * @throws IOException whose message is a reason, without a full stop
   */
  public static InputStream unbounded(String name, InputStream input, int xzMiB)
      throws IOException {
    return bounded(name, input, Long.MAX_VALUE / MOST_RATIO, xzMiB);
  }

  /** Whether it is an xz, which takes memory from its first byte to its last. */
  public static boolean isXz(InputStream text) {
    return text instanceof Unpacking unpacking && unpacking.xz;
  }

  /**
   * The text in a file or stream.
   *
   * @param packedBytes the size of what it is made from
   * @throws IOException whose message is a reason, without a full stop
   */
  public static InputStream bounded(String name, InputStream input, long packedBytes)
      throws IOException {
    return bounded(name, input, packedBytes, XZ_MEMORY_MIB);
  }

  private static InputStream bounded(String name, InputStream input, long packedBytes, int xzMiB)
      throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(input, BUFFER);
    buffered.mark(8);
    byte[] start = buffered.readNBytes(6);
    buffered.reset();
    try {
      return unpacked(name, buffered, start, packedBytes, xzMiB);
    } catch (IOException e) {
      buffered.close();
      throw readable(e);
    }
  }

  private static InputStream unpacked(
      String name, InputStream input, byte[] start, long packedBytes, int xzMiB)
      throws IOException {
    if (startsWith(start, GZIP)) {
      return new Unpacking(name, new GZIPInputStream(input, BUFFER), packedBytes);
    }
    if (startsWith(start, XZ)) {
      return new Unpacking(name, new XZInputStream(input, xzMiB << 10), packedBytes);
    }
    return input; // what else is packed is refused where the first line is read
  }

  /** Whether a file begins like a zip archive, an empty one included. */
  public static boolean isZip(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream input = Files.newInputStream(file)) {
      byte[] start = input.readNBytes(4);
      return startsWith(start, 'P', 'K', 3, 4) || startsWith(start, 'P', 'K', 5, 6);
    }
  }

  /** Whether a file begins like a text that is packed with gzip or xz. */
  static boolean isPacked(FileChannel file) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(6);
    while (start.hasRemaining() && file.read(start, start.position()) > 0) {
      // a read may bring less than was asked for
    }
    byte[] bytes = Arrays.copyOf(start.array(), start.position());
    return startsWith(bytes, GZIP) || startsWith(bytes, XZ);
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    if (bytes.length < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read;
    try {
      read = super.read(into, from, length);
    } catch (IOException e) {
      throw readable(e);
    }
    bytes += Math.max(0, read);
    if (bytes > MOST_BYTES) {
      throw new IOException("unpacked it is more than " + (MOST_BYTES >> 20) + " MiB");
    }
    if (bytes > RATIO_FROM && bytes / MOST_RATIO > packedBytes) {
      throw new IOException("unpacked it is more than " + MOST_RATIO + " times its size");
    }
    return read;
  }

  private static IOException readable(IOException e) {
    if (e instanceof MemoryLimitException limit) {
      return new IOException(
          "unpacking it takes %d MiB of memory, and at most %d are given; pack it with xz -6 or gzip"
              .formatted((limit.getMemoryNeeded() + 1023) >> 10, limit.getMemoryLimit() >> 10),
          e);
    }
    if (e instanceof EOFException) {
      return new IOException("the packed text breaks off in the middle", e);
    }
    if (e instanceof ZipException || e instanceof XZFormatException) {
      return new IOException("the packed text is damaged", e);
    }
    return e;
  }

  @Override
  public String toString() {
    return name;
  }
}
