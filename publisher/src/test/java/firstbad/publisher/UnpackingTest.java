package firstbad.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackingTest {

  @Test
  void an_xz_that_wants_more_memory_than_is_given_says_how_to_pack_it() throws IOException {
    byte[] large = withDictionaryOf64MiB(xz("run #0: OK\n"));
    assertThatThrownBy(() -> text(Unpacking.unbounded("x", stream(large), 16)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "unpacking it takes 65 MiB of memory, and at most 16 are given; pack it with xz -6 or"
                + " gzip");
    assertThat(text(Unpacking.unbounded("x", stream(large)))).isEqualTo("run #0: OK\n");
  }

  @Test
  void an_xz_of_the_usual_level_needs_little() throws IOException {
    InputStream usual = Unpacking.unbounded("x", stream(xz("run #0: OK\n")), 16);
    assertThat(Unpacking.isXz(usual)).isTrue();
    assertThat(text(usual)).isEqualTo("run #0: OK\n");
    assertThat(Unpacking.isXz(Unpacking.unbounded("x", stream("OK".getBytes(UTF_8))))).isFalse();
  }

  private static byte[] xz(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (XZOutputStream xz = new XZOutputStream(bytes, new LZMA2Options())) {
      xz.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  /** As xz -9 writes it, without the memory that xz -9 takes: in the header of the block. */
  private static byte[] withDictionaryOf64MiB(byte[] xz) {
    xz[16] = 28;
    CRC32 sum = new CRC32();
    sum.update(xz, 12, 8);
    ByteBuffer.wrap(xz).order(ByteOrder.LITTLE_ENDIAN).putInt(20, (int) sum.getValue());
    return xz;
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  private static String text(InputStream unpacked) throws IOException {
    return new String(unpacked.readAllBytes(), UTF_8);
  }
}
