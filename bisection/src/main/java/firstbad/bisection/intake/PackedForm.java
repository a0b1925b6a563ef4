package firstbad.bisection.intake;

import java.util.regex.Pattern;

/**
 * The forms in which a text can be packed that is not unpacked on its way in, told by how their
 * bytes look as a line of text. One gzip or xz is taken off before; this is what was in it.
 */
enum PackedForm {
  ZIP("it is a zip archive", "PK(?:\\x03\\x04|\\x05\\x06)"),
  TAR("it is a tar archive", "(?s).{200,257}ustar[\\x00 ]"),
  GZIP("it is packed twice, the second time with gzip", "\\x1f\\uFFFD\\x08"),
  XZ("it is packed twice, the second time with xz", "\\uFFFD7zXZ\\x00"),
  BZIP2("it is packed with bzip2", "BZh[1-9](?:1AY&SY|\\x17rE8P)"),
  ZSTD("it is packed with zstd", "\\(\\uFFFD/\\uFFFD"),
  LZMA("it is packed with lzma", "\\]\\x00\\x00"),
  LZ4("it is packed with lz4", "\\x04\"M\\x18"),
  COMPRESS("it is packed with compress", "\\x1f\\uFFFD\\uFFFD"),
  SEVEN_ZIP("it is a 7z archive", "7z\\uFFFD\\uFFFD'\\x1c"),
  RAR("it is a rar archive", "Rar!\\x1a\\x07");

  private final String words;
  private final Pattern beginning;

  PackedForm(String words, String beginning) {
    this.words = words;
    this.beginning = Pattern.compile(beginning);
  }

  /** Whether a text begins with this line that is packed so. */
  boolean begins(String line) {
    return beginning.matcher(line).lookingAt();
  }

  /** What a person calls it, and what to do. */
  String words() {
    return words + "; unpack it first";
  }
}
