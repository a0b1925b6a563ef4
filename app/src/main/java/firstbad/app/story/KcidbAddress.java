package firstbad.app.story;

import java.util.regex.Pattern;

/**
 * Addresses as KCIDB takes them: by RFC 3986. A label may hold anything, and one address that is
 * none makes KCIDB refuse the whole report.
 */
final class KcidbAddress {
  private static final String CHARACTER = "(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-Fa-f]{2})";

  private static final Pattern SHAPE =
      Pattern.compile(
          ("https?://[A-Za-z0-9._-]{1,253}(?::[0-9]{1,5})?(?:/C{0,1000}+)?"
                  + "(?:\\?(?:C|\\?){0,1000}+)?(?:#(?:C|\\?){0,1000}+)?")
              .replace("C", CHARACTER));

  /** Whether a text is the http or https address of something. */
  static boolean fits(String text) {
    return SHAPE.matcher(text).matches();
  }

  private KcidbAddress() {}
}
