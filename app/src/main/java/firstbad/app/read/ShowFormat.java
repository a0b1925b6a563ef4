package firstbad.app.read;

import java.util.Locale;

/** How one bisection is shown. */
enum ShowFormat {
  TEXT,
  JSON,
  MAIL,
  KCIDB;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
