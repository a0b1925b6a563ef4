package firstbad.bisection.intake;

import java.util.Arrays;

/**
 * Makes UTF-8 of UTF-16 that comes in pieces. Half a pair of surrogates becomes a byte that is not
 * UTF-8, so that it counts as what it is: damage.
 */
final class Utf16 {
  private static final int DAMAGE = 0xFF;

  private final boolean bigEndian;
  private byte[] utf8 = new byte[0];
  private int utf8Length;
  private int odd = -1;
  private int high;

  /** Source bytes since the newest line feed. */
  private long unfinished;

  Utf16(Encoding encoding) {
    this.bigEndian = encoding == Encoding.UTF_16BE;
  }

  byte[] utf8(byte[] bytes, int from, int length) {
    begin(length);
    for (int at = from; at < from + length; at++) {
      int next = bytes[at] & 0xFF;
      unfinished++;
      if (odd < 0) {
        odd = next;
      } else {
        unit(bigEndian ? (odd << 8) | next : (next << 8) | odd);
        odd = -1;
      }
    }
    return Arrays.copyOf(utf8, utf8Length);
  }

  /** The text is over; what is left of it is damage. */
  byte[] rest() {
    begin(2);
    lone();
    if (odd >= 0) {
      put(DAMAGE);
      odd = -1;
    }
    return Arrays.copyOf(utf8, utf8Length);
  }

  /** Two bytes become three at most, and something may be left from before. */
  private void begin(int length) {
    utf8 = new byte[2 * length + 8];
    utf8Length = 0;
  }

  private void put(int value) {
    utf8[utf8Length++] = (byte) value;
  }

  long unfinishedBytes() {
    return unfinished;
  }

  private void unit(int unit) {
    if (high != 0 && Character.isLowSurrogate((char) unit)) {
      write(Character.toCodePoint((char) high, (char) unit));
      high = 0;
      return;
    }
    lone();
    if (Character.isHighSurrogate((char) unit)) {
      high = unit;
    } else if (Character.isLowSurrogate((char) unit)) {
      put(DAMAGE);
    } else {
      write(unit);
      if (unit == '\n') {
        unfinished = 0;
      }
    }
  }

  private void lone() {
    if (high != 0) {
      put(DAMAGE);
      high = 0;
    }
  }

  private void write(int character) {
    if (character < 0x80) {
      put(character);
    } else if (character < 0x800) {
      put(0xC0 | (character >> 6));
      put(0x80 | (character & 0x3F));
    } else if (character < 0x10000) {
      put(0xE0 | (character >> 12));
      put(0x80 | ((character >> 6) & 0x3F));
      put(0x80 | (character & 0x3F));
    } else {
      put(0xF0 | (character >> 18));
      put(0x80 | ((character >> 12) & 0x3F));
      put(0x80 | ((character >> 6) & 0x3F));
      put(0x80 | (character & 0x3F));
    }
  }
}
