package firstbad.server.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * JSON of events as the view keeps it: deflated, each by itself, against words that most of them
 * have. An event is small and is most of what it shares with the others, so that it takes a third
 * of its length.
 */
public final class PackedJson {
  // What was packed needs these very words. Other ones would be a second resource, told apart by
  // the checksum that the packed bytes begin with.
  private static final byte[] WORDS = words();

  // Takes longer to make than to use. Only the one thread that projects packs.
  private static final Deflater DEFLATER = new Deflater(Deflater.BEST_SPEED);

  private PackedJson() {}

  static byte[] packed(String json) {
    byte[] plain = json.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream(plain.length / 2 + 64);
    byte[] buffer = new byte[4096];
    synchronized (DEFLATER) {
      DEFLATER.reset();
      DEFLATER.setDictionary(WORDS);
      DEFLATER.setInput(plain);
      DEFLATER.finish();
      while (!DEFLATER.finished()) {
        packed.write(buffer, 0, DEFLATER.deflate(buffer));
      }
    }
    return packed.toByteArray();
  }

  /** The JSON; also what an earlier build kept, which is the text itself. */
  public static String unpacked(byte[] kept) {
    if (kept.length > 0 && kept[0] == '{') {
      return new String(kept, StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream(4 * kept.length);
    byte[] buffer = new byte[4096];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(kept);
      while (!inflater.finished()) {
        int length = inflater.inflate(buffer);
        if (length == 0 && inflater.needsDictionary()) {
          inflater.setDictionary(WORDS);
        } else if (length == 0) {
          throw new IllegalStateException("the view holds an event that ends too early");
        }
        json.write(buffer, 0, length);
      }
      return json.toString(StandardCharsets.UTF_8);
    } catch (DataFormatException | IllegalArgumentException e) {
      throw new IllegalStateException("the view holds an event that cannot be unpacked", e);
    } finally {
      inflater.end();
    }
  }

  private static byte[] words() {
    try (InputStream words = PackedJson.class.getResourceAsStream("packed-words.txt")) {
      return Objects.requireNonNull(words, "packed-words.txt").readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
