package firstbad.bisection.intake;

/** How the bytes of a text stand for its characters. */
public enum Encoding {
  UTF_8,
  UTF_16LE,
  UTF_16BE;

  private static final byte LZMA = ']';

  /** What is said of a text that is not in UTF-8; empty where it is. */
  String words() {
    return this == UTF_8 ? "" : "as UTF-16";
  }

  /**
   * What a text begins with says how it is written: a byte order mark, or a NUL in every second
   * byte, since a log begins with ASCII. No log begins with the bracket with which lzma does.
   *
   * @param first the first byte
   * @param second the second byte
   */
  public static Encoding of(byte first, byte second) {
    if ((first == (byte) 0xFF && second == (byte) 0xFE)
        || (first > 0 && first != LZMA && second == 0)) {
      return UTF_16LE;
    }
    if ((first == (byte) 0xFE && second == (byte) 0xFF) || (first == 0 && second > 0)) {
      return UTF_16BE;
    }
    return UTF_8;
  }
}
