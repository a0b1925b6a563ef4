package firstbad.app.whole;

import org.junit.jupiter.api.Tag;

/** They log in by SASL/SCRAM over TLS that wants a certificate too. */
@Tag("slow")
class PrincipalsTest extends PrincipalsContract {
  PrincipalsTest() {
    super(Login.SCRAM);
  }
}
