package firstbad.app.deliver.receiver;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of the "Standard Webhooks" convention, for which receivers have libraries: version,
 * comma, and HMAC-SHA256 of id, time and body in Base64.
 */
public final class Signature {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String MARKED_BASE64 = "whsec_";

  /**
   * The value of the header {@code webhook-signature}.
   *
   * @param secret as in the file; after {@code whsec_} it is Base64, else the bytes of the text
   * @param id the value of {@code webhook-id}
   * @param seconds the value of {@code webhook-timestamp}: since the epoch
   */
  public static String of(String secret, String id, long seconds, String body) {
    byte[] key =
        secret.startsWith(MARKED_BASE64)
            ? Base64.getDecoder().decode(secret.substring(MARKED_BASE64.length()))
            : secret.getBytes(StandardCharsets.UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signed = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  private Signature() {}
}
