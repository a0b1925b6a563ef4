package firstbad.publisher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The first bytes of a file, up to 4 KiB of those that were read: when they change, the file was
 * written anew.
 */
final class FileHead {
  private static final int LENGTH = 4 * 1024;

  private byte[] bytes = new byte[0];

  /** Looks at the beginning of a file of which so much has been read. */
  static FileHead of(FileChannel channel, long read) throws IOException {
    FileHead head = new FileHead();
    head.extend(channel, read);
    return head;
  }

  /** Takes in more of the beginning while it is short. */
  void extend(FileChannel channel, long read) throws IOException {
    if (bytes.length < Math.min(LENGTH, read)) {
      bytes = begin(channel, (int) Math.min(LENGTH, read));
    }
  }

  /** Whether the file still begins like this. */
  boolean fits(FileChannel channel) throws IOException {
    return Arrays.equals(bytes, begin(channel, bytes.length));
  }

  /** Whether a file begins as this text says, which {@link #toString} wrote. */
  static boolean fits(FileChannel channel, String text) throws IOException {
    int colon = text.indexOf(':');
    int length = Integer.parseInt(text.substring(0, colon));
    FileHead head = new FileHead();
    head.bytes = begin(channel, Math.min(length, LENGTH));
    return head.toString().equals(text);
  }

  private static byte[] begin(FileChannel channel, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining() && channel.read(buffer, buffer.position()) > 0) {
      // a read may bring less than was asked for
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /** Length and SHA-256, such as {@code 135:9f86d0...}. */
  @Override
  public String toString() {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return bytes.length + ":" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
