package firstbad.bisection.intake;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text that is written whole with other characters, told by a line of it. */
final class EncodedText {
  private static final Pattern BASE64_WORD = Pattern.compile("[A-Za-z0-9+/_-]{40,}+={0,2}+");

  /** How what was packed with gzip, xz, bzip2, zstd or zip begins in base64. */
  private static final Pattern BASE64_PACKED = Pattern.compile("H4sI|/Td6WFo|QlpoO|KLUv/|UEsDB");

  private static final Pattern URL_WORD =
      Pattern.compile("(?:[^\\s%]*+%[0-9A-Fa-f]{2}){2}+[^\\s]*+");

  private static final Pattern HEX_LINE =
      Pattern.compile("[0-9a-f]{6,8}:? {1,3}(?:[0-9a-f]{2,4} {1,2}){7,15}+.*+");

  /** So much of a line tells, a multiple of four. */
  private static final int LOOK = 1200;

  /** One byte; what tells a line of a log is ASCII. */
  private static final Pattern URL_ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private static final int HEX = 16;

  private static final char REPLACEMENT = '\uFFFD';

  /** Nothing but these characters, which stand for text or for something that is packed. */
  static boolean isBase64(String line) {
    if (!BASE64_WORD.matcher(line.strip()).matches()) {
      return false;
    }
    String word = line.strip().replace('-', '+').replace('_', '/').replace("=", "");
    int length = Math.min(LOOK, word.length() - word.length() % 4);
    byte[] decoded = Base64.getDecoder().decode(word.substring(0, length));
    return BASE64_PACKED.matcher(word).lookingAt() || isText(decoded);
  }

  /** Whether it is UTF-8 without controls, but for a last character that is cut. */
  private static boolean isText(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String whole = text.substring(0, text.length() - 1);
    return whole
        .chars()
        .noneMatch(c -> c == REPLACEMENT || (c < ' ' && "\t\n\r\u001b".indexOf(c) < 0));
  }

  /** No blank in it, and a line of a log once it is decoded. */
  static boolean isUrl(String line) {
    String text = line.strip();
    text = text.substring(0, Math.min(LOOK, text.length()));
    if (!URL_WORD.matcher(text).matches()) {
      return false;
    }
    String decoded =
        URL_ESCAPE
            .matcher(text.replace('+', ' '))
            .replaceAll(
                each ->
                    Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(each.group(1), HEX))));
    return decoded.lines().anyMatch(LogShape::isUnderstood);
  }

  /** {@code 00000000: 6269 7365 6374 ...}, as xxd, hexdump and od write. */
  static boolean isHexDump(String line) {
    return HEX_LINE.matcher(line).matches();
  }

  private EncodedText() {}
}
