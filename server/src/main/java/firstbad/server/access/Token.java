package firstbad.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A token as it is kept: its SHA-256, from which nobody gets it back. */
final class Token {
  private static final String MAC = "HmacSHA256";

  private final byte[] hash;
  private final boolean writes;

  /**
   * @param writes whether it may also write
   */
  Token(String text, boolean writes) {
    this.hash = hash(text);
    this.writes = writes;
  }

  /** Whether this is the text; takes the same time for any text. */
  boolean is(String text) {
    return MessageDigest.isEqual(hash, hash(text));
  }

  boolean writes() {
    return writes;
  }

  /** Signs a text: the signature is worth something as long as this token is. */
  String signed(String text) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(hash, MAC));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every JVM has it
    }
  }
}
