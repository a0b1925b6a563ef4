package firstbad.app.whole;

import org.junit.jupiter.api.Tag;

/** The certificate of each says who it is. */
@Tag("slow")
@Tag("long")
class CertifiedPrincipalsTest extends PrincipalsContract {
  CertifiedPrincipalsTest() {
    super(Login.CERTIFICATE);
  }
}
